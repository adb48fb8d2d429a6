import { dayAfter, dayOf, startOfDay } from '../../lead/local-days.ts';
import { Refusal } from '../../refusal.ts';

const DAY = 86_400_000;
const MOST_DAYS = 366;
const USUAL_DAYS = 30;
/** Days in winter and in summer time may together be longer by this. */
const DST = 2 * 3_600_000;

/** What a report is asked for: days such as `2026-11-20`, of the time zone, or ISO 8601 moments. */
export interface RangeWish {
  from?: string | undefined;
  /** A day is included, a moment is not. */
  to?: string | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * The moments a report counts, in milliseconds since 1970: `from` included, `to` not. Without an end until now, without
 * a beginning the 30 days before the end; refused when it is empty, or longer than 366 days.
 */
export function reportRange(timeZone: string, { from, to, now }: RangeWish): { from: number; to: number } | Refusal {
  const isDay = (text: string) => text.length === 10;
  const momentOf = (text: string) => (isDay(text) ? startOfDay(timeZone, text) : Date.parse(text));
  const end = to === undefined ? now + 1 : momentOf(isDay(to) ? dayAfter(to) : to);
  const usual = startOfDay(timeZone, dayOf(timeZone, end - USUAL_DAYS * DAY));
  const start = from === undefined ? usual : momentOf(from);
  if (start >= end) return EMPTY;
  return end - start > MOST_DAYS * DAY + DST ? TOO_WIDE : { from: start, to: end };
}

const EMPTY = new Refusal(400, 'invalid', 'from: must be before to.', 'from');
const TOO_WIDE = new Refusal(
  400,
  'range_too_wide',
  `A report covers at most ${MOST_DAYS} days. Ask for each year.`,
  'from',
);
