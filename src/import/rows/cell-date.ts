import { readDate } from '../../lead/fields/calendar-day.ts';
import { serialDate } from '../read/xlsx/serial-date.ts';

const MOST_CHARACTERS = 60;
/** Of each month what its names begin with, longest first where one begins another. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|janv|ene|gen|ינו|янв|ינואר)/,
  /^(?:feb|fév|fev|פבר|фев)/,
  /^(?:mar|mär|mrz|מרץ|מרס|мар)/,
  /^(?:apr|avr|abr|אפר|апр)/,
  /^(?:may|mai|mag|מאי|ма[йя])/,
  /^(?:jun|juin|giu|יוני|июн)/,
  /^(?:jul|juil|lug|יולי|июл)/,
  /^(?:aug|aoû|aou|ago|אוג|авг)/,
  /^(?:sep|set|ספט|сен)/,
  /^(?:oct|okt|out|ott|אוק|окт)/,
  /^(?:nov|נוב|ноя)/,
  /^(?:dec|déc|dez|dic|דצמ|дек)/,
];
/** Excel's own rule: 00–29 are of this century. */
const LAST_OF_THIS_CENTURY = 29;
/** Days of the years up to 2099, as a sheet numbers them; smaller numbers are years or ages. */
const FIRST_SERIAL = 3000;
const LAST_SERIAL = 73_050;

/**
 * A cell of a column of dates as `readDate` understands it, where people wrote a month's name (`2-May-84`, `2 במאי
 * 1984`), a year of two digits (`02/05/84`, the day first) or left the sheet's number of the day (`30804`).
 * Anything else as it stands.
 * @param is1904 the sheet counts its days from 1904, not from 1900.
 */
export function cellDate(cell: string, is1904 = false): string {
  const text = cell.trim();
  if (text === '' || text.length > MOST_CHARACTERS || readDate(text) !== undefined) return cell;
  if (/^\d{4,5}(?:\.\d{1,12})?$/.test(text)) {
    const serial = Number(text);
    return serial >= FIRST_SERIAL && serial <= LAST_SERIAL
      ? (serialDate(Math.floor(serial), 'date', is1904) ?? cell)
      : cell;
  }
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})\s?[/.\-\\]\s?(\d{1,2})\s?[/.\-\\]\s?'?(\d{2})$/.exec(text) ?? namedMonth(text) ?? [];
  return day === '' ? cell : `${day}/${month}/${year.length === 2 ? century(year) + year : year}`;
}

function namedMonth(text: string): string[] | undefined {
  const parts = text
    .toLowerCase()
    .replace(/[,'’]/g, ' ')
    .split(/[\s/.\-–]+/)
    .filter((part) => part !== '' && part !== 'of' && part !== 'de' && !/^\p{L}+day$/u.test(part));
  const at = parts.findIndex((part) => monthOf(part) > 0);
  if (parts.length !== 3 || at < 0 || at > 1) return undefined;
  const numbers = parts
    .filter((_, place) => place !== at)
    .map((part) => /^(\d{1,4})(?:st|nd|rd|th|er)?$/.exec(part)?.[1]);
  const [first, second] = numbers;
  if (first === undefined || second === undefined) return undefined;
  const [day, year] = first.length === 4 ? [second, first] : [first, second];
  if (day.length > 2 || (year.length !== 2 && year.length !== 4)) return undefined;
  return [text, day, String(monthOf(parts[at] ?? '')), year];
}

/** From 1; 0 for what is no month. Hebrew says *in May* with a letter before it. */
function monthOf(word: string): number {
  if (!/^\p{L}{3,12}$/u.test(word)) return 0;
  const bare = /^[בל](?=\p{L}{3})/u.test(word) ? word.slice(1) : word;
  return MONTHS.findIndex((month) => month.test(bare)) + 1;
}

const century = (year: string) => (Number(year) <= LAST_OF_THIS_CENTURY ? '20' : '19');
