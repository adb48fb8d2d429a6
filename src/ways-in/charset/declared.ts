import { type Decoded, decodeBytes, isUtf8 } from './guess.ts';
import { logicalOrder } from './visual-hebrew.ts';

/** Bytes as text by the charset that was declared for them, or by what they show where that cannot be true. */
export interface Read extends Decoded {
  isAsDeclared: boolean;
}

const HEBREW = /^(?:windows-1255|cp1255|x-cp1255|iso-8859-8.*|iso8859-?8.*|hebrew|visual|logical)$/;
const LATIN = /^(?:windows-1252|cp1252|iso-8859-1|iso-8859-15|latin1|l1|us-ascii|ascii|windows-1250|iso-8859-2)$/;
const MANY_BYTES = /^(?:gb|big5|euc|shift|iso-2022|ks|hz|utf-?16|unicode|windows-31j|sjis|ms_kanji)/;
const WIDE = /^(?:utf-?16|unicode|ucs|iso-10646)/;

/** Whether text in this charset must not be taken for anything else first: its bytes look like ASCII or UTF-8. */
export const isManyBytes = (declared: string | undefined): boolean => MANY_BYTES.test(declared ?? '');

/** A charset's name as it is compared; undefined for what says nothing. */
export function charsetLabel(declared: string | undefined): string | undefined {
  const label = (declared ?? '')
    .trim()
    .toLowerCase()
    .replace(/^x-unknown$|^unknown.*$|^8bit$|^us-ascii$/, '');
  return label === '' || label.length > 40 ? undefined : label;
}

/**
 * Decodes as declared. Programs that declare the wrong charset are many, so that what the bytes show goes before
 * it.
 */
export function decodeDeclared(bytes: Uint8Array, declared: string | undefined): Read {
  const label = charsetLabel(declared);
  const decoder = label === undefined ? undefined : decoderOf(label);
  if (label === undefined || !decoder || isNarrow(bytes, label)) return { ...decodeBytes(bytes), isAsDeclared: false };
  // Single-byte text that happens to be whole UTF-8 does not occur; programs that declare the wrong charset do.
  if (!MANY_BYTES.test(label)) {
    const guess = decodeBytes(bytes);
    if (decoder.encoding === 'utf-8' || isUtf8(bytes)) {
      return { ...guess, isAsDeclared: decoder.encoding === guess.charset };
    }
    if (LATIN.test(label) && looksHebrew(bytes)) return { ...guess, isAsDeclared: false };
  }
  const text = decoder.decode(bytes);
  const isHebrew = HEBREW.test(label);
  if (isHebrew && /[\ufffd\u0080-\u009f]/.test(text)) return { ...decodeBytes(bytes), isAsDeclared: false };
  const isVisual = decoder.encoding === 'iso-8859-8';
  const lossy = text.includes('\ufffd');
  if (lossy && isUtf8(bytes)) return { ...decodeBytes(bytes), isAsDeclared: false };
  return {
    text: isVisual ? logicalOrder(text) : text,
    charset: isHebrew && decoder.encoding.startsWith('iso-8859-8') ? 'iso-8859-8' : decoder.encoding,
    lossy,
    isAsDeclared: true,
  };
}

/** UTF-16 is declared, and the bytes have none of its zeros. */
const isNarrow = (bytes: Uint8Array, label: string) =>
  WIDE.test(label) && !bytes.includes(0) && bytes[0] !== 0xff && bytes[0] !== 0xfe;

const decoders = new Map<string, TextDecoder | undefined>();

/** The platform's decoder of a charset; undefined for one that it does not know. */
export function decoderOf(label: string): TextDecoder | undefined {
  const name = /^cp-?(\d{3,4})$/.exec(label) ? label.replace(/^cp-?/, 'windows-') : label;
  if (decoders.has(name)) return decoders.get(name);
  let decoder: TextDecoder | undefined;
  try {
    decoder = new TextDecoder(name, { fatal: false, ignoreBOM: true });
  } catch {
    // A charset nobody knows is as good as none declared.
  }
  if (decoders.size < 200) decoders.set(name, decoder);
  return decoder;
}

/** Hebrew is runs of letters E0–FA apart from Latin letters; in the Latin charsets these bytes stand within words. */
export function looksHebrew(bytes: Uint8Array): boolean {
  let runs = 0;
  let within = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (!isHebrewLetter(bytes[at])) continue;
    const start = at;
    while (isHebrewLetter(bytes[at + 1])) at++;
    if (isLatinLetter(bytes[start - 1]) || isLatinLetter(bytes[at + 1])) within += 1;
    else if (at > start) runs += 1;
  }
  return runs > 2 * within;
}

const isHebrewLetter = (byte = 0) => byte >= 0xe0 && byte <= 0xfa;
const isLatinLetter = (byte = 0) => ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || (byte >= 0xc0 && byte <= 0xdf);
