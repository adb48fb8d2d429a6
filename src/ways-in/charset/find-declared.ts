import type { Raw } from '../way-in.ts';

const HEAD = 1024;
const ASCII = new TextDecoder('windows-1252');
const IN_TYPE = /;\s{0,20}charset\s{0,20}=\s{0,20}["']?([A-Za-z][\w.:-]{1,39})/i;
const IN_PROLOG = /<\?xml[^<>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z][\w.:-]{1,39})/i;
const IN_FORM = /(?:^|&)_charset_=([A-Za-z][\w.:-]{1,39})(?:&|$)/;
const IN_PART = /name="?_charset_"?[^\r\n]{0,200}\r?\n\r?\n([A-Za-z][\w.:-]{1,39})\r?\n/;

/**
 * The charset a request names for its body: a document in its own first line, a form in its field `_charset_` (which
 * browsers fill in), everything else in `Content-Type`. A programmer writes the first two, a server often adds
 * the third.
 */
export function declaredCharset({ body, query, contentType }: Raw): string | undefined {
  const head = ASCII.decode(body.subarray(0, HEAD)).replaceAll('\0', '');
  return (
    IN_PROLOG.exec(head)?.[1] ??
    fieldIn(body) ??
    IN_FORM.exec(query)?.[1] ??
    (/^\s*multipart\//i.test(contentType) ? undefined : IN_TYPE.exec(contentType)?.[1])
  );
}

function fieldIn(body: Uint8Array): string | undefined {
  if (body.indexOf(UNDERSCORE) === -1) return undefined;
  const text = ASCII.decode(body);
  const at = text.indexOf('_charset_');
  if (at === -1) return undefined;
  const around = text.slice(Math.max(0, at - 200), at + 300);
  return (IN_FORM.exec(around) ?? IN_PART.exec(around))?.[1];
}

const UNDERSCORE = 0x5f;

/** The charset that a part of a form names in its own `Content-Type`. */
export const partCharset = (headers: string): string | undefined =>
  IN_TYPE.exec(/^content-type\s{0,20}:([^\r\n]{0,200})/im.exec(headers)?.[1] ?? '')?.[1];
