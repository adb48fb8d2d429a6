const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The first 16 bytes of a SHA-256, as 32 hexadecimal digits: enough to tell contents apart. */
export async function fingerprint(content: string): Promise<string> {
  return (await sha256(content)).slice(0, 32);
}

/** SHA-256 of a text, hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  let hex = '';
  for (const byte of new Uint8Array(digest)) hex += HEX[byte];
  return hex;
}
