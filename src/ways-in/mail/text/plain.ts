import type { Pair } from '../../../lead/submission.ts';
import type { Knows } from '../form-labels.ts';
import { wroteLine } from '../forward.ts';
import { markerOf, type QuotedHeader, quotedHeader } from '../mime/header-words.ts';
import { bare, lineOf, type Row, rowText } from './rows.ts';

const SENT_FROM =
  /^(?:sent from (?:my |outlook|mail|yahoo|samsung|gmail)|get outlook for|נשלח מה?-?|‏?נשלח מ(?:ה-?)?\s?(?:iphone|ipad|טלפון|נייד|outlook|yahoo|gmail|samsung)|הורד את outlook|قبل|von meinem .{2,30} gesendet|gesendet (?:von|mit)|envoyé (?:de|depuis)|enviado desde|enviado do meu|inviato da|verzonden (?:vanaf|met)|отправлено (?:с|из))/iu;

/**
 * What somebody wrote, without what their program added and what it quotes; the whole when nothing else is left.
 * @param own the same rows `withoutQuotation`, for who has them: looking for where a quotation begins takes long.
 */
export function ownText(
  rows: readonly Row[],
  own: readonly Row[] = withoutQuotation(rows),
): { text: string; signature: Row[] } {
  const lines = rows.map((row) => bare(lineOf(row)));
  const quotedAt = own.length;
  const signedAt = lines.findIndex((line, at) => at < quotedAt && at > 0 && (line === '--' || SENT_FROM.test(line)));
  const text = rowText(signedAt === -1 ? own : own.slice(0, signedAt));
  if (text !== '') return { text, signature: signedAt === -1 ? [] : own.slice(signedAt) };
  return { text: rowText(own) || rowText(rows), signature: [] };
}

/** The rows above the quotation of an answered mail; all of them when there is nothing above. */
export function withoutQuotation(rows: readonly Row[]): Row[] {
  let end = quotation(rows.map((row) => bare(lineOf(row))));
  // Outlook draws a line above.
  if (end < rows.length) while (end > 0 && /^[_-]*$/.test(bare(lineOf(rows[end - 1] ?? [])))) end--;
  const own = rows.slice(0, end);
  return rowText(own) === '' ? [...rows] : own;
}

/** Where the quotation of an answered mail begins; conservative: only by lines that programs write. */
function quotation(lines: readonly string[]): number {
  const read = new Map<number, QuotedHeader | undefined>();
  const kindAt: KindAt = (at) => {
    if (!read.has(at)) read.set(at, quotedHeader(lines[at] ?? '')?.kind);
    return read.get(at);
  };
  const lastOwn = lines.findLastIndex((line) => line !== '' && !line.startsWith('>'));
  for (const [at, line] of lines.slice(0, MOST_LINES).entries()) {
    if (line === '') continue;
    if (wroteLine(lines, at)) return at;
    if (markerOf(line) && (/^[-–—_]/.test(line) || [1, 2, 3].some((i) => kindAt(at + i) === 'from'))) return at;
    if (kindAt(at) === 'from' && isQuotedBlock(at, kindAt)) return at;
    if (at > lastOwn) return at;
  }
  return lines.length;
}

type KindAt = (at: number) => QuotedHeader | undefined;

function isQuotedBlock(start: number, kindAt: KindAt): boolean {
  const kinds = new Set([0, 1, 2, 3, 4, 5].map((i) => kindAt(start + i)));
  return kinds.has('date') && (kinds.has('to') || kinds.has('subject'));
}

/** Lines in which the quotation is looked for. */
const MOST_LINES = 2000;
const MOST_LABELLED = 3;
const LABELLED_PHONE =
  /^[\s*_•]*([\p{L}][\p{L}\p{M}\s."'״׳/-]{0,30}?)[\s*_]*[.:：]\s*([+(\d][\d\s().+/*-]{5,30}\d)\s*$/u;

/** The phones that a mail labels as such, in its text or signature; numbers without a label are anybody's. */
export function labelledPhones(rows: readonly Row[], knows: Knows): Pair[] {
  const found: Pair[] = [];
  for (const row of rows) {
    const line = bare(row.length === 2 ? `${row[0]}: ${row[1]}` : lineOf(row));
    if (line.length > 500 || !/\d/.test(line)) continue;
    for (const piece of line.split(/\s*[|•·;,]\s*|\s{2,}/)) {
      const [, label = '', value = ''] = LABELLED_PHONE.exec(piece) ?? [];
      const target = value === '' ? undefined : knows(label);
      if (target !== 'phone' && target !== 'mobile' && target !== 'otherPhone') continue;
      found.push({ name: label.trim(), value: value.trim() });
      if (found.length === MOST_LABELLED) return found;
    }
  }
  return found;
}
