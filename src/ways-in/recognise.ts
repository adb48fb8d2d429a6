/** What a body is, judged by itself; `Content-Type` only decides where the body leaves it open. */
export type Format = 'empty' | 'xml' | 'json' | 'multipart' | 'urlencoded' | 'encoded-document' | 'binary';

const FORM_TYPE = /^\s*application\/x-www-form-urlencoded/i;
const BINARY_TYPE =
  /^\s*(?:image|audio|video|font)\/|^\s*application\/(?:pdf|zip|gzip|msword|vnd\.(?!.*(?:json|xml)))/i;

/** Tells the format of a POST body from its first bytes. */
export function recognise(body: Uint8Array, contentType: string): Format {
  const start = skipBlank(body);
  if (start === body.length) return 'empty';
  const head = String.fromCharCode(...body.subarray(start, start + 1024)).replaceAll('\0', '');
  if (head.startsWith('<') || (holdsAdf(head) && !looksUrlencoded(head))) return 'xml';
  if (looksLikeJson(head, contentType)) return 'json';
  if (head.startsWith('--') && /^--[^\r\n]+\r?\n(?:[^\r\n:]+:[^\r\n]*\r?\n)*?content-disposition\s*:/i.test(head)) {
    return 'multipart';
  }
  if (/^\s*multipart\//i.test(contentType) && !looksUrlencoded(head)) return 'multipart';
  if (body.includes(0) || (BINARY_TYPE.test(contentType) && !looksUrlencoded(head))) return 'binary';
  if (/^%(?:3c|7b(?:%22|%0a|%0d|%20|\+|%7d)|5b%7b)/i.test(head)) return 'encoded-document';
  return 'urlencoded';
}

/** ADF documents come with junk before the prolog, so that the body need not begin with `<`. */
export function holdsAdf(text: string): boolean {
  return /<(?:\?adf\b|adf[\s>])/i.test(text);
}

function looksLikeJson(head: string, contentType: string): boolean {
  if (/^[{[]\s*(?:["{[\]}]|$)/.test(head)) return true;
  // `[1,2]` and `{FirstName:…` are JSON, or meant to be; a form field may be called `[name]` too.
  return /^[{[]/.test(head) && !FORM_TYPE.test(contentType) && !looksUrlencoded(head);
}

function looksUrlencoded(head: string): boolean {
  return /^[^\s<>"=&]{1,200}=/.test(head);
}

function skipBlank(body: Uint8Array): number {
  let at = 0;
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) at = 3;
  else if ((body[0] === 0xff && body[1] === 0xfe) || (body[0] === 0xfe && body[1] === 0xff)) at = 2;
  while (at < body.length && (body[at] === 0x20 || ((body[at] ?? 0) - 9 <= 4 && (body[at] ?? 0) >= 9))) at++;
  return at;
}
