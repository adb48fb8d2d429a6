import { foldForIdentity } from '../text.ts';

const LENGTH = 9;
/** Shorter ones pass the check digit one time in ten, and nobody's number has so many zeros in front. */
const LEADING_ZEROS = '00000';
/** What people write before the number in its own field: `ת"ז`, `ח.פ.`, `ID no.:`, also behind it. */
const LABELS =
  /^(?:(?:מס(?:פר)?['.׳]?\s?)?(?:ת["'.״׳]{0,2}\s?ז|ח["'.״׳]{0,2}\s?פ|ע["'.״׳]{0,2}\s?מ|תעודת\s?זהות|זהות|עוסק\s?מורשה)|i\.?d\.?(?:\s?(?:number|no|#))?|teudat\s?zehut|t\.?z)[.:#\s-]{0,5}|\s{0,3}\(?(?:ת["'.״׳]{0,2}\s?ז|ח["'.״׳]{0,2}\s?פ)\.?\)?$/giu;

/**
 * The digits of an Israeli ID or company number: nine, left-padded, separators dropped; undefined when the value is
 * something else (a passport, a foreign number), which is kept as typed and compared with nothing.
 * The check digit is {@link hasCheckDigit}'s matter.
 */
export function idNumberDigits(typed: string): string | undefined {
  const text = foldForIdentity(typed)
    .replace(/^'/, '')
    .replace(LABELS, '')
    .replace(/^(\d{5,9})\.0$/, '$1');
  if (!/^\d[\d\s./-]{0,30}$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  return digits.length > LENGTH ? undefined : digits.padStart(LENGTH, '0');
}

/** Whether nine digits end in the right check digit: alternately once and twice, digits of products summed, mod 10. */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const product = Number(digits[place]) * ((place % 2) + 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/**
 * The identity of an ID or company number (ת.ז., ח.פ.): nine digits with the right check digit, or undefined
 * (product.md, "Duplicates"). Never throws.
 */
export function idNumberIdentity(typed: string): string | undefined {
  const digits = idNumberDigits(typed);
  if (digits === undefined || digits.startsWith(LEADING_ZEROS)) return undefined;
  return hasCheckDigit(digits) ? digits : undefined;
}
