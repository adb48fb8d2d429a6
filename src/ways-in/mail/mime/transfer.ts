import { binary, bytesOf } from './head.ts';

const LF = 0x0a;
const CR = 0x0d;
const EQUALS = 0x3d;

/** A part's bytes without their transfer encoding. What is wrong in an encoding is passed over, never thrown at. */
export function undoTransfer(body: Uint8Array, encoding: string): Uint8Array {
  if (/base64/i.test(encoding)) return fromBase64(binary(body));
  return /quoted-?printable/i.test(encoding) ? fromQuotedPrintable(body) : body;
}

/** Base64 with whatever stands between its letters. */
export function fromBase64(text: string): Uint8Array {
  const letters = text.replace(/[^A-Za-z0-9+/]+/g, '');
  return bytesOf(atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters));
}

/** Quoted-printable; an `=` without its two digits stays. */
export function fromQuotedPrintable(body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === EQUALS) {
      const high = hexValue(body[at + 1] ?? 0);
      const low = hexValue(body[at + 2] ?? 0);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
        continue;
      }
      const lineEnd = softBreak(body, at + 1);
      if (lineEnd !== undefined) {
        at = lineEnd;
        continue;
      }
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** Where the line feed of a soft line break stands: `=`, perhaps a few spaces, end of line. */
function softBreak(body: Uint8Array, from: number): number | undefined {
  for (let at = from; at < from + 8; at++) {
    const byte = body[at];
    if (byte === LF || byte === undefined) return at;
    if (byte !== CR && byte !== 0x20 && byte !== 0x09) return undefined;
  }
  return undefined;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
