const DAY = 86_400;
/** The last second of the year 9999, in days since the epoch of 1900. */
const LAST_SERIAL = 2_958_466;
/** Days from 1899-12-30 to 1904-01-01. */
const EPOCH_1904 = 1462;
/**
 * Excel's calendar has a 29th of February 1900, which never was; its days before are numbered one too high for ours.
 */
const FALSE_LEAP_DAY = 60;

/** How a number format shows a date: with its calendar, as a time of day, or as a length of time (`[h]:mm`). */
export type DateKind = 'date' | 'time' | 'elapsed';

/**
 * A serial number of days as `yyyy-mm-dd`, with ` hh:mm` (and `:ss`) when it has a time of day, as `hh:mm` when it is
 * nothing but one. Undefined when Excel has no date for it.
 */
export function serialDate(serial: number, kind: DateKind, is1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0) return undefined;
  const seconds = Math.round(serial * DAY);
  if (kind === 'elapsed') return clock(Math.floor(seconds / 3600), seconds);
  const time = clock(Math.floor((seconds % DAY) / 3600), seconds);
  const day = Math.floor(seconds / DAY);
  if (day === 0 && (kind === 'time' || (!is1904 && seconds > 0))) return time;
  const since1900 = is1904 ? day + EPOCH_1904 : day;
  if (since1900 < 1 || since1900 >= LAST_SERIAL) return undefined;
  const date = calendarDay(since1900);
  return seconds % DAY === 0 ? date : `${date} ${time}`;
}

function calendarDay(day: number): string {
  if (day === FALSE_LEAP_DAY) return '1900-02-29';
  const days = day < FALSE_LEAP_DAY ? day + 1 : day;
  return new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10);
}

function clock(hours: number, seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const text = `${two(hours)}:${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? text : `${text}:${two(seconds % 60)}`;
}

/** A cell of type `d` (`2026-05-17T00:00:00.000Z`) in the same shape; other text as it is. */
export function isoDate(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.\d{1,9})?)?Z?)?$/.exec(text.trim());
  if (match === null) return text;
  const [, day = '', minutes, seconds = '00'] = match;
  if (minutes === undefined || (minutes === '00:00' && seconds === '00')) return day;
  return `${day} ${minutes}${seconds === '00' ? '' : `:${seconds}`}`;
}
