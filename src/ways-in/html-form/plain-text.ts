import type { Pair } from '../../lead/submission.ts';

const LINE_END = /\r\n|\r|\n/;
const FIELD = /^([^=]{1,200})=(.*)$/;
/** `&Phone=`, which says that the line is urlencoded, or an address. */
const NEXT_PARAMETER = /&[^=&\s]+=/;

/**
 * Whether a body announced as `text/plain` is a form with `enctype="text/plain"`: `name=value` a line, nothing encoded.
 * Scripts that announce nothing send urlencoded pairs under that type, too; those have no lines, or more pairs than
 * lines.
 */
export function looksPlainText(body: string): boolean {
  const lines = body.trimEnd().split(LINE_END);
  if (!FIELD.test(lines[0] ?? '')) return false;
  // A browser ends every line with CRLF, the last one included.
  const isBrowsers = body.includes('\r\n');
  if (!NEXT_PARAMETER.test(body)) return lines.length > 1 || isBrowsers;
  return isBrowsers && lines.filter((line) => FIELD.test(line)).length > 1;
}

/** Reads the lines of such a form; a line without `=` goes on with the value before it, as typed into a text area. */
export function parsePlainText(body: string): Pair[] {
  const pairs: Pair[] = [];
  for (const line of body.trimEnd().split(LINE_END)) {
    const [, name, value] = FIELD.exec(line) ?? [];
    const last = pairs.at(-1);
    if (name !== undefined && value !== undefined) pairs.push({ name, value });
    else if (last) last.value += `\n${line}`;
  }
  return pairs;
}
