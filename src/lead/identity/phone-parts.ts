import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { digitsOf, foldForIdentity } from '../text.ts';

/** A phone number in the pieces that forms and lists keep apart, each as typed. */
export interface PhonePieces {
  /** `+972`, `972`, or ISO 3166 alpha-2. */
  country?: string;
  /** `054`, `03`. */
  area?: string;
  /** The rest, which may also be the whole number. */
  number: string;
}

/** A whole number has at least so many digits; a rest without its area code has fewer. */
const WHOLE = 9;

/**
 * The number its pieces make, such as `054-7320001`; undefined when they are none, or the number is whole without them.
 */
export function joinPhone({ country, area, number }: PhonePieces): string | undefined {
  const rest = foldForIdentity(number);
  const digits = digitsOf(rest);
  if (digits.length < 4 || digits.length > 13 || /^(?:\+|00)/.test(rest)) return undefined;
  const code = callingCode(country);
  const areaDigits = digitsOf(foldForIdentity(area ?? ''));
  const isAreaCode = areaDigits !== '' && areaDigits.length <= 5;
  // `+972` in a field for the area code is the country's.
  if (isAreaCode && code === undefined && /^(?:\+|00)/.test(foldForIdentity(area ?? ''))) {
    return `+${areaDigits.replace(/^00/, '')} ${rest}`;
  }
  const isRest = isAreaCode && digits.length < WHOLE && !digits.startsWith(areaDigits);
  const national = isRest ? `${areaDigits}-${rest}` : rest;
  if (code !== undefined) return digits.startsWith(code) && digits.length > 10 ? `+${rest}` : `+${code} ${national}`;
  return isRest ? national : undefined;
}

function callingCode(country: string | undefined): string | undefined {
  const text = foldForIdentity(country ?? '').toUpperCase();
  if (/^[A-Z]{2}$/.test(text) && isSupportedCountry(text)) return getCountryCallingCode(text);
  // `Israel (+972)`, `IL +972`, `972`.
  const [, digits = ''] = /(?:^|[\s(])\+?(?:00)?([1-9]\d{0,3})\)?$/.exec(text) ?? [];
  return digits === '' ? undefined : digits;
}
