import type { Warning } from '../../../lead/submission.ts';
import { decodeBytes } from '../../charset.ts';
import type { Charset } from '../../way-in.ts';
import { logicalOrder } from './visual-hebrew.ts';

/** Decodes the headers and parts of one mail by what each declares, where that can be true. */
export interface MailDecoder {
  /** @param declared the charset named for these bytes. */
  decode(bytes: Uint8Array, declared?: string): string;
  /** The charset of the mail's text that is not UTF-8, or `utf-8`. */
  readonly charset: string;
  warnings(): Warning[];
}

/** A decoder for one mail; `chosen` is what a person chose for it, and then nothing is guessed. */
export function createMailDecoder(chosen?: Charset): MailDecoder {
  let charset: string = chosen ?? 'utf-8';
  let recovered: string | undefined;
  let isLossy = false;
  return {
    decode(bytes, declared) {
      if (isAscii(bytes) && !/^(?:iso-2022|hz|utf-?7|utf-?16)/i.test(declared ?? '')) return ASCII.decode(bytes);
      const read = chosen ? { ...decodeBytes(bytes, chosen), isAsDeclared: true } : decodeDeclared(bytes, declared);
      if (read.charset !== 'utf-8') charset = read.charset;
      // Bytes without a declaration are UTF-8 to everybody; whatever else they turn out to be was recovered.
      if (!read.isAsDeclared && (declared || read.charset !== 'utf-8')) recovered = read.charset;
      if (read.lossy) isLossy = true;
      return read.text.replace(/^\ufeff/, '');
    },
    get charset() {
      return charset;
    },
    warnings: () => [...(recovered ? [recoveredAs(recovered)] : []), ...(isLossy ? [LOSSY] : [])],
  };
}

interface Read {
  text: string;
  charset: string;
  lossy: boolean;
  isAsDeclared: boolean;
}

const ASCII = new TextDecoder('windows-1252');
const HEBREW = /^(?:windows-1255|cp1255|x-cp1255|iso-8859-8.*|iso8859-?8.*|hebrew|visual|logical)$/;
const LATIN = /^(?:windows-1252|cp1252|iso-8859-1|iso-8859-15|latin1|l1|us-ascii|ascii|windows-1250|iso-8859-2)$/;
const MANY_BYTES = /^(?:gb|big5|euc|shift|iso-2022|ks|hz|utf-?16|unicode|windows-31j|sjis|ms_kanji)/;

function decodeDeclared(bytes: Uint8Array, declared: string | undefined): Read {
  const label = (declared ?? '')
    .trim()
    .toLowerCase()
    .replace(/^x-unknown$|^unknown.*$|^8bit$|^us-ascii$/, '');
  if (label === '') return { ...decodeBytes(bytes), isAsDeclared: false };
  const decoder = decoderOf(label);
  if (!decoder) return { ...decodeBytes(bytes), isAsDeclared: false };
  // Single-byte text that happens to be whole UTF-8 does not occur; programs that declare the wrong charset do.
  if (!MANY_BYTES.test(label)) {
    const guess = decodeBytes(bytes);
    if (decoder.encoding === 'utf-8' || (guess.charset === 'utf-8' && !guess.lossy)) {
      return { ...guess, isAsDeclared: decoder.encoding === guess.charset };
    }
    if (LATIN.test(label) && looksHebrew(bytes)) return { ...guess, isAsDeclared: false };
  }
  const text = decoder.decode(bytes);
  const isHebrew = HEBREW.test(label);
  if (isHebrew && /[\ufffd\u0080-\u009f]/.test(text)) return { ...decodeBytes(bytes), isAsDeclared: false };
  const isVisual = decoder.encoding === 'iso-8859-8';
  return {
    text: isVisual ? logicalOrder(text) : text,
    charset: isHebrew && decoder.encoding.startsWith('iso-8859-8') ? 'iso-8859-8' : decoder.encoding,
    lossy: text.includes('\ufffd'),
    isAsDeclared: true,
  };
}

const decoders = new Map<string, TextDecoder | undefined>();

function decoderOf(label: string): TextDecoder | undefined {
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

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === 0x1b) return false;
  return true;
}

/** Hebrew is runs of letters E0–FA apart from Latin letters; in the Latin charsets these bytes stand within words. */
function looksHebrew(bytes: Uint8Array): boolean {
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

const recoveredAs = (charset: string): Warning => ({
  code: 'charset_recovered',
  message: `The mail's text was not in the charset it declares and was read as ${charset}. Check the letters.`,
});

const LOSSY: Warning = {
  code: 'charset_unknown',
  message: 'Some characters of the mail could not be read in any known charset.',
};
