const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Windows-1252's letters for the bytes 80–9F; the bytes it leaves out stay what they are. */
const WINDOWS_1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const BYTES = new Map<string, number>();
const decoder = new TextDecoder('windows-1252');
for (let byte = 0x80; byte < 0xa0; byte += 1) {
  const letter = decoder.decode(Uint8Array.of(byte));
  if (WINDOWS_1252.includes(letter)) BYTES.set(letter, byte);
}

/**
 * The text whose UTF-8 bytes were read as Latin-1 or windows-1252, as `JosÃ©` is `José`; undefined when it is not
 * certain: every letter must be such a byte, and all bytes together valid UTF-8 with letters in it.
 */
export function utf8OfLatin1(text: string): string | undefined {
  if (!/[\u00c2-\u00f4]/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 0x100 ? code : BYTES.get(text.charAt(at));
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  try {
    const decoded = STRICT.decode(bytes);
    return /[\p{L}\p{P}\p{S}\p{Zs}]/u.test(decoded.replace(/[\0-\x7f]/g, '')) ? decoded : undefined;
  } catch {
    return undefined;
  }
}
