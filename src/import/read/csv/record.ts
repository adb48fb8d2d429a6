/** One record of a CSV, and where the next one begins. */
export interface CsvRecord {
  cells: string[];
  next: number;
  /** The column whose opening quote is closed nowhere; it was read as an ordinary character. */
  unclosed?: number;
  /** A quote closed a cell before its end, so that the delimiter may be another one. */
  isCrooked?: true;
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;

/**
 * Reads one record that begins at `from`, as RFC 4180 has it and as people write it: any of the three line breaks, also
 * mixed; spaces between a closing quote and the delimiter; quotes that stand for themselves (`בע"מ`). Undefined when
 * the record is not whole yet and the text is not the end of the file.
 *
 * A quote that closes a cell too early is judged within its line, so that it never swallows other rows: when the cell
 * ends with a quote (`"חברת "אור" בע"מ",`), those inside belong to it; else what follows is added, as Excel does. A
 * quote that would be closed so on a later line was never meant to open anything (`"דחוף`).
 */
export function readRecord(text: string, from: number, delimiter: number, isEnd: boolean): CsvRecord | undefined {
  const cells: string[] = [];
  const record: CsvRecord = { cells, next: from };
  for (let at = from; ; ) {
    let stop: number;
    const quoted = text.charCodeAt(at) === QUOTE ? readQuoted(text, at, delimiter, isEnd) : 'none';
    if (quoted === undefined) return undefined;
    if (typeof quoted === 'object') {
      cells.push(quoted.value);
      stop = quoted.stop;
      if (quoted.isCrooked) record.isCrooked = true;
    } else {
      if (quoted === 'unclosed') record.unclosed ??= cells.length;
      stop = endOfPlain(text, at, delimiter);
      if (stop === text.length && !isEnd) return undefined;
      cells.push(text.slice(at, stop));
    }
    if (text.charCodeAt(stop) === delimiter) {
      at = stop + 1;
      continue;
    }
    const isReturn = text.charCodeAt(stop) === RETURN;
    // Whether a line feed belongs to this return is known only when what follows is.
    if (isReturn && stop + 1 === text.length && !isEnd) return undefined;
    record.next = stop + (isReturn && text.charCodeAt(stop + 1) === LINE_FEED ? 2 : 1);
    return record;
  }
}

/** The next delimiter or line break, or the text's end. */
function endOfPlain(text: string, from: number, delimiter: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === delimiter || code === LINE_FEED || code === RETURN) return at;
  }
  return text.length;
}

type Quoted = { value: string; stop: number; isCrooked?: true } | 'unclosed' | undefined;

function readQuoted(text: string, opening: number, delimiter: number, isEnd: boolean): Quoted {
  let isEscaped = false;
  for (let search = opening + 1; ; ) {
    const quote = text.indexOf('"', search);
    if (quote < 0) return isEnd ? 'unclosed' : undefined;
    if (text.charCodeAt(quote + 1) === QUOTE) {
      isEscaped = true;
      search = quote + 2;
      continue;
    }
    let after = quote + 1;
    while (text.charCodeAt(after) === SPACE && delimiter !== SPACE) after += 1;
    if (after >= text.length && !isEnd) return undefined;
    const stop = endOfPlain(text, after, delimiter);
    if (stop >= text.length && !isEnd) return undefined;
    const inside = text.slice(opening + 1, quote);
    const value = isEscaped ? inside.replaceAll('""', '"') : inside;
    if (stop === after) return { value, stop };
    if (/[\r\n]/.test(inside)) return 'unclosed';
    const last = text.slice(after, stop).trimEnd();
    if (!last.endsWith('"')) return { value: value + text.slice(quote + 1, stop), stop, isCrooked: true };
    const whole = text.slice(opening + 1, after + last.length - 1);
    return { value: whole.replaceAll('""', '"'), stop, isCrooked: true };
  }
}
