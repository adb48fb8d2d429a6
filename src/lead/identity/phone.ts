import {
  type CountryCode,
  isSupportedCountry,
  Metadata,
  type NumberingPlan,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { digitsOf, foldForIdentity } from '../text.ts';

/** Fewer digits than this never identify anybody: a short code, an extension, a slip. */
const FEWEST_DIGITS = 7;
/** Longer than any plan's number with all its prefixes; more is not a phone. */
const MOST_DIGITS = 32;
/** E.164's own limit; a longer run of digits may be two numbers. */
const E164_DIGITS = 15;
const MOST_NUMBERS = 3;
/** Runs of digits looked at; every look at the numbering plans costs, and a field with more is no phone. */
const MOST_STRETCHES = 20;

/** What one number may consist of. A letter ends it, which drops `tel:`, `p:`, `ext 5` and words around it. */
const STRETCH = /[\d+(][\d+\s()[\].,;/\\|&_·•-]*/g;
const BETWEEN_NUMBERS = /[,;/\\|&]|(?=\+)/;

/**
 * The identity of a phone as somebody typed it: E.164 when a numbering plan knows its length, else its bare digits when
 * there are at least 7, else undefined (product.md, "Duplicates"). Of several numbers in one field, the first.
 * Never throws; `country` is ISO 3166 alpha-2, the country of numbers written without one.
 */
export function phoneIdentity(typed: string, country: string): string | undefined {
  return phoneIdentities(typed, country)[0];
}

/** All identities in one phone field, at most three: `052-1234567 / 03-1234567` is a mobile and an office. */
export function phoneIdentities(typed: string, country: string): string[] {
  const text = spreadsheetNumber(joinedMarks(foldForIdentity(typed)));
  if (text === undefined) return [];
  const home = isSupportedCountry(country) ? country : undefined;
  const stretches = text.match(STRETCH)?.slice(0, MOST_STRETCHES) ?? [];
  const found = new Set<string>();
  for (const stretch of stretches) {
    for (const number of numbersIn(stretch, home)) {
      found.add(number);
      if (found.size === MOST_NUMBERS) return [...found];
    }
  }
  if (found.size === 0 && stretches.length === 1) return shortNumber(stretches[0] ?? '', home);
  return [...found];
}

/** `050*2345678` and `050'2345678` are one number; a star before a short code is the code's own. */
function joinedMarks(text: string): string {
  return /[*'"´`’׳״]/.test(text) ? text.replace(/(\d)\s?[*'"´`’׳״]\s?(?=[\d\s-]{6})/g, '$1-') : text;
}

/**
 * Whether a text is by itself a phone that a numbering plan knows as valid, written as phones are: with a plus, or as
 * people of the country dial it.
 */
export function isWholePhone(typed: string, country: string): boolean {
  const text = foldForIdentity(typed);
  if (text.length > 30 || !/^[+(]?[\d\s().*'/-]{6,}$/.test(text)) return false;
  const identities = phoneIdentities(text, country);
  const parsed = identities.length === 1 ? parsePhoneNumberFromString(identities[0] ?? '') : undefined;
  if (!parsed?.isValid()) return false;
  return /^[+(]|^00/.test(text) || digitsOf(parsed.formatNational()) === digitsOf(text);
}

/** In the smallest countries whole numbers have five digits; the plan must vouch for such a one. */
function shortNumber(stretch: string, home: CountryCode | undefined): string[] {
  const digits = digitsOf(stretch);
  if (home === undefined || digits.length >= FEWEST_DIGITS) return [];
  const parsed = parsePhoneNumberFromString(digits, { defaultCountry: home, extract: false });
  return parsed?.isValid() && parsed.number.length > FEWEST_DIGITS ? [parsed.number] : [];
}

/** Undoes what spreadsheets do to a phone column; undefined when digits were lost and no number can be told. */
function spreadsheetNumber(text: string): string | undefined {
  const bare = text.replace(/^['"=]{1,3}|['"]{1,3}$/g, '');
  const exponent = /^\+?(\d)(?:\.(\d{1,20}))?[eE]\+?(\d{1,2})$/.exec(bare);
  if (exponent === null) return bare.replace(/^(\+?\d{5,20})\.0{1,2}$/, '$1');
  const [, whole = '', fraction = '', power = ''] = exponent;
  const missing = Number(power) - fraction.length;
  // A double prints all its digits but trailing zeros; a sheet that shows 9.72521E+11 has lost six real ones.
  return missing < 0 || missing > 2 ? undefined : whole + fraction + '0'.repeat(missing);
}

function numbersIn(stretch: string, home: CountryCode | undefined): string[] {
  const digits = digitsOf(stretch);
  if (digits.length < FEWEST_DIGITS) return [];
  const separator = digits.length > E164_DIGITS ? /[,;/\\|&\s]|(?=\+)/ : BETWEEN_NUMBERS;
  const split = stretch.split(separator, 100);
  const pieces = split.filter((piece) => digitsOf(piece).length >= FEWEST_DIGITS);
  const several = pieces.length > 1;
  if (several) return pieces.flatMap((piece) => identityOf(piece, home) ?? []);
  // `03-5551327/5` are two lines of one office: what follows is the end of another number, and no part of this one.
  const [first = '', second = ''] = split;
  if (split.length === 2 && pieces[0] === first && /^\s*\d{1,3}\s*$/.test(second) && /[/\\]/.test(stretch)) {
    return identityOf(first, home) === undefined ? [] : [identityOf(first, home) ?? ''];
  }

  const whole = numberOf(stretch, digits, home);
  const [piece] = pieces;
  if (!whole?.usual && piece !== undefined && piece !== stretch) {
    const part = numberOf(piece, digitsOf(piece), home);
    if (part?.usual) return [part.value];
  }
  return whole === undefined ? [] : [whole.value];
}

function identityOf(piece: string, home: CountryCode | undefined): string | undefined {
  return numberOf(piece, digitsOf(piece), home)?.value;
}

interface Reading {
  value: string;
  /** It is valid, or at least as long as the country's ordinary numbers are. */
  usual: boolean;
}

function numberOf(text: string, digits: string, home: CountryCode | undefined): Reading | undefined {
  if (digits.length > MOST_DIGITS) return undefined;
  const international = /^[\s(]*\+/.test(text);
  let possible: Reading | undefined;
  for (const candidate of spellings(digits, international, home)) {
    const parsed = parsePhoneNumberFromString(candidate, { defaultCountry: home, extract: false });
    if (!parsed?.isPossible() || parsed.number.length <= FEWEST_DIGITS) continue;
    if (parsed.isValid()) return { value: parsed.number, usual: true };
    const usual = ordinaryLengths(parsed.country ?? home).has(parsed.nationalNumber.length);
    // More digits than people dial at home are another country's, which its plan does not know yet.
    if (!usual && !candidate.startsWith('+') && isLongerThanHome(digits, home)) continue;
    if (!usual && digits.length === FEWEST_DIGITS && !international) continue;
    if ((!usual || parsed.nationalNumber.startsWith('0')) && !isStable(parsed.number, home)) continue;
    possible = possible === undefined || (usual && !possible.usual) ? { value: parsed.number, usual } : possible;
    // New ranges open faster than metadata follows, so an ordinary length ends the search, and so does a plus that was
    // written: another country's plan must not claim the number.
    if (usual || international) break;
  }
  if (possible) return possible;
  // Seven digits are a rest without its area code, which many people of other areas share.
  if (digits.length === FEWEST_DIGITS) return undefined;
  const abroad = international ? digits : withoutExit(digits, home);
  return { value: abroad !== undefined && !abroad.startsWith('0') ? `+${abroad}` : digits, usual: false };
}

/**
 * The digits of another country's number that its plan does not know, behind `00` or written bare: the same as with a
 * plus. Undefined when they begin with no country's code.
 */
function withoutExit(digits: string, home: CountryCode | undefined): string | undefined {
  const abroad = digits.startsWith('00') ? digits.slice(2) : digits;
  if (!digits.startsWith('00') && !isLongerThanHome(digits, home)) return undefined;
  const isLength = abroad.length > FEWEST_DIGITS && abroad.length <= E164_DIGITS;
  return isLength && parsePhoneNumberFromString(`+${abroad}`) ? abroad : undefined;
}

/** Some nonsense is read differently each time it is read; such a reading must not become an identity. */
function isStable(number: string, home: CountryCode | undefined): boolean {
  return parsePhoneNumberFromString(number, { defaultCountry: home, extract: false })?.number === number;
}

/** The ways these digits can be meant, likeliest first. */
function* spellings(digits: string, international: boolean, home: CountryCode | undefined): Generator<string> {
  if (international) {
    yield `+${digits}`;
    // Written with a plus it is that country's, even where its plan does not know it; no country begins with zero.
    if (!digits.startsWith('0')) return;
  }
  // Before the country's own dialling rules: in some, what follows 00 is a carrier, but senders mean the country.
  if (digits.startsWith('00')) yield `+${digits.slice(2)}`;
  yield digits;
  // North Americans dial 011 before a country.
  if (digits.startsWith('011') && digits.length >= 13) yield `+${digits.slice(3)}`;
  if (!international && !digits.startsWith('0') && (home === undefined || digits.length >= 10)) yield `+${digits}`;
}

function isLongerThanHome(digits: string, home: CountryCode | undefined): boolean {
  const longest = Math.max(0, ...ordinaryLengths(home));
  return home !== undefined && longest > 0 && digits.length > longest + 1 && !digits.startsWith('0');
}

const NO_LENGTHS: ReadonlySet<number> = new Set();
const mobileLengths = new Map<CountryCode, ReadonlySet<number>>();

/** How long a country's mobile numbers are: the length people's numbers have, where plans also allow odd services. */
function ordinaryLengths(country: CountryCode | undefined): ReadonlySet<number> {
  if (country === undefined) return NO_LENGTHS;
  const known = mobileLengths.get(country);
  if (known !== undefined) return known;
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan as PlanByType | undefined;
  const found = new Set(plan?.type('MOBILE')?.possibleLengths());
  mobileLengths.set(country, found);
  return found;
}

/** The library's plan has this method; its declarations leave it out. */
interface PlanByType extends NumberingPlan {
  type(name: NumberType): { possibleLengths(): number[] } | undefined;
}
