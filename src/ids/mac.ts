import { ALPHABET } from './random-text.ts';
import { isSameText } from './same-text.ts';

/*
 * Ids that carry their own proof. A key or a lead id that Kelet did not issue is refused by arithmetic alone:
 * no look-up, so guessing costs us nothing.
 */

/** How many characters of an id are its proof. */
export const MAC_LENGTH = 12;

/** A page of ours that a link opens: the internal form, or the portal. */
export type LinkKind = 'form' | 'portal';
/** What a signed id is for; a proof for one purpose is none for another. */
export type Purpose = 'lead' | 'channel' | 'setup key' | 'erased' | LinkKind | `confirm ${string}` | `page ${string}`;

/** How many secrets count: each costs a made-up id one more calculation. */
const MOST_SECRETS = 3;

/** What `KELET_SECRET` held → its signing keys, the one that signs first. */
const signingKeys = new Map<string, Promise<CryptoKey[]>>();

/**
 * `KELET_SECRET` is one secret, or several of them on a line each: the first signs, each of them verifies. So a new
 * secret goes in front of the old one, and what was handed out before stays true until the old one is taken away.
 */
function signingKeysOf(secret: string): Promise<CryptoKey[]> {
  let keys = signingKeys.get(secret);
  if (!keys) {
    const parts = secret
      .trim()
      .split(/[\r\n]+/)
      .slice(0, MOST_SECRETS);
    keys = Promise.all(
      parts.map((part) =>
        crypto.subtle.importKey('raw', new TextEncoder().encode(part), { name: 'HMAC', hash: 'SHA-256' }, false, [
          'sign',
        ]),
      ),
    );
    signingKeys.set(secret, keys);
  }
  return keys;
}

/** The proof of a text for one purpose. @param secret as `KELET_SECRET` holds it; the first of several signs. */
export const mac = (secret: string, purpose: Purpose, body: string): Promise<string> =>
  derivedText(secret, purpose, body, MAC_LENGTH);

/** Text that only who has the secret can make of `body`, the same each time: at most 32 characters, five bits each. */
export async function derivedText(secret: string, purpose: Purpose, body: string, length: number): Promise<string> {
  const [current] = await signingKeysOf(secret);
  return proof(current as CryptoKey, purpose, body, length);
}

/** The same by every secret that counts, the one that signs first: what an older one made is found too. */
export async function derivedTexts(secret: string, purpose: Purpose, body: string, length: number): Promise<string[]> {
  const keys = await signingKeysOf(secret);
  return Promise.all(keys.map((key) => proof(key, purpose, body, length)));
}

async function proof(key: CryptoKey, purpose: Purpose, body: string, length = MAC_LENGTH): Promise<string> {
  const data = new TextEncoder().encode(`${purpose}:${body}`);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
  let text = '';
  for (const byte of digest.subarray(0, length)) text += ALPHABET[byte & 31];
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
  for (const key of await signingKeysOf(secret)) {
    if (isSameText(await proof(key, purpose, body), id.slice(body.length))) return body;
  }
  return undefined;
}
