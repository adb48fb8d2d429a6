import type { Raw } from '../../../lead/raw.ts';
import { percentDecode } from '../../html-form/parse.ts';
import { hideMember } from '../hide-member.ts';

/**
 * The bytes of a lead of Google Ads without its `google_key`, however it came: as JSON of any charset, or in a field of
 * a form or an address. All other bytes come back as they were.
 */
export function withoutGoogleKey(raw: Raw): Raw {
  return { ...raw, query: inPairs(raw.query), body: inBody(raw.body) };
}

const hide = (json: string) => hideMember(json, 'google_key');

function inBody(body: Uint8Array): Uint8Array {
  const low = lowByteOfUtf16(body);
  if (low !== undefined) return utf16Bytes(hide(utf16Text(body, low)), low, body.length);
  // A byte a character, so that all other bytes come back as they were, whatever the charset.
  const text = binaryText(body);
  const hidden = hide(text);
  return binaryBytes(/^\s*[[{]/.test(text) ? hidden : inPairs(hidden));
}

/** Pairs whose values are percent-encoded JSON, or a single such value. */
function inPairs(text: string): string {
  if (!text.includes('%')) return text;
  return text
    .split('&')
    .map((pair) => {
      const value = pair.slice(pair.indexOf('=') + 1);
      const decoded = binaryText(percentDecode(binaryBytes(value)));
      const hidden = hide(decoded);
      return hidden === decoded ? pair : pair.slice(0, pair.length - value.length) + percentEncode(hidden);
    })
    .join('&');
}

const percentEncode = (binary: string) =>
  binary.replace(/[^\w.~-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function binaryText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

const binaryBytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Where the lower byte of each pair stands in UTF-16, by the zero beside the first character of a document. */
function lowByteOfUtf16(body: Uint8Array): 0 | 1 | undefined {
  const isMarked = (body[0] === 0xff && body[1] === 0xfe) || (body[0] === 0xfe && body[1] === 0xff);
  const [first, second] = isMarked ? [body[2], body[3]] : [body[0], body[1]];
  if (first && second === 0) return 0;
  return first === 0 && second ? 1 : undefined;
}

function utf16Text(body: Uint8Array, low: 0 | 1): string {
  let text = '';
  for (let at = 0; at + 1 < body.length; at += 2) {
    text += String.fromCharCode((body[at + low] ?? 0) | ((body[at + 1 - low] ?? 0) << 8));
  }
  return text;
}

/** @param length of the bytes the text was read from: an odd last one was no character. */
function utf16Bytes(text: string, low: 0 | 1, length: number): Uint8Array {
  const bytes = new Uint8Array(text.length * 2 + (length % 2));
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[2 * i + low] = code & 0xff;
    bytes[2 * i + 1 - low] = code >> 8;
  }
  return bytes;
}
