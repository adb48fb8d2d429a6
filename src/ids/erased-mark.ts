import { derivedText, derivedTexts } from './mac.ts';

/** Characters of five bits: enough that no two of a business's people are taken for one another. */
const LENGTH = 26;

/**
 * What stays of something that recognised an erased person: whoever has it and our secret can say whether another value
 * is the same, and nobody can read it.
 */
export const erasedMark = (secret: string, databaseId: string, value: string): Promise<string> =>
  derivedText(secret, 'erased', `${databaseId} ${value}`, LENGTH);

/** The marks a value would have, under each secret that counts. */
export const erasedMarksOf = (secret: string, databaseId: string, value: string): Promise<string[]> =>
  derivedTexts(secret, 'erased', `${databaseId} ${value}`, LENGTH);
