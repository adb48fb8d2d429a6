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
  /** Where some leads of this body were known before, and so do not lead here: their ids, and that of its carrier. */
  with?: string[];
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

/** The bytes as text, unless they are none, or text would be longer in JSON than base64. */
function asText(bytes: Uint8Array): string | undefined {
  let escapes = 0;
  for (const byte of bytes) {
    if (byte === QUOTE || byte === BACKSLASH || byte === TAB || byte === LINE_FEED || byte === RETURN) escapes += 1;
    // Six characters in JSON; and SQLite ends a text at NUL.
    else if (byte < 0x20) return undefined;
  }
  if (escapes > bytes.length / 3) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const [QUOTE, BACKSLASH, TAB, LINE_FEED, RETURN] = [0x22, 0x5c, 0x09, 0x0a, 0x0d];

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x2000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x2000));
  }
  return btoa(binary);
}
