import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { allRows, cellsOf, open, refusalOf, rowsOf } from '../../support/files/file.ts';
import { gridWorkbook, type WorkbookSpec, workbook } from '../../support/files/workbook.ts';

const one = (cell: string, spec: WorkbookSpec = {}) => workbook({ ...spec, sheets: [{ data: `<row>${cell}</row>` }] });
const textOf = async (cell: string, spec: WorkbookSpec = {}) => (await cellsOf(one(cell, spec)))[0]?.[0];

const PEOPLE = [
  ['שם', 'טלפון', 'הערות'],
  ['נועה אלמוג', '0521234567', 'שורה\nשנייה'],
  ['Ben & Co <b>', '', ' spaces '],
];

describe('a workbook is found and read', () => {
  test.each<[string, WorkbookSpec]>([
    ['as Excel writes it', {}],
    ['with the strict namespaces', { isStrict: true }],
    ['with prefixed elements', { prefix: 'x' }],
    ['with targets from the root', { isAbsolute: true }],
    [
      'with backslashes in its names',
      { entries: (all) => all.map((it) => ({ ...it, name: it.name.replaceAll('/', '\\') })) },
    ],
    ['with names in other case', { entries: (all) => all.map((it) => ({ ...it, name: it.name.toUpperCase() })) }],
    ['with sizes behind the data', { entries: (all) => all.map((it) => ({ ...it, hasDescriptor: true })) }],
    ['stored without compression', { entries: (all) => all.map((it) => ({ ...it, isStored: true })) }],
    ['with zip64 fields', { entries: (all) => all.map((it) => ({ ...it, isZip64: true })) }],
    ['without relationships of the package', { entries: (all) => all.filter(({ name }) => name !== '_rels/.rels') }],
    ['with its entries in reverse', { entries: (all) => [...all].reverse() }],
  ])('%s', async (_, spec) => {
    expect(await cellsOf(gridWorkbook(PEOPLE, spec))).toEqual(PEOPLE);
    expect(await cellsOf(gridWorkbook(PEOPLE, spec, false))).toEqual(PEOPLE);
  });

  it('reads the first sheet that people see, and names them all but charts', async () => {
    const file = workbook({
      sheets: [
        { name: 'סודי', state: 'veryHidden', data: '<row><c><v>1</v></c></row>' },
        { name: 'תרשים', kind: 'chartsheet' },
        { name: 'לקוחות', data: '<row><c><v>2</v></c></row>' },
        { name: 'Old', state: 'hidden', data: '<row><c><v>3</v></c></row>' },
      ],
    });
    const table = await open(file);
    expect(table.sheet).toBe('לקוחות');
    expect(table.sheets).toEqual([
      { name: 'סודי', isHidden: true },
      { name: 'לקוחות', isHidden: false },
      { name: 'Old', isHidden: true },
    ]);
    expect(await allRows(table)).toEqual([{ number: 1, cells: ['2'] }]);
    expect(await cellsOf(file, { sheet: ' OLD' })).toEqual([['3']]);
    expect(await refusalOf(file, { sheet: 'Nobody' })).toMatchObject({ code: 'no_such_sheet', field: 'sheet' });
  });

  it('keeps the numbers of rows and the places of cells, and leaves blank rows out', async () => {
    const data =
      '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="4"><c r="A4" t="inlineStr"><is><t> </t></is></c></row><row><c/><c><v>3</v></c></row><row r="9"><c r="XFD9"><v>4</v></c></row>';
    const rows = await rowsOf(workbook({ sheets: [{ data }] }));
    expect(rows.map(({ number }) => number)).toEqual([3, 5, 9]);
    expect(rows[0]?.cells).toEqual(['', '1', '', '2']);
    expect(rows[1]?.cells).toEqual(['', '3']);
    expect(rows[2]?.cells).toHaveLength(16_384);
  });

  it('reads 5,000 columns', async () => {
    const wide = [Array.from({ length: 5000 }, (_, at) => `field ${at}`)];
    expect(await cellsOf(gridWorkbook(wide))).toEqual(wide);
  });

  it('finds merges without reading the sheet', async () => {
    const after =
      '<mergeCells count="3"><mergeCell ref="A1:B1"/><mergeCell ref="$C$1:C2"/><mergeCell ref="A900:B901"/></mergeCells>';
    const table = await open(workbook({ prefix: 'x', sheets: [{ data: '<row><c><v>1</v></c></row>', after }] }));
    expect(await table.merges()).toEqual([
      { top: 1, bottom: 1, left: 0, right: 1 },
      { top: 1, bottom: 2, left: 2, right: 2 },
      { top: 900, bottom: 901, left: 0, right: 1 },
    ]);
  });

  it('gives its rows again', async () => {
    const table = await open(gridWorkbook(PEOPLE));
    for await (const _ of table.rows()) break;
    expect((await allRows(table)).map(({ cells }) => cells)).toEqual(PEOPLE);
    expect((await Promise.all([allRows(table), allRows(table)]))[1]).toHaveLength(3);
  });
});

describe('a cell is the text that people see', () => {
  test.each([
    ['<c><v>5</v></c>', '5'],
    ['<c><v>5.0</v></c>', '5'],
    ['<c><v>-12.50</v></c>', '-12.5'],
    ['<c><v>9.72521234567E11</v></c>', '972521234567'],
    ['<c><v>9.72521234567E+11</v></c>', '972521234567'],
    ['<c><v>12345678901234567890</v></c>', '12345678901234567890'],
    ['<c><v>1E-3</v></c>', '0.001'],
    ['<c><v>1.5e3</v></c>', '1500'],
    ['<c><v>0.30000000000000004</v></c>', '0.3'],
    ['<c><v>19.989999999999998</v></c>', '19.99'],
    ['<c><v>-0</v></c>', '0'],
    ['<c><v>1E999</v></c>', '1E999'],
    ['<c><v>NaN</v></c>', 'NaN'],
    ['<c t="b"><v>1</v></c>', 'TRUE'],
    ['<c t="b"><v>0</v></c>', 'FALSE'],
    ['<c t="str"><f>A2</f><v>a_x000D_b</v></c>', 'a\rb'],
    ['<c t="d"><v>2026-05-17T00:00:00Z</v></c>', '2026-05-17'],
    ['<c t="d"><v>2026-05-17T09:30:00.000</v></c>', '2026-05-17 09:30'],
    [
      '<c t="inlineStr"><is><r><t>No</t></r><r><rPr/><t xml:space="preserve">a </t></r><rPh><t>x</t></rPh></is></c>',
      'Noa ',
    ],
    ['<c t="inlineStr"><is><t>_x005F_x0041_ &#x5d0; <![CDATA[<i>]]></t></is></c>', '_x0041_ א <i>'],
  ])('%s', async (cell, text) => {
    expect(await textOf(cell)).toBe(text);
  });

  test.each([
    ['000000000', '12345678', '012345678'],
    ['0000000000', '521234567', '0521234567'],
    ['0#########', '521234567', '0521234567'],
    ['000-0000000', '521234567', '052-1234567'],
    ['000\\-0000000', '521234567', '052-1234567'],
    ['"0"00\\-0000000', '521234567', '052-1234567'],
    ['"0"#', '521234567', '0521234567'],
    ['\\+000\\ 00', '97252', '+972 52'],
    ['000', '521234567', '521234567'],
    ['0', '5', '5'],
    ['#,##0', '1234567', '1234567'],
    ['"₪"#,##0.00', '12.5', '12.5'],
    ['0%', '0.25', '0.25'],
    ['[<=9999999]###\\-####;\\(###\\)\\ ###\\-####', '5551234', '5551234'],
    ['General', '46000', '46000'],
    ['[Red]0', '46000', '46000'],
    ['0 "days"', '46000', '46000'],
    ['dd/mm/yyyy', '45000', '2023-03-15'],
    ['[$-40D]d mmmm yyyy', '45000', '2023-03-15'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy;@', '45000', '2023-03-15'],
    ['mmm', '45000', '2023-03-15'],
    ['dd/mm/yyyy hh:mm', '45000.5', '2023-03-15 12:00'],
    ['yyyy', '45000.999999', '2023-03-16'],
    ['hh:mm', '0.75', '18:00'],
    ['h:mm AM/PM', '0.75', '18:00'],
    ['[h]:mm', '1.5', '36:00'],
    ['m/d/yy', '60', '1900-02-29'],
    ['m/d/yy', '59', '1900-02-28'],
    ['m/d/yy', '61', '1900-03-01'],
    ['m/d/yy', '1', '1900-01-01'],
    ['m/d/yy', '-3', '-3'],
    ['m/d/yy', '99999999', '99999999'],
    ['m/d/yy', '2958465', '9999-12-31'],
  ])('a number in the format %s: %s is %s', async (format, value, text) => {
    expect(await textOf(`<c s="1"><v>${value}</v></c>`, { formats: [0, format] })).toBe(text);
  });

  test.each([14, 17, 22, 27, 31, 36, 50, 57, 58])('knows the built-in date format %d', async (id) => {
    expect(await textOf('<c s="0"><v>45000</v></c>', { formats: [id] })).toBe('2023-03-15');
  });

  it('counts from 1904 when the workbook does', async () => {
    const of = (value: number) => textOf(`<c s="0"><v>${value}</v></c>`, { formats: [14], is1904: true });
    expect(await of(0)).toBe('1904-01-01');
    expect(await of(43538)).toBe('2023-03-15');
  });

  test.each([
    ['<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', '#DIV/0!'],
    ['<c><f>A2</f></c>', '#NO_VALUE'],
    ['<c><f>A2</f><v></v></c>', '#NO_VALUE'],
    ['<c t="s"><v>7</v></c>', '#MISSING_TEXT'],
    ['<c t="s"><v>-1</v></c>', '#MISSING_TEXT'],
  ])('%s is empty and an error', async (cell, error) => {
    expect(await rowsOf(one(cell))).toEqual([{ number: 1, cells: [], errors: [[0, error]] }]);
  });

  it('a formula that gives an empty text is no error', async () => {
    expect(await rowsOf(one('<c t="str"><f>""</f><v></v></c>'))).toEqual([]);
  });

  it('cuts a text that no cell can hold, and says so', async () => {
    const [row] = await rowsOf(one(`<c t="inlineStr"><is><t>${'א'.repeat(40_000)}</t></is></c><c><v>1</v></c>`));
    expect(row?.cells.map(({ length }) => length)).toEqual([32_767, 1]);
    expect(row?.errors).toEqual([[0, '#TOO_LONG']]);
  });
});

it('reads back any grid of texts', async () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));
  const shape = fc.record({
    isStrict: fc.boolean(),
    prefix: fc.constantFrom(undefined, 'x'),
    isAbsolute: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }),
      shape,
      fc.boolean(),
      async (grid, { prefix, ...spec }, hasAddresses) => {
        const rows = await rowsOf(gridWorkbook(grid, prefix ? { ...spec, prefix } : spec, hasAddresses));
        const whole = grid.map((cells) => cells.map((it) => it.toWellFormed()));
        expect(rows).toEqual(withoutBlanks(whole));
      },
    ),
    { numRuns: 150 },
  );
});

/** What a reader may leave out: rows of blanks, and empty cells at a row's end. */
function withoutBlanks(grid: string[][]) {
  return grid.flatMap((cells, at) => {
    const last = cells.findLastIndex((it) => it !== '');
    return cells.some((it) => it.trim() !== '') ? [{ number: at + 1, cells: cells.slice(0, last + 1) }] : [];
  });
}

it('finds shared texts in any order, through pages', async () => {
  const count = 6000;
  const text = (at: number) => `לקוח מספר ${at} ${'x'.repeat(at % 50)}`;
  const strings = Array.from({ length: count }, (_, at) => `<si><t>${text(at)}</t></si>`).join('');
  const order = Array.from({ length: count }, (_, at) => (at * 2503) % count);
  const data = order.map((at) => `<row><c t="s"><v>${at}</v></c></row>`).join('');
  expect(await cellsOf(workbook({ strings, sheets: [{ data }] }))).toEqual(order.map((at) => [text(at)]));
});

it('keeps the epoch of 1904 when the element is repeated in a namespace of its own', async () => {
  const file = workbook({
    is1904: true,
    formats: [14],
    sheets: [{ data: '<row><c s="0"><v>29342</v></c></row>' }],
    entries: (all) =>
      all.map((it) =>
        it.name === 'xl/workbook.xml'
          ? { ...it, data: String(it.data).replace('<sheets>', '<x15:workbookPr chartTrackingRefBase="1"/><sheets>') }
          : it,
      ),
  });
  expect(await cellsOf(file)).toEqual([['1984-05-02']]);
});
