import type { Pair, Submission, Warning } from '../../lead/submission.ts';
import { utf8OfLatin1 } from './double-utf8.ts';

/** What an encoding too many leaves in a text: `&amp;`, `%u05D3`, or letters of Latin-1 that are UTF-8's bytes. */
const MARKS = /&(?:#\w{2,7}|[a-z]{2,6}\d?);|%u[0-9a-f]{4}|[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/i;
const ENTITY = /&(?:#(\d{2,7})|#x([0-9a-f]{2,6})|([a-z]{2,6}));/gi;
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['rsquo', '’'],
  ['lsquo', '‘'],
  ['rdquo', '”'],
  ['ldquo', '“'],
  ['shy', ''],
]);
const PERCENT_U = /%u([0-9a-f]{4})/gi;

/**
 * The submission with text that went through one encoding too many as it was typed, and a warning where there was
 * some.
 */
export function undoEncodings(sent: Submission): Submission {
  let field: string | undefined;
  const pairs = sent.pairs.map((pair) => {
    const mended = undoIn(pair);
    if (mended !== pair) field ??= mended.name;
    return mended;
  });
  return field === undefined ? sent : { ...sent, pairs, warnings: [...sent.warnings, recovered(field)] };
}

const recovered = (field: string): Warning => ({
  code: 'text_recovered',
  message: 'This text was encoded once more than it should be, such as "&amp;" for "&"; it was read as it was meant.',
  field,
});

function undoIn(pair: Pair): Pair {
  const { name, value, label } = pair;
  if (!MARKS.test(value) && !MARKS.test(name) && !(label !== undefined && MARKS.test(label))) return pair;
  const mended = { ...pair, name: undoEncoding(name), value: undoEncoding(value) };
  return label === undefined ? mended : { ...mended, label: undoEncoding(label) };
}

/** One text as it was meant. Each layer is undone once: whoever writes `&amp;lt;` means `&lt;`. */
export function undoEncoding(text: string): string {
  if (!MARKS.test(text)) return text;
  const plain = utf8OfLatin1(text) ?? text;
  const unescaped = plain.replace(PERCENT_U, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return unescaped.toWellFormed().replace(ENTITY, characterOf);
}

/** Of ASCII only what programs escape: a number for any other letter was typed by a person. */
function characterOf(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isEscaped = code === 34 || code === 39;
  const isLetter = code >= 0xa0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isEscaped || isLetter ? String.fromCodePoint(code) : whole;
}
