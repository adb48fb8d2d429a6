import { type FileBytes, slices } from '../file.ts';

/** Those that are recognised first, then those that only a person can choose. */
export const IMPORT_CHARSETS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1255',
  'iso-8859-8',
  'windows-1252',
  'windows-1251',
  'windows-1256',
] as const;
export type ImportCharset = (typeof IMPORT_CHARSETS)[number];

/** The charset of a file, and whether some bytes fit it not and become U+FFFD. */
export interface CharsetGuess {
  charset: ImportCharset;
  isLossy: boolean;
}

const STEP = 256 * 1024;
/** Bytes that mean nothing (WHATWG Encoding): in both Hebrew charsets, and in one alone. */
const IN_NEITHER = [0xfb, 0xfc, 0xff];
const NOT_IN_1255 = [0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, ...IN_NEITHER];
const NOT_IN_8859_8 = [0xa1, ...Array.from({ length: 0xdf - 0xbf }, (_, at) => 0xbf + at), ...IN_NEITHER];
/**
 * A file with so many good UTF-8 characters for each bad byte is UTF-8 that was damaged: other text has next to none.
 * The same as for a single lead.
 */
const GOOD_FOR_BAD = 2;

/**
 * Decides by all bytes of the file: byte order mark or the zeros of UTF-16, strict UTF-8, then windows-1255, then
 * ISO-8859-8 (product.md, "Charset recovery"). A file that is all but strictly UTF-8 is UTF-8 with damage, since a bad
 * byte among a hundred thousand rows must not turn the rest into other letters.
 */
export async function guessCharset(file: FileBytes): Promise<CharsetGuess> {
  const head = await file.read(0, Math.min(file.size, 4096));
  const wide = guessUtf16(head);
  if (wide !== undefined) return { charset: wide, isLossy: false };
  const seen = new ByteCounts();
  for await (const slice of slices(file, 0, file.size, STEP)) seen.add(slice);
  return seen.guess();
}

/** UTF-16 by its byte order mark, or by zeros in every second place: spaces, digits and delimiters have one. */
export function guessUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(head.length / 2);
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd >= pairs * 0.1 && even <= pairs * 0.01 && odd > 1) return 'utf-16le';
  return even >= pairs * 0.1 && odd <= pairs * 0.01 && even > 1 ? 'utf-16be' : undefined;
}

/**
 * Reads bytes as UTF-8, counting characters that are well-formed and bytes that are not, and how often each byte came.
 */
class ByteCounts {
  readonly #histogram = new Uint32Array(256);
  #good = 0;
  #bad = 0;
  /** How many bytes of the character begun are still to come, and what the next one may be. */
  #missing = 0;
  #low = 0x80;
  #high = 0xbf;
  #begun = 0;

  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte < 0x80 && this.#missing === 0) continue;
      this.#histogram[byte] = (this.#histogram[byte] ?? 0) + 1;
      if (this.#missing > 0) {
        if (byte >= this.#low && byte <= this.#high) {
          this.#missing -= 1;
          [this.#low, this.#high] = [0x80, 0xbf];
          if (this.#missing === 0) this.#good += 1;
          continue;
        }
        this.#bad += 1;
        this.#missing = 0;
      }
      if (byte >= 0x80) this.#begin(byte);
    }
  }

  /** The second byte is bounded further, against overlong forms, surrogates and what lies beyond Unicode. */
  #begin(lead: number): void {
    this.#begun = lead;
    if (lead < 0xc2 || lead > 0xf4) this.#bad += 1;
    else this.#missing = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    this.#low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    this.#high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  }

  guess(): CharsetGuess {
    // After plain ASCII a last byte E0–FA is a Hebrew letter of windows-1255, and far likelier than a stump.
    const isStump = this.#missing > 0 && !(this.#good === 0 && this.#begun >= 0xe0);
    const bad = this.#bad + (this.#missing > 0 && !isStump ? 1 : 0);
    if (bad === 0) return { charset: 'utf-8', isLossy: false };
    if (this.#good >= bad * GOOD_FOR_BAD) return { charset: 'utf-8', isLossy: true };
    const of = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum + (this.#histogram[byte] ?? 0), 0);
    const windows = of(NOT_IN_1255);
    if (windows === 0) return { charset: 'windows-1255', isLossy: false };
    if (of(NOT_IN_8859_8) === 0) return { charset: 'iso-8859-8', isLossy: false };
    return { charset: windows < bad ? 'windows-1255' : 'utf-8', isLossy: true };
  }
}

/** The file's text in pieces, without its byte order mark. Bytes that fit not become U+FFFD; nothing is thrown. */
export async function* decodeText(file: FileBytes, charset: ImportCharset, step: number): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset);
  for await (const slice of slices(file, 0, file.size, step)) yield decoder.decode(slice, { stream: true });
  yield decoder.decode();
}
