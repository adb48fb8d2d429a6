import { bytesOf } from './mime/head.ts';
import type { MailDecoder } from './mime/mail-text.ts';
import { fromBase64, fromQuotedPrintable } from './mime/transfer.ts';

/** An encoded word of RFC 2047, also one with spaces in it, one whose end was cut off, one with a language. */
const WORD = /=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bq])\?((?:[^?]|\?(?!=))*)(?:\?=|$)/gi;
// biome-ignore lint/suspicious/noControlCharactersInRegex: bytes beyond ASCII are what this finds
const EIGHT_BIT = /[^\x00-\x7f]+(?:[ \t]+[^\x00-\x7f]+)*/g;
const BETWEEN_WORDS = /^[ \t\r\n]*$/;

interface Word {
  start: number;
  end: number;
  charset: string;
  /** What base64 must still be joined to, where a mailer cut between its groups of four. */
  unfinished: string;
  bytes: Uint8Array;
}

/** A header value as text: encoded words decoded, bytes beyond ASCII recovered. `value` has a character a byte. */
export function decodeHeader(value: string, decoder: MailDecoder): string {
  return replaceEncoded(value, decoder, (text) => text);
}

/**
 * A header value with everything that needs decoding taken out, so that its commas and angle brackets are the address
 * list's own. `restore` puts the decoded text back into what was made of it.
 */
export function protectHeader(
  value: string,
  decoder: MailDecoder,
): { value: string; restore: (text: string) => string } {
  const held: string[] = [];
  const hold = (text: string) => `\ue000${held.push(text) - 1}\ue001`;
  const restore = (text: string) => text.replace(/\ue000(\d+)\ue001/g, (_, index: string) => held[Number(index)] ?? '');
  return { value: replaceEncoded(value, decoder, hold), restore };
}

function replaceEncoded(value: string, decoder: MailDecoder, put: (text: string) => string): string {
  let text = '';
  let at = 0;
  const words = wordsOf(value);
  for (const [i, word] of words.entries()) {
    const between = value.slice(at, word.start);
    if (i === 0 || !BETWEEN_WORDS.test(between)) text += plain(between, decoder, put);
    text += put(decoder.decode(joined(word.bytes, fromBase64(word.unfinished)), word.charset));
    at = word.end;
  }
  return text + plain(value.slice(at), decoder, put);
}

function plain(text: string, decoder: MailDecoder, put: (text: string) => string): string {
  if (decoder.isRawWhole && text.search(EIGHT_BIT) !== -1) return put(decoder.decodeRaw(bytesOf(text)));
  return text.replace(EIGHT_BIT, (run) => put(decoder.decodeRaw(bytesOf(run))));
}

/** The encoded words; neighbours of one charset as one, since mailers cut through the middle of characters. */
function wordsOf(value: string): Word[] {
  const words: Word[] = [];
  if (!value.includes('=?')) return words;
  for (const match of value.matchAll(WORD)) {
    const [whole, name = '', encoding = '', content = ''] = match;
    const start = match.index;
    const end = start + whole.length;
    const charset = name.toLowerCase();
    const last = words.at(-1);
    const isNext = last?.charset === charset && BETWEEN_WORDS.test(value.slice(last.end, start));
    const { bytes, unfinished } = contentOf(encoding, (isNext ? last.unfinished : '') + content);
    if (isNext) words[words.length - 1] = { ...last, end, unfinished, bytes: joined(last.bytes, bytes) };
    else words.push({ start, end, charset, unfinished, bytes });
  }
  return words;
}

function contentOf(encoding: string, content: string): Pick<Word, 'bytes' | 'unfinished'> {
  if (/q/i.test(encoding)) {
    const spaced = content.replaceAll('_', ' ').replace(/=\s+(?=[0-9a-f])/gi, '=');
    return { bytes: fromQuotedPrintable(bytesOf(spaced)), unfinished: '' };
  }
  const letters = content.replace(/[^A-Za-z0-9+/=]+/g, '');
  const whole = letters.length - (letters.includes('=') ? 0 : letters.length % 4);
  return { bytes: fromBase64(letters.slice(0, whole)), unfinished: letters.slice(whole) };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
