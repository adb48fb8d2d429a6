import { MAC_LENGTH, mac, verify } from './mac.ts';
import { ALPHABET, DATABASE_LENGTH, randomText } from './random-text.ts';

/** How many characters a time takes, at the beginning of what sorts by it. */
export const TIME_LENGTH = 10;
export const LEAD_LENGTH = TIME_LENGTH + 8 + DATABASE_LENGTH + MAC_LENGTH;

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

/**
 * The id of an import: it names its database, and ids of one database sort by time.
 * @param leadId a new one, for it
 * alone.
 */
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
