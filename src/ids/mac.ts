import { ALPHABET } from './random-text.ts';

/*
 * Ids that carry their own proof. A key or a lead id that Kelet did not issue is refused by arithmetic alone:
 * no look-up, so guessing costs us nothing.
 */

/** How many characters of an id are its proof. */
export const MAC_LENGTH = 12;

/** A page of ours that a link opens: the internal form, or the portal. */
export type LinkKind = 'form' | 'portal';
/** What a signed id is for; a proof for one purpose is none for another. */
export type Purpose = 'lead' | 'channel' | LinkKind | `confirm ${string}` | `page ${string}`;

const signingKeys = new Map<string, Promise<CryptoKey>>();

function signingKey(secret: string): Promise<CryptoKey> {
  let key = signingKeys.get(secret);
  if (!key) {
    const bytes = new TextEncoder().encode(secret);
    key = crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    signingKeys.set(secret, key);
  }
  return key;
}

/** The proof of a text for one purpose. */
export async function mac(secret: string, purpose: Purpose, body: string): Promise<string> {
  const data = new TextEncoder().encode(`${purpose}:${body}`);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', await signingKey(secret), data));
  let text = '';
  for (const byte of digest.subarray(0, MAC_LENGTH)) text += ALPHABET[byte & 31];
  return text;
}

/** The text before the proof, or undefined when the id is not of this length or the proof is not ours. */
export async function verify(
  secret: string,
  purpose: Purpose,
  id: string,
  length: number,
): Promise<string | undefined> {
  if (id.length !== length) return undefined;
  const body = id.slice(0, -MAC_LENGTH);
  const expected = await mac(secret, purpose, body);
  let difference = 0;
  for (let i = 0; i < MAC_LENGTH; i++) difference |= expected.charCodeAt(i) ^ id.charCodeAt(body.length + i);
  return difference === 0 ? body : undefined;
}
