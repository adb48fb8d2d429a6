import type { Warning } from '../lead/submission.ts';
import { CHARSETS, type Charset } from './way-in.ts';

/** One run of bytes as text, and how sure that is. */
export interface Decoded {
  text: string;
  charset: Charset;
  /** Some bytes fit no charset and became U+FFFD. */
  lossy: boolean;
}

const decoderOf = (label: string) => new TextDecoder(label, { fatal: false, ignoreBOM: true });
const DECODERS: Record<Charset, TextDecoder> = {
  'utf-8': decoderOf('utf-8'),
  'windows-1255': decoderOf('windows-1255'),
  'iso-8859-8': decoderOf('iso-8859-8'),
};

/** Decodes one value: strict UTF-8, then windows-1255, then ISO-8859-8, or only `charset` when it is given. */
export function decodeBytes(bytes: Uint8Array, charset?: Charset): Decoded {
  if (charset !== undefined) {
    const text = DECODERS[charset].decode(bytes);
    return { text, charset, lossy: text.includes('\ufffd') };
  }
  const whole = wholeUtf8(bytes);
  if (whole !== undefined) return { text: DECODERS['utf-8'].decode(whole), charset: 'utf-8', lossy: false };
  // Neither of the two has U+FFFD itself, so one in the text is a byte they do not know.
  const asWindows = DECODERS['windows-1255'].decode(bytes);
  if (!asWindows.includes('\ufffd')) return { text: asWindows, charset: 'windows-1255', lossy: false };
  const asIso = DECODERS['iso-8859-8'].decode(bytes);
  if (!asIso.includes('\ufffd')) return { text: asIso, charset: 'iso-8859-8', lossy: false };
  const asUtf8 = DECODERS['utf-8'].decode(bytes);
  return damage(asWindows) < damage(asUtf8)
    ? { text: asWindows, charset: 'windows-1255', lossy: true }
    : { text: asUtf8, charset: 'utf-8', lossy: true };
}

/** The bytes when they are UTF-8, without a last character that `maxlength` cut; undefined for all others. */
function wholeUtf8(bytes: Uint8Array): Uint8Array | undefined {
  let isAscii = true;
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = sequenceLength(lead);
    if (length === 0) return undefined;
    if (length > 1) {
      const present = Math.min(length, bytes.length - at);
      for (let next = 1; next < present; next++) if (!continues(lead, next, bytes[at + next] ?? 0)) return undefined;
      if (present < length) {
        // After plain ASCII one byte E0–FA is a whole Hebrew letter in windows-1255, and far likelier than a stump.
        return isAscii && present === 1 && lead >= 0xe0 ? undefined : bytes.subarray(0, at);
      }
      isAscii = false;
    }
    at += length;
  }
  return bytes;
}

/** How many bytes a UTF-8 character has that begins so; 0 when none does. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The second byte is bounded further, against overlong forms, surrogates and what lies beyond Unicode. */
function continues(lead: number, position: number, byte: number): boolean {
  if (byte < 0x80 || byte > 0xbf) return false;
  if (position > 1) return true;
  if (lead === 0xe0) return byte >= 0xa0;
  if (lead === 0xed) return byte < 0xa0;
  if (lead === 0xf0) return byte >= 0x90;
  return lead !== 0xf4 || byte < 0x90;
}

function damage(text: string): number {
  return text.split('\ufffd').length;
}

/** Decodes the parts of one body and remembers the weakest charset it needed. */
export interface Decoder {
  decode(bytes: Uint8Array): string;
  /** A whole XML or JSON document: also UTF-16, and without its byte order mark. */
  decodeDocument(bytes: Uint8Array): string;
  readonly charset: Charset;
  /** Nobody chose a charset. */
  readonly isGuessing: boolean;
  warnings(): Warning[];
}

/** A decoder for one body; `charset` is what a person chose for it, and then nothing is guessed. */
export function createDecoder(charset?: Charset): Decoder {
  let weakest: Charset = charset ?? 'utf-8';
  let lossy = false;
  const decode = (bytes: Uint8Array): string => {
    const decoded = decodeBytes(bytes, charset);
    if (CHARSETS.indexOf(decoded.charset) > CHARSETS.indexOf(weakest)) weakest = decoded.charset;
    if (decoded.lossy) lossy = true;
    return decoded.text;
  };
  return {
    decode,
    decodeDocument: (bytes) => (decodeUtf16(bytes) ?? decode(bytes)).replace(/^\ufeff/, ''),
    get charset() {
      return weakest;
    },
    isGuessing: charset === undefined,
    warnings: () => [...recoveryWarnings(charset === undefined ? weakest : 'utf-8'), ...lossWarnings(lossy)],
  };
}

/** Undefined unless the bytes are UTF-16, by their byte order mark or by the zeros around a first `<`, `{` or `[`. */
function decodeUtf16(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (isOpening(first) && second === 0 && bytes.length > 1)) {
    return decoderOf('utf-16le').decode(bytes);
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && isOpening(second))) {
    return decoderOf('utf-16be').decode(bytes);
  }
  return undefined;
}

function isOpening(byte: number): boolean {
  return byte === 0x3c || byte === 0x7b || byte === 0x5b;
}

function recoveryWarnings(charset: Charset): Warning[] {
  if (charset === 'utf-8') return [];
  return [
    {
      code: 'charset_recovered',
      message: `The text was not UTF-8 and was read as ${charset}. Check the Hebrew, and send UTF-8 if you can.`,
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
