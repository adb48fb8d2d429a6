import { asciiDigits } from '../../text.ts';
import type { CommonTarget } from '../field-names.ts';
import { readFlag } from '../flag.ts';

const LONGEST_NAME = 100;

const digits = (text: string) => asciiDigits(text).replace(/\D/g, '').length;
/** Each may hold the other: people mistake the one field for the other. */
const isReach = (text: string) => text.includes('@') || digits(text) >= 5;
const isName = (text: string) =>
  text.length <= LONGEST_NAME && /\p{L}/u.test(text) && !text.includes('@') && !/^(?:true|false)$/i.test(text);

const FITS: Partial<Record<CommonTarget, (text: string) => boolean>> = {
  phone: isReach,
  mobile: isReach,
  otherPhone: isReach,
  fax: isReach,
  email: isReach,
  fullName: isName,
  firstName: isName,
  lastName: isName,
  postalCode: (text) => text.length <= 20,
  idNumber: (text) => digits(text) > 0 && text.length <= 40,
  url: (text) => text.includes('.') && !/\s/.test(text),
  mailingList: (text) => readFlag(text) !== undefined,
  birthDate: (text) => digits(text) > 0,
};

/**
 * Whether a value can be what a label was understood to ask for. Whoever understands a label by its words looks at the
 * value, too: `Email preferences: weekly` is nobody's address. Nothing sent fits everything.
 */
export function fits(target: CommonTarget, value: string): boolean {
  const text = value.slice(0, 1000).trim();
  return text === '' || (FITS[target]?.(text) ?? true);
}
