/** The named characters mail programs write beyond the five of XML. An unknown name stays as it is written. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    zwnj: '\u200c',
    zwj: '\u200d',
    lrm: '\u200e',
    rlm: '\u200f',
    shy: '\u00ad',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    lsaquo: '‹',
    rsaquo: '›',
    hellip: '…',
    middot: '·',
    bull: '•',
    copy: '©',
    reg: '®',
    trade: '™',
    deg: '°',
    euro: '€',
    pound: '£',
    times: '×',
    colon: ':',
    comma: ',',
    period: '.',
    commat: '@',
    lpar: '(',
    rpar: ')',
    num: '#',
    plus: '+',
    sol: '/',
    newline: '\n',
    tab: '\t',
  }),
);

/** The Latin letters with their marks, by the entity's ending: `eacute` is `e` and an acute accent. */
const MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    grave: '\u0300',
    acute: '\u0301',
    circ: '\u0302',
    tilde: '\u0303',
    uml: '\u0308',
    ring: '\u030a',
    cedil: '\u0327',
    caron: '\u030c',
  }),
);
const WHOLE: ReadonlyMap<string, string> = new Map(
  Object.entries({ szlig: 'ß', AElig: 'Æ', aelig: 'æ', Oslash: 'Ø', oslash: 'ø', OElig: 'Œ', oelig: 'œ' }),
);

// Windows programs number these as their own charset does; HTML reads them so too.
const WINDOWS = new TextDecoder('windows-1252');

/** Character references of HTML, resolved. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,8})|#x([0-9a-f]{1,7})|([a-z]{2,10}));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named(name) ?? whole;
    return fromCode(decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

function named(name: string): string | undefined {
  const known = NAMED.get(name.toLowerCase()) ?? WHOLE.get(name);
  if (known !== undefined) return known;
  const mark = MARKS.get(name.slice(1));
  return mark === undefined ? undefined : (name.charAt(0) + mark).normalize('NFC');
}

function fromCode(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  if (code >= 0x80 && code <= 0x9f) return WINDOWS.decode(Uint8Array.of(code));
  return String.fromCodePoint(code);
}
