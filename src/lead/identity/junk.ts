import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { Identity } from '../lead.ts';
import { digitsOf, foldForIdentity } from '../text.ts';
import { emailIdentity } from './email.ts';
import { idNumberDigits, idNumberIdentity } from './id-number.ts';
import { phoneIdentities } from './phone.ts';

/** One visible rule of what counts as filler; the app translates by `id`. */
export interface JunkRule {
  id: string;
  kind: Identity['kind'];
  rule: string;
  examples: readonly string[];
}

/** Words people put on both sides of the `@` to get past a form. */
const FILLER_WORDS = [
  'test',
  'testing',
  'abc',
  'asd',
  'asdf',
  'qwe',
  'qwerty',
  'no',
  'none',
  'nomail',
  'noemail',
  'email',
  'mail',
  '123',
  '1234',
  'xyz',
  'fake',
  'dummy',
] as const;

/** E-mail addresses that are filler word for word. */
const FILLER_EMAILS = [
  'test@gmail.com',
  'test@mail.com',
  'test@walla.co.il',
  'no@email.com',
  'no@mail.com',
  'none@gmail.com',
  'noemail@gmail.com',
  'nomail@gmail.com',
  'a@b.c',
  'a@b.com',
] as const;

/**
 * What never identifies anybody (product.md, "Junk never identifies"), in the words the app and the docs show.
 * A business adds its own values to this list, channel by channel and database by database.
 */
export const JUNK_RULES: readonly JunkRule[] = [
  { id: 'phone-one-digit', kind: 'phone', rule: 'One repeated digit', examples: ['000', '0000000', '1111111'] },
  {
    id: 'phone-one-digit-after-prefix',
    kind: 'phone',
    rule: 'Seven times the same digit after the prefix',
    examples: ['0500000000', '052-0000000', '050-1111111'],
  },
  {
    id: 'phone-counting',
    kind: 'phone',
    rule: 'Nothing but counting up or down',
    examples: ['123', '1234567', '0123456789', '987654321'],
  },
  {
    id: 'phone-withheld',
    kind: 'phone',
    rule: 'What stands for a withheld number: a word typed on the keys of a phone',
    examples: ['+266696687', '+86282452253'],
  },
  {
    id: 'email-one-letter',
    kind: 'email',
    rule: 'The same repeated letter on both sides of the @',
    examples: ['a@a.a', 'aaa@aaa.com'],
  },
  {
    id: 'email-word',
    kind: 'email',
    rule: `The same filler word on both sides of the @: ${FILLER_WORDS.join(', ')}`,
    examples: ['test@test.com', 'asdf@asdf.co.il'],
  },
  { id: 'email-listed', kind: 'email', rule: 'An address of the list', examples: FILLER_EMAILS },
  {
    id: 'id-zeros',
    kind: 'idNumber',
    rule: 'Zeros, or fewer than five digits after them',
    examples: ['000000000', '18'],
  },
  {
    id: 'id-run',
    kind: 'idNumber',
    rule: 'Eight equal or consecutive digits, whatever the check digit',
    examples: ['111111118', '123456782', '987654324'],
  },
  { id: 'id-check-digit', kind: 'idNumber', rule: 'A failing check digit', examples: ['123456789', '111111111'] },
];

/** ANONYMOUS, UNAVAILABLE, UNKNOWN, BLOCKED and RESTRICTED on a phone's keys, as networks and Twilio send them. */
const WITHHELD = /^(?:266696687|86282452253|8656696|2562533|7378742833)$/;

const words: ReadonlySet<string> = new Set(FILLER_WORDS);
const emails: ReadonlySet<string> = new Set(FILLER_EMAILS);

/** The business's own list, normalised once per list. */
const additions = new WeakMap<readonly string[], ReadonlySet<string>>();

/**
 * Whether an identity is filler by {@link JUNK_RULES} or by the business's `added` values, which are compared
 * normalised. `country` is the database's default, ISO 3166 alpha-2.
 */
export function isJunk(identity: Identity, country: string, added: readonly string[] = []): boolean {
  if (added.length > 0 && additionsOf(added, country).has(`${identity.kind}:${identity.value}`)) return true;
  switch (identity.kind) {
    case 'phone':
      return isJunkPhone(identity.value, country);
    case 'email':
      return isJunkEmail(identity.value);
    case 'idNumber':
      return isJunkIdNumber(identity.value);
  }
}

/** Whether a phone is filler, by its digits. `000` is, though too short to be an identity at all. */
export function isJunkPhone(phone: string, country: string): boolean {
  const text = foldForIdentity(phone);
  const digits = digitsOf(text);
  if (WITHHELD.test(digits)) return true;
  return /^(\d)\1+$/.test(digits) || /(\d)\1{6}$/.test(digits) || isCounting(nationalDigits(text, digits, country));
}

/**
 * Whether an e-mail identity is filler. Reserved domains such as `example.com` are not: fictional people live there.
 */
export function isJunkEmail(address: string): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const [site = ''] = address.slice(at + 1).split('.', 1);
  return emails.has(address) || (local === site && (words.has(local) || /^(.)\1*$/u.test(local)));
}

/** Whether nine or fewer digits given as an ID are filler: zeros, or a failing check digit. */
export function isJunkIdNumber(typed: string): boolean {
  const digits = idNumberDigits(typed);
  if (digits === undefined) return false;
  return idNumberIdentity(typed) === undefined || isFillerRun(digits);
}

/** Eight equal or consecutive digits: whoever types them adds the check digit that lets the form pass. */
const isFillerRun = (digits: string) =>
  /^(\d)\1{7}|(\d)\2{7}$/.test(digits) || [0, 1].some((at) => isRun(digits.slice(at, at + 8)));
const isRun = (digits: string) => runs(digits, 1) || runs(digits, 9);

function nationalDigits(text: string, digits: string, country: string): string {
  const prefix = isSupportedCountry(country) ? getCountryCallingCode(country) : '';
  const international = text.startsWith('+') || digits.length > 10;
  return international && digits.startsWith(prefix) ? digits.slice(prefix.length) : digits;
}

/** Only runs from an end of the keypad count: 02-3456789 may be somebody's number, 1234567 is nobody's. */
function isCounting(digits: string): boolean {
  if (digits.length < 3) return false;
  const up = runs(digits, 1) && /^[01]/.test(digits);
  return up || (runs(digits, 9) && (/^[90]/.test(digits) || /[01]$/.test(digits)));
}

function runs(digits: string, step: number): boolean {
  for (let place = 1; place < digits.length; place += 1) {
    if (Number(digits[place]) !== (Number(digits[place - 1]) + step) % 10) return false;
  }
  return true;
}

function additionsOf(added: readonly string[], country: string): ReadonlySet<string> {
  const known = additions.get(added);
  if (known !== undefined) return known;
  const keys = new Set<string>();
  for (const typed of added) {
    for (const phone of phoneIdentities(typed, country)) keys.add(`phone:${phone}`);
    const email = emailIdentity(typed);
    if (email !== undefined) keys.add(`email:${email}`);
    const idNumber = idNumberIdentity(typed);
    if (idNumber !== undefined) keys.add(`idNumber:${idNumber}`);
  }
  additions.set(added, keys);
  return keys;
}
