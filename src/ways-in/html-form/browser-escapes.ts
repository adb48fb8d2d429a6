import type { Pair } from '../../lead/submission.ts';

/**
 * Undoes `&#1491;`: a browser writes a character so when the page's own charset does not have it, as when Hebrew is
 * typed into a page in ISO-8859-1. ASCII is left alone, since a browser never needs to escape it.
 */
export function undoBrowserEscapes(pair: Pair): Pair {
  if (!pair.value.includes('&#')) return pair;
  return { ...pair, value: pair.value.replace(/&#(\d{3,7});/g, characterOf) };
}

function characterOf(whole: string, digits: string): string {
  const code = Number(digits);
  const isCharacter = code >= 0xa0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : whole;
}
