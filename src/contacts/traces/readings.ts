/** So many encodings stand in one another at most: a mail in quoted-printable with a form's link in HTML has three. */
const DEPTH = 3;
/** Beyond so many readings of one text nobody reads on; each is as long as the text. */
const MOST_READINGS = 24;

/**
 * Every way in which a text may be meant, itself first: with percent signs, JSON's and JavaScript's escapes, character
 * references, quoted-printable and base64 undone, wherever they stand and within one another.
 */
export function readingsOf(text: string): string[] {
  const readings = new Set([text]);
  let last = [text];
  for (let depth = 0; depth < DEPTH; depth++) {
    last = last.flatMap((one) => [unescaped(one), fromQuotedPrintable(one), fromBase64(one)]);
    last = [...new Set(last)].filter((one) => !readings.has(one)).slice(0, MOST_READINGS - readings.size);
    for (const one of last) readings.add(one);
  }
  return [...readings];
}

/** Percent signs, escapes of JSON and JavaScript, and character references undone. */
const unescaped = (text: string): string =>
  text
    .replaceAll('+', ' ')
    .replace(/%u([0-9a-f]{4})/gi, (_, hex) => fromHex(hex))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => fromBytes(bytes.split('%').slice(1)))
    .replace(/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (_, braced, hex) => fromHex(braced ?? hex))
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex) => fromHex(hex))
    .replaceAll('\\/', '/')
    .replace(/&#(\d{1,8});?/g, (_, digits) => fromCode(Number(digits)))
    .replace(/&#x([0-9a-f]{1,7});?/gi, (_, hex) => fromHex(hex))
    .replace(/&([a-z]{2,10});?/gi, (whole, name) => NAMED.get(name.toLowerCase()) ?? whole);

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
  if (!text.includes('=')) return text;
  return text
    .replace(/=[ \t]{0,8}\r?\n/g, '')
    .replace(/(?:=[0-9a-f]{2})+/gi, (bytes) => fromBytes(bytes.split('=').slice(1)));
}

/** A line of nothing but base64, as mails have it; and a run of it within a line, as in a header. */
const WHOLE_LINE = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const RUN = /[\w+/-]{8,}={0,2}/g;

/** Base64 undone: lines of it run on without their breaks, as a value may lie across them. */
function fromBase64(text: string): string {
  const blocks: string[] = [];
  let isBlock = false;
  for (const line of text.split(/\r?\n/)) {
    const isWhole = WHOLE_LINE.test(line);
    if (isWhole && isBlock) blocks.push(`${blocks.pop() ?? ''}${line}`);
    else blocks.push(line);
    isBlock = isWhole;
  }
  return blocks.map((block) => block.replace(RUN, decoded)).join('\n');
}

function decoded(run: string): string {
  try {
    const plain = run.replaceAll('-', '+').replaceAll('_', '/');
    return ` ${utf8(Uint8Array.from(atob(plain), (character) => character.charCodeAt(0)))} `;
  } catch {
    return run;
  }
}

const fromBytes = (hex: string[]) => utf8(Uint8Array.from(hex, (byte) => Number.parseInt(byte, 16)));
const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const fromHex = (hex: string) => fromCode(Number.parseInt(hex, 16));
/** A half of a pair stays a half: its other half stands beside it. */
const fromCode = (code: number) =>
  code <= 0xffff ? String.fromCharCode(code) : code <= 0x10ffff ? String.fromCodePoint(code) : '';
