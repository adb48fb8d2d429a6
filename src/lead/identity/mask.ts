import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Identity, Lead } from '../lead.ts';
import { isNoName } from '../stamps.ts';

/*
 * What somebody may see of a person who is known already: enough to recognise whom they are speaking with, and not
 * enough to learn anything about anybody else.
 */

const HIDDEN = '•';

/** The initials of a card's name, such as `ד׳ ל׳` or `D. L.`; empty when it has no name. */
export function initialsOf({ firstName, lastName, company }: Nameable): string {
  const last = isNoName(lastName) ? undefined : lastName;
  const names = firstName || last ? [firstName, last] : [company];
  return names.flatMap((name) => initialOf(name ?? '')).join(' ');
}
type Nameable = { [K in 'firstName' | 'lastName' | 'company']?: Lead['details'][K] | null };

function initialOf(name: string): string[] {
  const [letter] = name.match(/[\p{L}\p{N}]/u) ?? [];
  if (!letter) return [];
  return [/\p{Script=Hebrew}/u.test(letter) ? `${letter}׳` : `${letter.toUpperCase()}.`];
}

/** An identity as typed by whoever asks, masked: `052-•••-••67`, `d•••@e•••.com`. */
export function masked({ kind, value }: Identity): string {
  if (kind === 'email') return maskedEmail(value);
  return keepEnds(kind === 'phone' ? asWritten(value) : value);
}

const asWritten = (phone: string) => parsePhoneNumberFromString(phone)?.formatNational() ?? phone;

/** Of a number its first three digits and its last two, and all that is not a digit. */
function keepEnds(number: string): string {
  const digits = number.match(/\d/g)?.length ?? 0;
  let at = 0;
  return number.replace(/\d/g, (digit) => {
    at += 1;
    return at <= 3 || at > digits - 2 ? digit : HIDDEN;
  });
}

function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const ending = domain.slice(domain.lastIndexOf('.'));
  const first = (text: string) => [...text][0] ?? '';
  return `${first(address)}${HIDDEN.repeat(3)}@${first(domain)}${HIDDEN.repeat(3)}${ending}`;
}
