import type { Delimiter } from '../table.ts';
import { readRecord } from './record.ts';

/** Likeliest to be meant first, when two would do: commas and bars also stand in texts. */
const DELIMITERS: readonly Delimiter[] = ['\t', ';', ',', '|'];
const MOST_RECORDS = 50;

/** Excel's own first line, `sep=;`: the delimiter, and how many characters the line has with its break. */
export function readSeparatorLine(text: string): { delimiter: string; length: number } | undefined {
  const match = /^"?sep=([^"\r\n])"?[ \t,;]*(?:\r\n|\r|\n|$)/i.exec(text);
  return match === null ? undefined : { delimiter: match[1] ?? ',', length: match[0].length };
}

/**
 * The delimiter that cuts the first records most evenly, quotes respected: the share of records that have the commonest
 * number of cells, then the number of cells. A table of one column has none, and is read with commas.
 */
export function guessDelimiter(text: string, isWhole: boolean): Delimiter {
  let best: { delimiter: Delimiter; evenness: number; width: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const widths = widthsOf(text, delimiter, isWhole);
    const [width, count] = commonest(widths.filter((it) => it > 1));
    if (width === 0) continue;
    const evenness = Math.round((count / widths.length) * 10);
    const isBetter =
      best === undefined || evenness > best.evenness || (evenness === best.evenness && width > best.width);
    if (isBetter) best = { delimiter, evenness, width };
  }
  return best?.delimiter ?? ',';
}

function widthsOf(text: string, delimiter: Delimiter, isWhole: boolean): number[] {
  const widths: number[] = [];
  for (let at = 0; at < text.length && widths.length < MOST_RECORDS; ) {
    const record = readRecord(text, at, delimiter.charCodeAt(0), isWhole);
    // The piece may end within the only record it has.
    if (record === undefined) return widths.length > 0 ? widths : widthsOf(text, delimiter, true);
    // Under a wrong delimiter quotes close in the middle of cells; such a record says nothing of the width.
    if (record.cells.some((cell) => cell.trim() !== '')) widths.push(record.isCrooked ? 0 : record.cells.length);
    at = record.next;
  }
  return widths;
}

function commonest(widths: readonly number[]): [width: number, count: number] {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best: [number, number] = [0, 0];
  for (const [width, count] of counts)
    if (count > best[1] || (count === best[1] && width > best[0])) best = [width, count];
  return best;
}
