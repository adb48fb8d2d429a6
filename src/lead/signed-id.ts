/*
 * Ids that carry their own proof. A key or a lead id that Kelet did not issue is refused by arithmetic alone:
 * no look-up, so guessing costs us nothing.
 */

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const DATABASE_LENGTH = 8;
const TIME_LENGTH = 10;
const MAC_LENGTH = 12;
const LEAD_LENGTH = TIME_LENGTH + 8 + DATABASE_LENGTH + MAC_LENGTH;
const CHANNEL_LENGTH = DATABASE_LENGTH + 10 + MAC_LENGTH;
const PAGE_LENGTH = TIME_LENGTH + 10 + MAC_LENGTH;

/** A page of ours that a link opens: the internal form, or the portal. */
export type LinkKind = 'form' | 'portal';
/** What a signed id is for; a proof for one purpose is none for another. */
type Purpose = 'lead' | 'channel' | LinkKind | `confirm ${string}` | `page ${string}`;

/** Random text of `length` characters, five bits each. */
export function randomText(length: number): string {
  let text = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(length))) text += ALPHABET[byte & 31];
  return text;
}

/** A new database id, the part that channel keys and lead ids of that database share. */
export const newDatabaseId = () => randomText(DATABASE_LENGTH);

/** A new channel id; `channelKey` makes of it what the public sees. */
export const newChannelId = (databaseId: string) => databaseId + randomText(10);

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
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

async function mac(secret: string, purpose: Purpose, body: string): Promise<string> {
  const data = new TextEncoder().encode(`${purpose}:${body}`);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', await signingKey(secret), data));
  let text = '';
  for (const byte of digest.subarray(0, MAC_LENGTH)) text += ALPHABET[byte & 31];
  return text;
}

async function verify(secret: string, purpose: Purpose, id: string, length: number): Promise<string | undefined> {
  if (id.length !== length) return undefined;
  const body = id.slice(0, -MAC_LENGTH);
  const expected = await mac(secret, purpose, body);
  let difference = 0;
  for (let i = 0; i < MAC_LENGTH; i++) difference |= expected.charCodeAt(i) ^ id.charCodeAt(body.length + i);
  return difference === 0 ? body : undefined;
}

/** The public key of a channel: its id and the proof. */
export const channelKey = async (secret: string, channelId: string) =>
  channelId + (await mac(secret, 'channel', channelId));

/** The channel and database a key names, or undefined when Kelet did not issue it. Letter case is ignored. */
export async function readChannelKey(secret: string, key: string) {
  const channelId = await verify(secret, 'channel', key.toLowerCase(), CHANNEL_LENGTH);
  return channelId ? { channelId, databaseId: channelId.slice(0, DATABASE_LENGTH) } : undefined;
}

/** A new form or portal id; `linkKey` makes of it what the public sees. */
export const newLinkId = newChannelId;

/** The public key of a form or portal: its id and the proof. */
export const linkKey = async (secret: string, kind: LinkKind, id: string) => id + (await mac(secret, kind, id));

/** The form or portal a key names, or undefined when Kelet did not issue it. Letter case is ignored. */
export async function readLinkKey(secret: string, kind: LinkKind, key: string) {
  const id = await verify(secret, kind, key.toLowerCase(), CHANNEL_LENGTH);
  return id ? { id, databaseId: id.slice(0, DATABASE_LENGTH) } : undefined;
}

/** What a person confirms a registration at a portal with, until `expiresAt` (milliseconds since 1970). */
export async function confirmation(secret: string, portalId: string, leadId: string, expiresAt: number) {
  const body = leadId + timeText(expiresAt);
  return body + (await mac(secret, `confirm ${portalId}`, body));
}

/** The lead a confirmation is for and when it expires, or undefined when it is not one of this portal. */
export async function readConfirmation(secret: string, portalId: string, text: string) {
  const length = LEAD_LENGTH + TIME_LENGTH + MAC_LENGTH;
  const body = await verify(secret, `confirm ${portalId}`, text.toLowerCase(), length);
  return body ? { leadId: body.slice(0, LEAD_LENGTH), expiresAt: receivedAtOf(body.slice(LEAD_LENGTH)) } : undefined;
}

/** What a page of a portal carries: unlike any other's, and proof of when it was made (milliseconds since 1970). */
export async function pageToken(secret: string, portalId: string, madeAt: number): Promise<string> {
  const body = timeText(madeAt) + randomText(10);
  return body + (await mac(secret, `page ${portalId}`, body));
}

/** When the page with this token was made, or undefined when it is not one of this portal. */
export async function readPageToken(secret: string, portalId: string, token: string): Promise<number | undefined> {
  const body = await verify(secret, `page ${portalId}`, token, PAGE_LENGTH);
  return body === undefined ? undefined : receivedAtOf(body);
}

/**
 * A new lead id. Ids of one database sort by the time of acceptance (milliseconds since 1970).
 */
export async function newLeadId(secret: string, databaseId: string, receivedAt: number): Promise<string> {
  const body = timeText(receivedAt) + randomText(8) + databaseId;
  return body + (await mac(secret, 'lead', body));
}

/**
 * The lead id of a row of an import: always the same for the same row, and sorting as the rows do.
 * @param startedAt milliseconds since 1970, the same for all rows.
 * @param index of the row, from 0, below 32⁵.
 */
export async function rowLeadId(
  secret: string,
  databaseId: string,
  startedAt: number,
  importId: string,
  index: number,
): Promise<string> {
  const body = timeText(startedAt) + timeText(index).slice(-5) + importId.slice(-3) + databaseId;
  return body + (await mac(secret, 'lead', body));
}

/** The id of an import: it names its database, and ids of one database sort by time. @param leadId a new one, for it alone. */
export const importIdOf = (leadId: string, databaseId: string) =>
  databaseId + leadId.slice(0, LEAD_LENGTH - DATABASE_LENGTH - MAC_LENGTH);

/** The database an import id names. */
export const databaseOfImport = (importId: string) => importId.slice(0, DATABASE_LENGTH);

/** The database a lead id belongs to, or undefined when Kelet did not issue it. */
export async function readLeadId(secret: string, id: string) {
  const body = await verify(secret, 'lead', id, LEAD_LENGTH);
  return body ? { databaseId: body.slice(-DATABASE_LENGTH) } : undefined;
}

/** A time as text that sorts as the time does; the beginning of lead ids, so also a bound for ranges of them. */
export function timeText(milliseconds: number): string {
  let text = '';
  for (let rest = Math.max(0, Math.floor(milliseconds)), i = 0; i < TIME_LENGTH; i++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** When the lead of this id was accepted: milliseconds since 1970. */
export function receivedAtOf(leadId: string): number {
  return [...leadId.slice(0, TIME_LENGTH)].reduce((time, character) => time * 32 + ALPHABET.indexOf(character), 0);
}

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
