import { asciiDigits, cleanLine, digitsOf, foldForIdentity } from '../../lead/text.ts';
import type { LeadText } from '../../storage/contacts/leads.ts';

const MOST_WORDS = 10;
const FEWEST_DIGITS = 3;
const NUMBER_LIKE = /^[\d\s()+./-]+$/;

/**
 * What to look for in leads when somebody typed this: a number as a whole, however it is written and whether with its
 * country's code or with a zero; else each word, in any order.
 */
export function leadTexts(typed: string): LeadText[] {
  const number = foldForIdentity(typed);
  const digits = digitsOf(number).replace(/^0+/, '');
  if (NUMBER_LIKE.test(number) && digits.length >= FEWEST_DIGITS) return [{ text: digits, isNumber: true }];
  const words = lowerAsStored(cleanLine(asciiDigits(typed)))
    .split(/\s+/)
    .filter(Boolean);
  return words.slice(0, MOST_WORDS).map((text) => ({ text, isNumber: false }));
}

/** A to Z alone: the storage lowers no other letters. */
const lowerAsStored = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
