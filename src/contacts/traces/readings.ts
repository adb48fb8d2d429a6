/** So many encodings stand in one another at most: a mail in quoted-printable with a form's link in HTML has three. */
const DEPTH = 3;
/** Beyond so many readings of one text nobody reads on; most texts have one to five. */
const MOST_READINGS = 16;

/**
 * Every way in which a text may be meant, itself first: with percent signs, JSON's and JavaScript's escapes, character
 * references, quoted-printable and base64 undone, wherever they stand and within one another. Each is made when it is
 * asked for, and only where the text has a sign of that encoding, so that a plain text costs one.
 */
export function* readingsOf(text: string): Generator<string, void> {
  yield text;
  const made = new Set([text]);
  let last = [text];
  for (let depth = 0; depth < DEPTH; depth++) {
    const next: string[] = [];
    for (const one of last) {
      for (const undo of [unescaped, fromQuotedPrintable, fromBase64]) {
        if (made.size >= MOST_READINGS) return;
        const reading = undo(one);
        if (made.has(reading)) continue;
        yield reading;
        made.add(reading);
        next.push(reading);
      }
    }
    last = next;
  }
}

/** What an encoding must leave in a text to be undone at all. */
const ESCAPE = /%[\da-fu]|\\[ux/]|&[#a-z]/i;
const QUOTED = /=(?:[\da-f]{2}|[ \t]{0,8}\r?\n)/i;

/** Percent signs, escapes of JSON and JavaScript, and character references undone. */
const unescaped = (text: string): string => {
  if (!ESCAPE.test(text)) return text;
  return text
    .replace(/%u([0-9a-f]{4})/gi, (_, hex) => fromHex(hex))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => fromBytes(bytes.split('%').slice(1)))
    .replace(/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (_, braced, hex) => fromHex(braced ?? hex))
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex) => fromHex(hex))
    .replaceAll('\\/', '/')
    .replace(/&#(\d{1,8});?/g, (_, digits) => fromCode(Number(digits)))
    .replace(/&#x([0-9a-f]{1,7});?/gi, (_, hex) => fromHex(hex))
    .replace(/&([a-z]{2,10});?/gi, (whole, name) => NAMED.get(name.toLowerCase()) ?? whole);
};

/** The characters of addresses and numbers that have names, and those nobody sees. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    commat: '@',
    period: '.',
    plus: '+',
    lowbar: '_',
    hyphen: '-',
    dash: '-',
    ndash: '-',
    mdash: '-',
    lpar: '(',
    rpar: ')',
    sol: '/',
    num: '#',
    nbsp: ' ',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    tab: ' ',
    newline: ' ',
    shy: '',
    zwnj: '',
    zwj: '',
    lrm: '',
    rlm: '',
  }),
);

function fromQuotedPrintable(text: string): string {
  if (!QUOTED.test(text)) return text;
  return text
    .replace(/=[ \t]{0,8}\r?\n/g, '')
    .replace(/(?:=[0-9a-f]{2})+/gi, (bytes) => fromBytes(bytes.split('=').slice(1)));
}

/** A line of nothing but base64, as mails have it; and a run of it within a line, as in a header. */
const WHOLE_LINE = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const RUN = /[\w+/-]{8,}={0,2}/g;

/**
 * What is written in base64; lines of it run on without their breaks, as a value may lie across them. Of what else
 * stands there only short numbers are left: an area code may stand beside an encoded number, or the other way about.
 */
function fromBase64(text: string): string {
  if (text.search(RUN) < 0) return text;
  const blocks: string[] = [];
  let isBlock = false;
  for (const line of text.split(/\r?\n/)) {
    const isWhole = WHOLE_LINE.test(line);
    if (isWhole && isBlock) blocks.push(`${blocks.pop() ?? ''}${line}`);
    else blocks.push(line);
    isBlock = isWhole;
  }
  const runs = blocks.flatMap((block) => block.match(RUN) ?? []);
  // A plus may be a form's space, and base64 begin behind it.
  const pieces = runs.flatMap((run) => (run.includes('+') ? [run, ...(run.match(PIECE) ?? [])] : [run]));
  const plain = pieces.flatMap(decoded);
  if (!plain.length) return text;
  const around = text.replace(RUN, ' ').match(NUMBER)?.filter(isShort) ?? [];
  // Nothing that stands within a number, so that no two of them run into one.
  return [...new Set([...plain, ...around])].join(' ; ');
}
const NUMBER = /\d{2,}/g;
const isShort = ({ length }: string) => length <= 8;
const PIECE = /[\w/-]{8,}={0,2}/g;

/** Digits, an at sign or an encoding of them: without one, bytes are some word that only looks like base64. */
const SAYS_SOMETHING = /[\d@%&\\=\xd9-\xf4]|[\w+/-]{8,}/;

/** Bytes by their text; a run that is no base64, or whose bytes name nobody, has none. */
function decoded(run: string): string[] {
  const plain = run.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  // No bytes have such a length, and a refusal costs more than all the rest.
  if (plain.length % 4 === 1) return [];
  const bytes = atob(plain);
  if (!SAYS_SOMETHING.test(bytes)) return [];
  return [utf8(Uint8Array.from(bytes, (character) => character.charCodeAt(0)))];
}

const fromBytes = (hex: string[]) => utf8(Uint8Array.from(hex, (byte) => Number.parseInt(byte, 16)));
const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const fromHex = (hex: string) => fromCode(Number.parseInt(hex, 16));
/** A half of a pair stays a half: its other half stands beside it. */
const fromCode = (code: number) =>
  code <= 0xffff ? String.fromCharCode(code) : code <= 0x10ffff ? String.fromCodePoint(code) : '';
