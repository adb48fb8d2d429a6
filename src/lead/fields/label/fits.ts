import { asciiDigits } from '../../text.ts';
import type { CommonTarget } from '../field-names.ts';
import { readFlag } from '../flag.ts';

const LONGEST_NAME = 100;

/**
 * Whether a value can be what a label was understood to ask for. Whoever understands a label by its words looks at the
 * value, too: `Email preferences: weekly` is nobody's address. Nothing sent fits everything.
 */
export function fits(target: CommonTarget, value: string): boolean {
  const text = value.slice(0, 1000).trim();
  if (text === '') return true;
  switch (target) {
    case 'phone':
    case 'mobile':
    case 'otherPhone':
    case 'fax':
    case 'email':
      // Each may hold the other: people mistake the one field for the other.
      return text.includes('@') || digitCount(text) >= 5;
    case 'fullName':
    case 'firstName':
    case 'lastName':
      return text.length <= LONGEST_NAME && /\p{L}/u.test(text) && !text.includes('@');
    case 'postalCode':
      return text.length <= 20;
    case 'idNumber':
      return /\d/.test(asciiDigits(text)) && text.length <= 40;
    case 'url':
      return text.includes('.') && !/\s/.test(text);
    case 'mailingList':
      return readFlag(text) !== undefined;
    case 'birthDate':
      return /\d/.test(asciiDigits(text));
    default:
      return true;
  }
}

const digitCount = (text: string) => asciiDigits(text).replace(/\D/g, '').length;
