import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { phoneIdentities } from '../../lead/identity/phone.ts';
import { digitsOf, foldForIdentity } from '../../lead/text.ts';

const FEWEST_DIGITS = 3;
const MOST_DIGITS = 20;
const PHONE_LIKE = /^[\d\s()+./-]+$/;

/**
 * What phone identities may begin with when somebody typed the beginning of a phone: as an international number, as one
 * of the database's country (ISO 3166 alpha-2), and as bare digits. Empty when the text is no part of a phone.
 */
export function phonePrefixes(typed: string, country: string): string[] {
  const text = foldForIdentity(typed);
  const digits = digitsOf(text);
  if (!PHONE_LIKE.test(text) || digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return [];
  const whole = phoneIdentities(text, country);
  if (text.includes('+')) return distinct([...whole, `+${digits}`]);
  const home = isSupportedCountry(country) ? [`+${getCountryCallingCode(country)}${digits.replace(/^0/, '')}`] : [];
  return distinct([...whole, ...home, `+${digits.replace(/^00/, '')}`, digits]);
}

/** Each prefix once, without those that begin with another one. */
const distinct = (prefixes: string[]) =>
  [...new Set(prefixes)].filter((prefix, _, all) => !all.some((it) => it !== prefix && prefix.startsWith(it)));
