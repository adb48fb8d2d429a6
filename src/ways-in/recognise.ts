import { looksPlainText } from './html-form/plain-text.ts';

/** What a body is, judged by itself; `Content-Type` only decides where the body leaves it open. */
export type Format =
  | 'empty'
  | 'xml'
  | 'json'
  | 'multipart'
  | 'urlencoded'
  | 'plain-text'
  | 'encoded-document'
  | 'binary';

const FORM_TYPE = /^\s*application\/x-www-form-urlencoded/i;
const PLAIN_TYPE = /^\s*text\/plain\s*(?:;|$)/i;
const BINARY_TYPE =
  /^\s*(?:image|audio|video|font)\/|^\s*application\/(?:pdf|zip|gzip|msword|vnd\.(?!.*(?:json|xml)))/i;

/** Mails come by mail: the reading of one takes more time than a stranger's request may. */
const MAIL = /^\s*message\//i;

const ENCODED_DOCUMENT = /^%(?:3c|7b(?:%22|%0a|%0d|%20|\+|%7d)|5b%7b)/i;
/** A boundary and a part's headers; old mail programs put a line of text before. */
const FIRST_PART = /(?:^|\n)--[^\r\n]+\r?\n(?:[^\r\n:]{1,100}:[^\r\n]{0,500}\r?\n){0,9}?content-disposition\s*:/i;

/** Bytes that are looked at; what a body is shows in its first lines. */
const HEAD = 1024;
const ASCII = new TextDecoder('windows-1252');

/** Tells the format of a POST body from its first bytes. */
export function recogniseSender(body: Uint8Array, contentType: string): Format {
  if (MAIL.test(contentType)) return 'binary';
  const start = skipBlank(body);
  if (start === body.length) return 'empty';
  const head = ASCII.decode(body.subarray(start, start + HEAD)).replaceAll('\0', '');
  const isForm = looksUrlencoded(head);
  if (head.startsWith('<')) return 'xml';
  if (looksLikeJson(head, isForm, contentType)) return 'json';
  if (ENCODED_DOCUMENT.test(head)) return 'encoded-document';
  // A boundary such as `----=_Part_1` looks like a name and a value.
  if ((!isForm || head.startsWith('--')) && FIRST_PART.test(head)) return 'multipart';
  // Behind all that says itself what it is, since anybody may quote such a document in a value.
  if (!isForm && holdsAdf(head)) return 'xml';
  if (!isForm && /^\s*multipart\//i.test(contentType)) return 'multipart';
  if (body.includes(0) || (!isForm && BINARY_TYPE.test(contentType))) return 'binary';
  return PLAIN_TYPE.test(contentType) && looksPlainText(ASCII.decode(body.subarray(start)))
    ? 'plain-text'
    : 'urlencoded';
}

/** ADF documents come with junk before the prolog, so that the body need not begin with `<`. */
export function holdsAdf(text: string): boolean {
  return /<(?:\?adf\b|adf[\s>])/i.test(text);
}

function looksLikeJson(head: string, isForm: boolean, contentType: string): boolean {
  if (!/^[{[]/.test(head)) return false;
  // `[1,2]` and `{FirstName:…` are JSON, or meant to be; a form field may be called `[name]` too.
  return /^.\s*(?:["{[\]}]|$)/s.test(head) || (!isForm && !FORM_TYPE.test(contentType) && !holdsAdf(head));
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
