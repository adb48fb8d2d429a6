const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * Countries with several time zones: the one most of their people live in. All others have one, or one that matters.
 */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  ID: 'Asia/Jakarta',
  KZ: 'Asia/Almaty',
  MX: 'America/Mexico_City',
  NZ: 'Pacific/Auckland',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  US: 'America/New_York',
};

/** The time zone of a country (ISO 3166 alpha-2), as IANA calls it. */
export function timeZoneOf(country: string): string {
  // The type library does not know the method yet; V8 has had it since 13.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => string[] | undefined };
  return MAIN_ZONES[country] ?? locale.getTimeZones?.()?.[0] ?? 'UTC';
}

/** One day of the calendar of a time zone: from midnight up to the next one, in milliseconds since 1970. */
export interface LocalDay {
  /** `2026-11-20` */
  day: string;
  start: number;
  end: number;
}

/** The days that a stretch of time touches, in order; the first and the last may reach beyond it. */
export function localDays(timeZone: string, from: number, to: number): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = dayOf(timeZone, from), start = startOfDay(timeZone, day); start < to; ) {
    const next = dayAfter(day);
    const end = startOfDay(timeZone, next);
    // A day that a zone left out when it changed sides of the date line is none.
    if (end > start) days.push({ day, start, end });
    [day, start] = [next, end];
  }
  return days;
}

/** The calendar day after `2026-11-20`. */
export const dayAfter = (day: string): string => isoDay(Date.parse(`${day}T00:00:00Z`) + DAY);

/** The day it is in the time zone at a moment. */
export const dayOf = (timeZone: string, at: number): string => isoDay(at + offsetAt(timeZone, at));

/** The first moment of a day in a time zone; clocks that skip midnight begin the day later. */
export function startOfDay(timeZone: string, day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = midnight - offsetAt(timeZone, midnight);
  const start = midnight - offsetAt(timeZone, guess);
  if (dayOf(timeZone, start) >= day && dayOf(timeZone, start - 1) < day) return start;
  let [before, within] = [midnight - 26 * HOUR, midnight + 26 * HOUR];
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayOf(timeZone, middle) < day) before = middle;
    else within = middle;
  }
  return within;
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric' as const;
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', calendar: 'iso8601', ...fields });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (part: string) => parts.get(part as Intl.DateTimeFormatPartTypes) ?? 0;
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(at / 1000) * 1000;
}
