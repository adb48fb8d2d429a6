import type { Warning } from '../../lead/submission.ts';
import { CHARSETS } from '../way-in.ts';
import { charsetLabel, decodeDeclared, decoderOf, isManyBytes } from './declared.ts';
import type { Decoded } from './guess.ts';

/** Decodes the parts of one body and remembers the weakest charset it needed. */
export interface Decoder {
  /** @param declared the charset that these bytes alone say of themselves. */
  decode(bytes: Uint8Array, declared?: string): string;
  /** A whole XML or JSON document: also UTF-16, and without its byte order mark. */
  decodeDocument(bytes: Uint8Array, declared?: string): string;
  readonly charset: string;
  /** What is UTF-8 as a whole is UTF-8: nobody chose a charset, or declared one that could look so. */
  readonly isGuessing: boolean;
  /** Some of it is in no charset that can be told. */
  readonly isUnreadable: boolean;
  warnings(): Warning[];
}

/**
 * A decoder for one body.
 * @param chosen what a person chose for it, and then nothing is guessed.
 * @param declared the charset that the sender named, believed where it can be true.
 */
export function createDecoder(chosen?: string, declared?: string): Decoder {
  let weakest = chosen ?? 'utf-8';
  let recovered: string | undefined;
  let lossy = false;
  let isUnreadable = false;
  const remember = (read: Decoded, isAsDeclared: boolean): string => {
    if (rank(read.charset) > rank(weakest)) weakest = read.charset;
    if (!isAsDeclared && read.charset !== 'utf-8' && rank(read.charset) > rank(recovered)) recovered = read.charset;
    if (read.lossy) lossy = true;
    if (read.isUnreadable) isUnreadable = true;
    return read.text;
  };
  const decode = (bytes: Uint8Array, own?: string): string => {
    if (chosen !== undefined) return remember(decodeChosen(bytes, chosen), true);
    const read = decodeDeclared(bytes, own ?? declared);
    return remember(read, read.isAsDeclared);
  };
  return {
    decode,
    decodeDocument: (bytes, own) => (decodeUtf16(bytes) ?? decode(bytes, own)).replace(/^\ufeff/, ''),
    get charset() {
      return weakest;
    },
    get isUnreadable() {
      return isUnreadable;
    },
    isGuessing: chosen === undefined && !isManyBytes(charsetLabel(declared)),
    warnings: () => [...recoveryWarnings(recovered), ...lossWarnings(lossy)],
  };
}

/** Bytes as text in the charset that a person chose. */
export function decodeChosen(bytes: Uint8Array, chosen: string): Decoded {
  const text = (decoderOf(chosen) ?? new TextDecoder()).decode(bytes);
  return { text, charset: chosen, lossy: text.includes('\ufffd') };
}

const ORDER: readonly string[] = CHARSETS;
const rank = (charset: string | undefined): number => {
  if (charset === undefined) return -1;
  const at = ORDER.indexOf(charset);
  return at === -1 ? ORDER.length : at;
};

const UTF_16LE = new TextDecoder('utf-16le');
const UTF_16BE = new TextDecoder('utf-16be');

/** Undefined unless the bytes are UTF-16, by their byte order mark or by the zeros around a first `<`, `{` or `[`. */
function decodeUtf16(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (isOpening(first) && second === 0 && bytes.length > 1)) {
    return UTF_16LE.decode(bytes);
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && isOpening(second))) {
    return UTF_16BE.decode(bytes);
  }
  return undefined;
}

function isOpening(byte: number): boolean {
  return byte === 0x3c || byte === 0x7b || byte === 0x5b;
}

function recoveryWarnings(charset: string | undefined): Warning[] {
  if (charset === undefined) return [];
  const check = charset === 'windows-1252' ? 'letters' : 'Hebrew';
  return [
    {
      code: 'charset_recovered',
      message: `The text was not UTF-8 and was read as ${charset}. Check the ${check}, and send UTF-8 if you can.`,
    },
  ];
}

function lossWarnings(lossy: boolean): Warning[] {
  if (!lossy) return [];
  return [
    {
      code: 'charset_unknown',
      message: 'Some characters could not be read in any known charset; send the text as UTF-8.',
    },
  ];
}
