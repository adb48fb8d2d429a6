import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { IMPORT_CHARSETS, type ImportCharset } from '../../../src/import/read/csv/charset.ts';
import { allRows, cellsOf, open, refusalOf, rowsOf } from '../../support/files/file.ts';

const SINGLE_BYTE: readonly ImportCharset[] = [
  'windows-1255',
  'iso-8859-8',
  'windows-1252',
  'windows-1251',
  'windows-1256',
];

/** Text in a charset; undefined when a character is not in it. */
function encode(text: string, charset: ImportCharset, hasMark = false): Uint8Array | undefined {
  const marked = hasMark ? `\ufeff${text}` : text;
  if (charset === 'utf-8') return new Uint8Array(Buffer.from(marked));
  if (charset === 'utf-16le') return new Uint8Array(Buffer.from(marked, 'utf16le'));
  if (charset === 'utf-16be') return new Uint8Array(Buffer.from(marked, 'utf16le').swap16());
  const decoder = new TextDecoder(charset);
  const byCharacter = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  const bytes = [...text].map((character) => (character === '\ufffd' ? undefined : byCharacter.get(character)));
  return bytes.includes(undefined) ? undefined : Uint8Array.from(bytes as number[]);
}

const encoded = (text: string, charset: ImportCharset, hasMark = false) =>
  encode(text, charset, hasMark) ?? new Uint8Array();
const HEBREW = 'שם,טלפון\r\nנועה אלמוג,052-1234567\r\n';
const READ = [
  ['שם', 'טלפון'],
  ['נועה אלמוג', '052-1234567'],
];

describe('the charset is told by the bytes', () => {
  test.each<[ImportCharset, boolean]>([
    ['utf-8', false],
    ['utf-8', true],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['utf-16be', false],
    ['windows-1255', false],
  ])('%s, marked %s', async (charset, hasMark) => {
    const table = await open(encoded(HEBREW, charset, hasMark));
    expect(table.charset).toBe(charset);
    expect((await allRows(table)).map(({ cells }) => cells)).toEqual(READ);
    expect(table.warnings.map(({ code }) => code)).toEqual(charset === 'windows-1255' ? ['charset_recovered'] : []);
  });

  it('is ISO-8859-8 when a byte is in no other', async () => {
    const table = await open(encoded('שם,סכום\nדן,‗\n', 'iso-8859-8'));
    expect(table.charset).toBe('iso-8859-8');
    expect((await allRows(table))[1]?.cells).toEqual(['דן', '‗']);
  });

  it('sees a Hebrew letter far down, and one as the last byte', async () => {
    const far = Buffer.concat([Buffer.from('name,phone\n'.repeat(60_000)), encoded('נועה,1\n', 'windows-1255')]);
    expect((await open(new Uint8Array(far))).charset).toBe('windows-1255');
    expect((await open(new Uint8Array([0x61, 0x2c, 0xe0]))).charset).toBe('windows-1255');
  });

  it('one bad byte does not turn a whole file into other letters', async () => {
    const table = await open(new Uint8Array(Buffer.concat([Buffer.from(HEBREW.repeat(20)), Buffer.from([0xff])])));
    expect(table.charset).toBe('utf-8');
    expect(table.warnings.map(({ code }) => code)).toEqual(['charset_unknown']);
  });

  it.each([
    [
      'a letter cut in two in a short list',
      Buffer.concat([Buffer.from('שם\nנוע'), Buffer.from([0xd7, 0x0a])]),
      'utf-8',
    ],
    [
      'one stray byte among few letters',
      Buffer.concat([Buffer.from('name\nZoë Müller\n'), Buffer.from([0xff])]),
      'utf-8',
    ],
    ['Hebrew of windows-1255 in a short list', encoded('שם\nדן', 'windows-1255'), 'windows-1255'],
    ['the same with points and quotation marks', encoded('שֵׁם,“א”\nדן–ב', 'windows-1255'), 'windows-1255'],
  ])('does not change for one byte: %s', async (_, bytes, charset) => {
    expect((await open(new Uint8Array(bytes))).charset).toBe(charset);
  });

  it('is what a person chose', async () => {
    expect(await cellsOf(encoded('Größe,ñ', 'windows-1252'), { charset: 'windows-1252' })).toEqual([['Größe', 'ñ']]);
  });
});

describe('the delimiter is told by the first lines', () => {
  test.each<[string, string, string[][]]>([
    [
      ';',
      'שם;כתובת\nנועה;הרצל 5, חיפה\nדן;הרצל 7, חיפה',
      [
        ['שם', 'כתובת'],
        ['נועה', 'הרצל 5, חיפה'],
        ['דן', 'הרצל 7, חיפה'],
      ],
    ],
    [
      '\t',
      'a\tb,c\n1\t2,3',
      [
        ['a', 'b,c'],
        ['1', '2,3'],
      ],
    ],
    [
      '|',
      'a|b\n1|2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      ',',
      '"a;b","c;d"\n"1;2","3;4"',
      [
        ['a;b', 'c;d'],
        ['1;2', '3;4'],
      ],
    ],
    [
      ';',
      'name;amount\nx;1,5\ny;2,5',
      [
        ['name', 'amount'],
        ['x', '1,5'],
        ['y', '2,5'],
      ],
    ],
    [';', 'sep=;\r\na,b;c\r\n', [['a,b', 'c']]],
    [',', 'phone\n0521234567\n', [['phone'], ['0521234567']]],
    [
      ',',
      'List of leads\n\nname,phone,city\nNoa,1,X\nDan,2,Y\n',
      [['List of leads'], ['name', 'phone', 'city'], ['Noa', '1', 'X'], ['Dan', '2', 'Y']],
    ],
  ])('%j', async (delimiter, text, cells) => {
    const table = await open(text);
    expect(table.delimiter).toBe(delimiter);
    expect((await allRows(table)).map((row) => row.cells)).toEqual(cells);
  });

  it('is what a person chose', async () => {
    expect(await cellsOf('a;b,c', { delimiter: ',' })).toEqual([['a;b', 'c']]);
  });
});

describe('rows are read as people write them', () => {
  test.each<[string, string[][]]>([
    ['a,b\rc,d\re', [['a', 'b'], ['c', 'd'], ['e']]],
    ['a,b\r\nc,d\ne,f\rg', [['a', 'b'], ['c', 'd'], ['e', 'f'], ['g']]],
    ['a,"b\r\nc",d', [['a', 'b\r\nc', 'd']]],
    ['a,"say ""hi""",', [['a', 'say "hi"']]],
    ['a,"b" ,c', [['a', 'b', 'c']]],
    ['חברה בע"מ,ת"ז', [['חברה בע"מ', 'ת"ז']]],
    [
      '"חברת "אור" בע"מ",x\n"y",z',
      [
        ['חברת "אור" בע"מ', 'x'],
        ['y', 'z'],
      ],
    ],
    [
      '"נועה" אלמוג,"חיפה"\nדן,x',
      [
        ['נועה אלמוג', 'חיפה'],
        ['דן', 'x'],
      ],
    ],
    ['="0521234567",1', [['0521234567', '1']]],
    ['"=""052""",1', [['052', '1']]],
    ["'0521234567,5.21235E+08", [["'0521234567", '5.21235E+08']]],
    ['Noa\u0000 Almog,Haifa', [['Noa\u0000 Almog', 'Haifa']]],
    ['a,b,c\n1\n1,2,3,4', [['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]],
    ['""', []],
    [' a , b', [[' a ', ' b']]],
  ])('%j', async (text, cells) => {
    expect(await cellsOf(text)).toEqual(cells);
  });

  it('numbers rows as Excel shows them', async () => {
    const rows = await rowsOf('sep=,\na,b\n\n"c\nc",d\n,,\ne,f\n');
    expect(rows.map(({ number, cells }) => [number, cells[0]])).toEqual([
      [1, 'a'],
      [3, 'c\nc'],
      [5, 'e'],
    ]);
  });

  it('says where a quotation mark is never closed, and loses no row for it', async () => {
    expect(await rowsOf('a,b\nc,"d\ne,f\n')).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 2, cells: ['c', '"d'], errors: [[1, '#UNCLOSED_QUOTE']] },
      { number: 3, cells: ['e', 'f'] },
    ]);
  });

  it('refuses a row that is longer than any can be, by its number', async () => {
    const refusal = await refusalOf(`a,b\n"${'x,y\n'.repeat(400_000)}`);
    expect(refusal).toMatchObject({ code: 'row_too_long', status: 413 });
    expect(refusal?.message).toContain('Row 2 ');
  });

  it('refuses more columns than a sheet has', async () => {
    expect(await refusalOf(`a\n${','.repeat(20_000)}x`)).toMatchObject({ code: 'too_many_columns' });
  });

  it('cuts a text that no cell can hold, and says so', async () => {
    const [row] = await rowsOf(`${'x'.repeat(40_000)},b`);
    expect(row?.cells.map(({ length }) => length)).toEqual([32_767, 1]);
    expect(row?.errors).toEqual([[0, '#TOO_LONG']]);
  });

  it('says that a text file is named like an Excel file', async () => {
    expect((await open('a,b', {}, 'leads.xlsx')).warnings.map(({ code }) => code)).toEqual(['name_differs']);
  });
});

it('reads back any grid in any charset, with any delimiter and line break', async () => {
  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom('א', 'ש', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '0', 'a', '='),
      maxLength: 8,
    }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
      fc.constantFrom(...IMPORT_CHARSETS),
      fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      async (grid, charset, delimiter, lineBreak, hasEnd) => {
        const quote = (text: string) =>
          /[",;\t|\n\r]|^[\s\ufeff]|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        const text = grid.map((cells) => cells.map(quote).join(delimiter)).join(lineBreak) + (hasEnd ? lineBreak : '');
        fc.pre(!/^\s*(<|MIME|sep=|\ufeff|%PDF|BM|PK)/i.test(text) && !/="/.test(text));
        const bytes = encode(text, charset, !SINGLE_BYTE.includes(charset));
        fc.pre(bytes !== undefined && bytes.length > 0);
        const rows = await rowsOf(bytes as Uint8Array, { charset, delimiter });
        expect(rows).toEqual(
          grid.flatMap((cells, at) =>
            cells.some((it) => it.trim() !== '')
              ? [{ number: at + 1, cells: cells.slice(0, cells.findLastIndex((it) => it !== '') + 1) }]
              : [],
          ),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

it('reads rows that lie across the pieces of the file', async () => {
  const grid = Array.from({ length: 9000 }, (_, at) => [`נועה ${at}`, `a "b" ${at}`, 'x\r\ny']);
  const text = grid.map((cells) => cells.map((it) => `"${it.replaceAll('"', '""')}"`).join(',')).join('\r\n');
  expect(await cellsOf(text)).toEqual(grid);
});

test.each(['"', '""', '"a"', '"a" ', 'a"', '",', '"\n', '\r', ',', '"" x', '" "'])(
  'takes linear time: 2 MB of %j',
  async (unit) => {
    const start = performance.now();
    await refusalOf(unit.repeat(2_000_000 / unit.length));
    expect(performance.now() - start).toBeLessThan(5000);
  },
);

test.each([
  [
    'a quote that stands for itself',
    'a,"דחוף\nb,1\nc,"x"\nd,2',
    [
      ['a', '"דחוף'],
      ['b', '1'],
      ['c', 'x'],
      ['d', '2'],
    ],
  ],
  [
    'inches',
    'a,"5 inch\nb,"6"\nc,7',
    [
      ['a', '"5 inch'],
      ['b', '6'],
      ['c', '7'],
    ],
  ],
])('%s swallows no rows', async (_, text, rows) => {
  expect(await cellsOf(new TextEncoder().encode(text))).toEqual(rows);
});
