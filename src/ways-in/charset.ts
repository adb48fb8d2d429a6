import type { Warning } from '../lead/submission.ts';
import { CHARSETS, type Charset } from './way-in.ts';

/** One run of bytes as text, and how sure that is. */
export interface Decoded {
  text: string;
  charset: Charset;
  /** Some bytes fit no charset and became U+FFFD. */
  lossy: boolean;
}

const strict = (label: string) => new TextDecoder(label, { fatal: true, ignoreBOM: true });
const lenient = (label: string) => new TextDecoder(label, { fatal: false, ignoreBOM: true });

const STRICT: Record<Charset, TextDecoder> = {
  'utf-8': strict('utf-8'),
  'windows-1255': strict('windows-1255'),
  'iso-8859-8': strict('iso-8859-8'),
};
const LENIENT: Record<Charset, TextDecoder> = {
  'utf-8': lenient('utf-8'),
  'windows-1255': lenient('windows-1255'),
  'iso-8859-8': lenient('iso-8859-8'),
};

function tryDecode(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes of a UTF-8 character that was begun at the very end and not finished; 0 when there is none. */
function stumpLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return byte >= 0xc2 && byte <= 0xf4 && wanted > back ? back : 0;
  }
  return 0;
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

/** A value that `maxlength` cut inside its last character, without the stump. */
function decodeCutUtf8(bytes: Uint8Array): string | undefined {
  const stump = stumpLength(bytes);
  if (stump === 0) return undefined;
  const whole = bytes.subarray(0, bytes.length - stump);
  // After plain ASCII one byte E0–FA is a whole Hebrew letter in windows-1255, and far likelier than a stump.
  if (stump === 1 && (bytes[bytes.length - 1] ?? 0) >= 0xe0 && isAscii(whole)) return undefined;
  return tryDecode(STRICT['utf-8'], whole);
}

/** Decodes one value: strict UTF-8, then windows-1255, then ISO-8859-8, or only `charset` when it is given. */
export function decodeBytes(bytes: Uint8Array, charset?: Charset): Decoded {
  if (charset !== undefined) {
    const text = LENIENT[charset].decode(bytes);
    return { text, charset, lossy: text.includes('\ufffd') };
  }
  const utf8 = tryDecode(STRICT['utf-8'], bytes) ?? decodeCutUtf8(bytes);
  if (utf8 !== undefined) return { text: utf8, charset: 'utf-8', lossy: false };
  for (const recovered of ['windows-1255', 'iso-8859-8'] as const) {
    const text = tryDecode(STRICT[recovered], bytes);
    if (text !== undefined) return { text, charset: recovered, lossy: false };
  }
  const asUtf8 = LENIENT['utf-8'].decode(bytes);
  const asHebrew = LENIENT['windows-1255'].decode(bytes);
  return damage(asHebrew) < damage(asUtf8)
    ? { text: asHebrew, charset: 'windows-1255', lossy: true }
    : { text: asUtf8, charset: 'utf-8', lossy: true };
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
    warnings: () => [...recoveryWarnings(charset === undefined ? weakest : 'utf-8'), ...lossWarnings(lossy)],
  };
}

/** Undefined unless the bytes are UTF-16, by their byte order mark or by the zeros around a first `<`, `{` or `[`. */
function decodeUtf16(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (isOpening(first) && second === 0 && bytes.length > 1)) {
    return new TextDecoder('utf-16le', { fatal: false, ignoreBOM: true }).decode(bytes);
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && isOpening(second))) {
    return new TextDecoder('utf-16be', { fatal: false, ignoreBOM: true }).decode(bytes);
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
