/** Digits and letters that are not taken for one another, in the order of their value. */
export const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** How many characters of a key or an id name the database. */
export const DATABASE_LENGTH = 8;

/** Random text of `length` characters, five bits each. */
export function randomText(length: number): string {
  let text = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(length))) text += ALPHABET[byte & 31];
  return text;
}

/** A new database id, the part that channel keys and lead ids of that database share. */
export const newDatabaseId = () => randomText(DATABASE_LENGTH);
