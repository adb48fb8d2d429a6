import { foldForIdentity } from '../text.ts';

const DAY_FIRST = /^(\d{1,2})\s?[/.\-\\]\s?(\d{1,2})\s?[/.\-\\]\s?(\d{4})(?:[ T]\d{1,2}:\d\d.{0,20})?$/;
const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T]\d{1,2}:\d\d.{0,25})?$/;

/**
 * A calendar day as `YYYY-MM-DD`, from `dd/mm/yyyy` (also with dots and dashes) or an ISO date or time, whose day is
 * taken as written; undefined when it is no real day. A year of two digits is not guessed at (contract.md, XML).
 */
export function readDate(value: string): string | undefined {
  if (value.length > 100) return undefined;
  const text = foldForIdentity(value);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return realDay(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return realDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  return undefined;
}

function realDay(year: number, month: number, day: number): string | undefined {
  if (year < 1000) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  // A day too many runs over into another month.
  return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : undefined;
}
