import type { DateKind } from './serial-date.ts';

/** What a number format means for us: a date, a shape whose zeros belong to the value, or nothing. */
export type NumberFormat = { date: DateKind } | { mask: MaskPart[] } | undefined;

/** A place for a digit, or characters that stand where they stand. */
export type MaskPart = { isPlace: true; isForced: boolean } | { isPlace: false; text: string };

const MOST_CODE = 1000;
/** What separates the digits of phones and numbers of people. Other literals are currencies and units. */
const SEPARATORS = /^[-+ ()/.\d\u00a0]+$/;

/** Formats that a file names by number alone (ECMA-376, 18.8.30, with the locale ones of East Asia and Thailand). */
export function builtInFormat(id: number): NumberFormat {
  if (id >= 45 && id <= 47) return { date: id === 46 ? 'elapsed' : 'time' };
  if ((id >= 18 && id <= 21) || id === 32 || id === 33 || id === 75 || id === 76) return { date: 'time' };
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || (id >= 71 && id <= 81);
  return isDate ? { date: 'date' } : undefined;
}

/** Understands a format's code. Only its first section is looked at: phones and dates are not negative. */
export function readNumberFormat(code: string): NumberFormat {
  if (code.length > MOST_CODE) return undefined;
  const tokens = tokenise(code);
  return dateFormat(tokens) ?? maskFormat(tokens);
}

type Token = { kind: 'symbol' | 'literal' | 'bracket'; text: string };

/** Symbols one by one; quoted and escaped text as literals; `_x` and `*x`, which only align, are dropped. */
function tokenise(code: string): Token[] {
  const tokens: Token[] = [];
  for (const [, quoted, escaped, bracket, aligned, symbol] of code.matchAll(
    /"([^"]*)"?|\\(.)|\[([^\]]*)\]?|([_*].?)|([\s\S])/gu,
  )) {
    if (symbol === ';') break;
    if (quoted !== undefined || escaped !== undefined) tokens.push({ kind: 'literal', text: quoted ?? escaped ?? '' });
    else if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket });
    else if (aligned === undefined && symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol });
  }
  return tokens;
}

function dateFormat(tokens: readonly Token[]): NumberFormat {
  if (tokens.some(({ kind, text }) => kind === 'bracket' && /^(h+|m+|s+)$/i.test(text))) return { date: 'elapsed' };
  const symbols = tokens.map(({ kind, text }) => (kind === 'symbol' ? text : ' ')).join('');
  if (/^\s*general/i.test(symbols)) return undefined;
  const letters = symbols.replace(/am\/pm|a\/p/gi, 'h');
  if (!/[dmyhs]/i.test(letters)) return undefined;
  return { date: /[dy]/i.test(letters) || !/[hs]/i.test(letters) ? 'date' : 'time' };
}

/** A shape of digits alone, such as `000000000`, `000-0000000` or `"0"00-0000000`. */
function maskFormat(tokens: readonly Token[]): NumberFormat {
  const mask: MaskPart[] = [];
  let isForced = false;
  for (const { kind, text } of tokens) {
    if (kind === 'bracket') {
      if (/^[<>=]/.test(text)) return undefined;
    } else if (kind === 'symbol' && (text === '0' || text === '#' || text === '?')) {
      isForced ||= text === '0';
      mask.push({ isPlace: true, isForced });
    } else if (kind === 'symbol' && /[.,%E@/]/i.test(text)) {
      return undefined;
    } else if (SEPARATORS.test(text)) mask.push({ isPlace: false, text });
  }
  const forced = mask.filter((part) => part.isPlace && part.isForced).length;
  const hasDigits = mask.some((part) => !part.isPlace && /\d/.test(part.text));
  return mask.some((part) => part.isPlace) && (forced > 1 || hasDigits) ? { mask } : undefined;
}

/** The digits of a whole number in their shape: `521234567` in `000-0000000` is `052-1234567`. No digit is lost. */
export function applyMask(mask: readonly MaskPart[], digits: string): string {
  const firstPlace = mask.findIndex(({ isPlace }) => isPlace);
  let left = digits.length;
  let text = '';
  for (let at = mask.length - 1; at >= 0; at--) {
    const part = mask[at];
    if (part === undefined) continue;
    if (!part.isPlace) {
      // Separators between places that stay empty are not shown.
      const isShown = left > 0 || at < firstPlace || isForcedBefore(mask, at) || at > lastPlace(mask);
      if (isShown) text = part.text + text;
    } else if (at === firstPlace) {
      text = digits.slice(0, left) + text;
      if (left <= 0 && part.isForced) text = `0${text}`;
      left = 0;
    } else if (left > 0) {
      left -= 1;
      text = digits.charAt(left) + text;
    } else if (part.isForced) text = `0${text}`;
  }
  return text.trim();
}

const isForcedBefore = (mask: readonly MaskPart[], at: number) =>
  mask.slice(0, at).some((part) => part.isPlace && part.isForced);
const lastPlace = (mask: readonly MaskPart[]) => mask.findLastIndex(({ isPlace }) => isPlace);
