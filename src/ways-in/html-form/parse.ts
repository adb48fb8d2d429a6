import type { Pair } from '../../lead/submission.ts';
import type { Decoder } from '../charset.ts';

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

/**
 * Reads `application/x-www-form-urlencoded` bytes as the WHATWG URL Standard does, except that
 * bytes which are not UTF-8 are recovered instead of destroyed.
 */
export function parseUrlencoded(bytes: Uint8Array, decoder: Decoder): Pair[] {
  const pairs: Pair[] = [];
  for (let start = 0; start < bytes.length; ) {
    const ampersand = bytes.indexOf(AMPERSAND, start);
    const end = ampersand === -1 ? bytes.length : ampersand;
    if (end > start) {
      const piece = bytes.subarray(start, end);
      const equals = piece.indexOf(EQUALS);
      pairs.push({
        name: decodePiece(equals === -1 ? piece : piece.subarray(0, equals), decoder),
        value: equals === -1 ? '' : decodePiece(piece.subarray(equals + 1), decoder),
      });
    }
    start = end + 1;
  }
  return pairs;
}

function decodePiece(piece: Uint8Array, decoder: Decoder): string {
  const bytes = percentDecode(piece);
  // Most names and values are short ASCII, which needs no TextDecoder.
  if (bytes.length <= 64 && bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes);
  return decoder.decode(bytes);
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
