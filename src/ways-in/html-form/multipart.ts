import type { Pair, Warning } from '../../lead/submission.ts';
import type { Decoder } from '../charset/decoder.ts';
import { partCharset } from '../charset/find-declared.ts';

const CR = 0x0d;
const LF = 0x0a;
const DASH = 0x2d;
const MAX_BOUNDARY = 200;
const ASCII = new TextDecoder('windows-1252');

/**
 * Reads `multipart/form-data` bytes. Of a file only its name and size are kept.
 *
 * Not a library's parser, because real senders write bare LF, forget the last boundary, put text before the
 * first one, and announce a boundary other than the one they use; a lead must survive all of that.
 */
export function parseMultipart(
  bytes: Uint8Array,
  boundary: string,
  decoder: Decoder,
): { pairs: Pair[]; warnings: Warning[] } {
  const { parts, closed } = splitParts(bytes, new TextEncoder().encode(`--${boundary}`));
  const pairs: Pair[] = [];
  const warnings: Warning[] = [];
  for (const part of parts) {
    const { headers, content } = splitHeaders(part);
    const disposition = dispositionOf(decoder.decode(headers));
    const charset = partCharset(ASCII.decode(headers));
    if (disposition === undefined) continue;
    const { name, filename } = disposition;
    if (filename === undefined) {
      pairs.push({ name, value: decoder.decode(content, charset) });
    } else if (filename !== '' || content.length > 0) {
      pairs.push({ name, value: `${filename || 'file'} (${content.length} bytes)` });
      warnings.push({
        code: 'file_not_kept',
        message: `The file "${filename}" was not kept, only its name and size.`,
        field: name,
      });
    }
  }
  if (!closed && parts.length > 0) {
    warnings.push({
      code: 'body_cut',
      message: 'The form ended without its closing boundary; the last value may be cut.',
    });
  }
  return { pairs, warnings };
}

/** The boundary a body uses, by the header when the body agrees with it, else by the body's own first line. */
export function findBoundary(bytes: Uint8Array, contentType: string): string | undefined {
  const announced = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(contentType);
  const fromHeader = announced?.[1] ?? announced?.[2];
  const head = ASCII.decode(bytes.subarray(0, 2048));
  if (fromHeader && head.includes(`--${fromHeader}`)) return fromHeader;
  const visible =
    /(?:^|\n)[ \t]*--([^\r\n]{0,199}[^\s])[ \t]*\r?\n(?:[^\r\n:]{1,100}:[^\r\n]{0,500}\r?\n){0,9}?content-disposition\s*:/i.exec(
      head,
    );
  return visible?.[1] ?? (/^\s*multipart\//i.test(contentType) ? fromHeader : undefined);
}

function splitParts(bytes: Uint8Array, delimiter: Uint8Array): { parts: Uint8Array[]; closed: boolean } {
  const parts: Uint8Array[] = [];
  let contentStart = -1;
  for (let lineStart = 0; lineStart !== -1 && lineStart < bytes.length; ) {
    const newline = bytes.indexOf(LF, lineStart);
    const lineEnd = newline === -1 ? bytes.length : newline;
    const line = delimiterLine(bytes, lineStart, lineEnd, delimiter);
    if (line !== 'none') {
      if (contentStart !== -1) parts.push(withoutLastNewline(bytes.subarray(contentStart, lineStart)));
      if (line === 'last') return { parts, closed: true };
      contentStart = lineEnd + 1;
    }
    lineStart = newline === -1 ? -1 : newline + 1;
  }
  if (contentStart !== -1 && contentStart < bytes.length) parts.push(withoutLastNewline(bytes.subarray(contentStart)));
  return { parts, closed: false };
}

function delimiterLine(bytes: Uint8Array, start: number, end: number, delimiter: Uint8Array): 'none' | 'part' | 'last' {
  if (end - start < delimiter.length || delimiter.length > MAX_BOUNDARY + 2) return 'none';
  for (let at = 0; at < delimiter.length; at++) if (bytes[start + at] !== delimiter[at]) return 'none';
  let at = start + delimiter.length;
  const last = bytes[at] === DASH && bytes[at + 1] === DASH;
  if (last) at += 2;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === CR)) at++;
  return at === end || last ? (last ? 'last' : 'part') : 'none';
}

function withoutLastNewline(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  if (bytes[end - 1] === LF) end--;
  if (end < bytes.length && bytes[end - 1] === CR) end--;
  return bytes.subarray(0, end);
}

function splitHeaders(part: Uint8Array): { headers: Uint8Array; content: Uint8Array } {
  for (let lineStart = 0; lineStart < part.length; ) {
    const newline = part.indexOf(LF, lineStart);
    if (newline === -1) break;
    const blank = newline === lineStart || (newline === lineStart + 1 && part[lineStart] === CR);
    if (blank) return { headers: part.subarray(0, lineStart), content: part.subarray(newline + 1) };
    lineStart = newline + 1;
  }
  return { headers: part, content: part.subarray(part.length) };
}

function dispositionOf(headers: string): { name: string; filename?: string } | undefined {
  const line = /^content-disposition[ \t]*:(.*)$/im.exec(headers.replace(/\r?\n[ \t]+/g, ' '))?.[1];
  if (line === undefined) return undefined;
  const name = parameter(line, 'name');
  if (name === undefined) return undefined;
  const filename = extendedFilename(line) ?? parameter(line, 'filename');
  return filename === undefined ? { name } : { name, filename };
}

function parameter(line: string, wanted: 'name' | 'filename'): string | undefined {
  const pattern = wanted === 'name' ? NAME_PARAMETER : FILENAME_PARAMETER;
  const match = pattern.exec(line);
  if (match === null) return undefined;
  // Browsers write a quote or a newline inside a name as %22, %0D and %0A; others use a backslash.
  return match[1] === undefined
    ? (match[2] ?? '')
    : match[1]
        .replace(/\\(["\\])/g, '$1')
        .replace(/%(22|0D|0A)/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const NAME_PARAMETER = /;\s*name\s*=\s*(?:"((?:\\["\\]|[^"])*)"?|([^;\s]*))/i;
const FILENAME_PARAMETER = /;\s*filename\s*=\s*(?:"((?:\\["\\]|[^"])*)"?|([^;\s]*))/i;

function extendedFilename(line: string): string | undefined {
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(line)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
