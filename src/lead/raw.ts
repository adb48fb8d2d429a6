/** What arrived, before anybody looked into it. Kept with the lead, so that it can be read again. */
export interface Raw {
  method: 'GET' | 'POST';
  /** The query string as sent, percent signs and all, without the `?`. */
  query: string;
  /** The `Content-Type` header as sent; a hint, since senders get it wrong. */
  contentType: string;
  body: Uint8Array;
}

/** The same in JSON: as text where the bytes are UTF-8 and text is shorter, else as base64. */
export interface StoredRaw {
  method: 'GET' | 'POST';
  query: string;
  contentType: string;
  body: string;
  encoding: 'text' | 'base64';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Raw bytes as JSON. Loses no byte: `restoreRaw` gives back exactly what went in. */
export function storeRaw(raw: Raw): StoredRaw {
  const { method, query, contentType } = raw;
  const text = asText(raw.body);
  if (text !== undefined) return { method, query, contentType, body: text, encoding: 'text' };
  return { method, query, contentType, body: base64(raw.body), encoding: 'base64' };
}

/** The bytes again. */
export function restoreRaw(stored: StoredRaw): Raw {
  const { method, query, contentType } = stored;
  const body =
    stored.encoding === 'text'
      ? new TextEncoder().encode(stored.body)
      : Uint8Array.from(atob(stored.body), (character) => character.charCodeAt(0));
  return { method, query, contentType, body };
}

function asText(bytes: Uint8Array): string | undefined {
  // A control character costs six in JSON, and SQLite ends a text at NUL.
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x2000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x2000));
  }
  return btoa(binary);
}
