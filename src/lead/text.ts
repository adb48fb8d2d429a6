/** Bidi marks, zero-width space, BOM, soft hyphen: they ride along with pasted text and mean nothing in a field. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g;
/**
 * What is not seen in a number or an address: joiners, which are letters' business in Persian and emoji, fillers,
 * variation selectors, tags, the blank of Braille, and the frame of a keycap. Only identities lose them.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]|\u20E3/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
const LINE_BREAKS = /[\t\n\r\u2028\u2029]+/g;
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * A value of one line, as the card keeps it: NFC, no invisible or control characters, line breaks as one space,
 * trimmed. What the sender typed otherwise stays.
 */
export function cleanLine(value: string): string {
  if (PLAIN.test(value)) return value;
  return withoutNoise(value).replace(LINE_BREAKS, ' ').normalize('NFC').trim();
}

/** A value of several lines (notes): as {@link cleanLine}, but its line breaks stay, as `\n`. */
export function cleanText(value: string): string {
  if (PLAIN.test(value)) return value;
  return withoutNoise(value)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .normalize('NFC')
    .trim();
}

/**
 * A value as identities see it: compatibility forms folded, every script's digits as ASCII, one kind of dash, trimmed.
 */
export function foldForIdentity(value: string): string {
  if (PLAIN.test(value)) return value;
  return asciiDigits(withoutNoise(value).normalize('NFKC'))
    .replace(UNSEEN, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Every decimal digit of every script as `0`–`9`: `٠٥٢` and `０５２` are `052`. */
export function asciiDigits(value: string): string {
  return value.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Only the ASCII digits of a value. */
export function digitsOf(value: string): string {
  return value.replace(/\D+/g, '');
}

function withoutNoise(value: string): string {
  return value.toWellFormed().replace(INVISIBLE, '').replace(CONTROLS, '');
}

// Unicode lays decimal digits out in runs of ten from zero, so the distance to the run's start is the value.
function digitValue(codePoint: number): number {
  const known = digitValues.get(codePoint);
  if (known !== undefined) return known;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  digitValues.set(codePoint, before % 10);
  return before % 10;
}

/** There are a few hundred digits in all scripts. */
const digitValues = new Map<number, number>();
