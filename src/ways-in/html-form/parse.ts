import { labelTarget } from '../../lead/fields/field-names.ts';
import type { Pair, Warning } from '../../lead/submission.ts';
import type { Decoder } from '../charset/decoder.ts';

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

/**
 * Reads `application/x-www-form-urlencoded` bytes as the WHATWG URL Standard does, except that
 * bytes which are not UTF-8 are recovered instead of destroyed, and what an unescaped `&` cut off a value is put back.
 * @param warnings gathers what was put back, by the field's name; without it nothing is.
 */
export function parseUrlencoded(bytes: Uint8Array, decoder: Decoder, warnings?: Map<string, Warning>): Pair[] {
  const text = decoder.isGuessing ? decodeUtf8(bytes) : undefined;
  if (text !== undefined) return pairsOf(text, textDecoding(decoder), warnings);
  // A byte a character, so that the body can be cut as text and every piece still gives its bytes back.
  return pairsOf(
    binaryText(bytes),
    (piece) => decoder.decode(percentDecode(Uint8Array.from(piece, (character) => character.charCodeAt(0)))),
    warnings,
  );
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What a `&` that nobody escaped cut off a value: a flag's name alone would say nothing. */
const isRest = (piece: string) =>
  !/^(?:amp;)?[a-z][a-z\d]*(?:[_-][a-z\d]+)+$/i.test(piece) && labelTarget(piece) === undefined;

const UNESCAPED = (field: string): Warning => ({
  code: 'ampersand_unescaped',
  message: 'A "&" in this value was not escaped as %26, and cut it in two; the rest was put back.',
  field,
});

function pairsOf(body: string, decode: (piece: string) => string, warnings?: Map<string, Warning>): Pair[] {
  const pairs: Pair[] = [];
  for (let start = 0; start < body.length; ) {
    const ampersand = body.indexOf('&', start);
    const end = ampersand === -1 ? body.length : ampersand;
    if (end > start) {
      const piece = body.slice(start, end);
      const equals = piece.indexOf('=');
      const before = pairs.at(-1);
      if (warnings && equals === -1 && before?.value && isRest(piece)) {
        const rest = decode(piece);
        if (isRest(rest)) {
          before.value += `&${rest}`;
          warnings.set(before.name, UNESCAPED(before.name));
          start = end + 1;
          continue;
        }
      }
      pairs.push({
        name: decode(equals === -1 ? piece : piece.slice(0, equals)),
        value: equals === -1 ? '' : decode(piece.slice(equals + 1)),
      });
    }
    start = end + 1;
  }
  return pairs;
}

function textDecoding(decoder: Decoder): (piece: string) => string {
  let isPlain = true;
  return (piece) => {
    const spaced = piece.includes('+') ? piece.replaceAll('+', ' ') : piece;
    if (!spaced.includes('%')) return spaced;
    if (isPlain) {
      try {
        // Native, and as strict about UTF-8 as a fatal TextDecoder.
        return decodeURIComponent(spaced);
      } catch {
        // A throw is dear, and where one value is not UTF-8 others will not be either.
        isPlain = false;
      }
    }
    return decoder.decode(percentDecode(new TextEncoder().encode(piece)));
  };
}

function binaryText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Undoes percent-encoding and `+`; a `%` that is not followed by two hex digits stays. */
export function percentDecode(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === PERCENT && at + 2 < bytes.length) {
      const high = hexValue(bytes[at + 1] ?? 0);
      const low = hexValue(bytes[at + 2] ?? 0);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
        continue;
      }
    }
    out[length++] = byte === PLUS ? SPACE : byte;
  }
  return out.subarray(0, length);
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
