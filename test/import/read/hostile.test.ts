import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { openTable } from '../../../src/import/read/open-table.ts';
import { fileOf, pagesInMemory, refusalOf } from '../../support/files/file.ts';
import { gridWorkbook, type WorkbookSpec, workbook } from '../../support/files/workbook.ts';
import { type ZipEntry, zipOf } from '../../support/files/zip.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const withSheet = (change: Partial<ZipEntry>, spec: WorkbookSpec = {}) =>
  workbook({
    sheets: [{ data: '<row><c><v>1</v></c></row>' }],
    ...spec,
    entries: (all) => all.map((it) => (it.name === SHEET ? { ...it, ...change } : it)),
  });
const sheet = (xml: string) => workbook({ sheets: [{ xml }] });
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

describe('a file that is no spreadsheet is named', () => {
  test.each<[string, Uint8Array | string]>([
    ['empty_file', ''],
    ['pdf_file', '%PDF-1.7\n'],
    ['image_file', latin('\x89PNG\r\n\x1a\n')],
    ['image_file', latin('\xff\xd8\xff\xe0')],
    ['archive_file', latin('\x1f\x8b\x08')],
    ['html_file', '<html><table><tr><td>שם</td></tr></table></html>'],
    ['html_file', '\ufeff\r\n<!DOCTYPE html>\n<html>'],
    ['html_file', new Uint8Array(Buffer.from('\ufeff<table><tr>', 'utf16le'))],
    ['html_file', 'MIME-Version: 1.0\nContent-Type: multipart/related'],
    ['xml_file', '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'],
    ['unknown_format', new Uint8Array(500).map((_, at) => (at * 7) % 27)],
    ['old_xls', compound('Root Entry', 'Workbook')],
    ['password_protected', compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage')],
    ['word_file', compound('Root Entry', 'WordDocument')],
    ['old_xls', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    [
      'opendocument_file',
      zipOf([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true },
        { name: 'content.xml', data: '<a/>' },
      ]),
    ],
    [
      'binary_workbook',
      workbook({
        entries: (all) =>
          all.filter(({ name }) => name !== 'xl/workbook.xml').concat({ name: 'xl/workbook.bin', data: 'x' }),
      }),
    ],
    ['numbers_file', zipOf([{ name: 'Index/Document.iwa', data: 'x' }])],
    [
      'word_file',
      zipOf([
        { name: '[Content_Types].xml', data: '<Types/>' },
        { name: 'word/document.xml', data: '<a/>' },
      ]),
    ],
    ['zip_archive', zipOf([{ name: 'leads.csv', data: 'a,b' }])],
    ['zip_archive', zipOf([])],
    ['password_protected', withSheet({ flags: 1 })],
    ['no_sheet', workbook({ sheets: [{ kind: 'chartsheet' }] })],
  ])('%s', async (code, bytes) => {
    const refusal = await refusalOf(bytes);
    expect(refusal?.code).toBe(code);
    expect(refusal?.status).toBe(422);
    expect(refusal?.message).toMatch(/\.$/);
  });

  it('refuses more than 25 MB unread', async () => {
    const file = { size: 27_000_000, read: () => Promise.reject(new Error('read')) };
    expect(await openTable(file, 'a.csv', {}, pagesInMemory())).toMatchObject({ code: 'file_too_large', status: 413 });
  });
});

describe('an archive that lies is refused', () => {
  const zeros = new Uint8Array(80 * 1024 * 1024);

  it('a bomb by what its directory says', async () => {
    const claims = [{ claimedSize: 600 * 1024 * 1024 }, { data: zeros }];
    for (const claim of claims)
      expect(await refusalOf(withSheet(claim))).toMatchObject({ code: 'unpacks_too_large', status: 413 });
  });

  it('a bomb whose directory promises little', async () => {
    expect(await refusalOf(withSheet({ data: zeros, claimedSize: 1000 }))).toMatchObject({ code: 'unpacks_too_large' });
  });

  it('parts that together are too much', async () => {
    const media = Array.from({ length: 30 }, (_, at) => ({
      name: `xl/media/${at}.png`,
      data: 'x',
      claimedSize: 60 * 1024 * 1024,
    }));
    expect(await refusalOf(workbook({ entries: (all) => [...all, ...media] }))).toMatchObject({
      code: 'unpacks_too_large',
    });
  });

  it('10,000 parts', async () => {
    const parts = Array.from({ length: 10_000 }, (_, at) => ({ name: `p/${at}`, data: '' }));
    expect(await refusalOf(workbook({ entries: (all) => [...all, ...parts] }))).toMatchObject({
      code: 'too_many_parts',
    });
  });

  test.each<[string, Uint8Array]>([
    ['parts on each other', withSheet({ claimedOffset: 0 })],
    ['a part longer than its place', withSheet({ claimedPacked: 5000 })],
    ['a part shorter than it says', withSheet({ claimedSize: 1_000_000 })],
    ['a part that is no deflate', withSheet({ method: 8, isStored: true, data: '\xff\xff\xff' })],
    ['a part packed in another way', withSheet({ method: 12 })],
    ['a missing sheet', workbook({ entries: (all) => all.filter(({ name }) => name !== SHEET) })],
    ['a missing workbook', workbook({ entries: (all) => all.filter(({ name }) => name !== 'xl/workbook.xml') })],
  ])('%s', async (_, bytes) => {
    expect(await refusalOf(bytes)).toMatchObject({ code: 'damaged_file', status: 422 });
  });

  it('a file that ends too early, wherever', async () => {
    const whole = gridWorkbook([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    for (let length = 30; length < whole.length; length += 97) {
      expect((await refusalOf(whole.slice(0, length)))?.code).toMatch(/^(damaged_file|zip_archive)$/);
    }
  });
});

describe('XML that attacks is refused', () => {
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "${'&a;'.repeat(10)}">`).join('')}]><worksheet>&a19;</worksheet>`;

  test.each<[string, Uint8Array]>([
    ['entities in entities', sheet(laughs)],
    ['a file from outside', sheet('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>')],
    ['deep nesting', sheet(`<worksheet>${'<a>'.repeat(100_000)}`)],
    ['no XML', sheet('hello')],
    ['an unknown entity', sheet('<worksheet><sheetData><row><c><v>&nbsp;</v></c></row></sheetData></worksheet>')],
    ['an end that is missing', sheet('<worksheet><sheetData><row><c><v>1</v></c></row>')],
    [
      'the same cell without end',
      sheet(`<worksheet><sheetData><row>${'<c r="A1"><v>1</v></c>'.repeat(20_000)}</row></sheetData></worksheet>`),
    ],
  ])('%s', async (_, bytes) => {
    expect((await refusalOf(bytes))?.code).toBe('damaged_file');
  });

  test.each<[string, string]>([
    [
      'a text without end',
      `<worksheet><sheetData><row><c><v>${'x'.repeat(3_000_000)}</v></c></row></sheetData></worksheet>`,
    ],
    ['a tag without end', `<worksheet ${'a="1" '.repeat(500_000)}`],
    ['a comment without end', `<worksheet><!--${'x'.repeat(3_000_000)}--></worksheet>`],
  ])('%s', async (_, xml) => {
    expect((await refusalOf(sheet(xml)))?.code).toBe('text_too_long');
  });

  it('sparse rows that would be billions of cells', async () => {
    const data = '<row><c r="XFD1"><v>1</v></c></row>'.repeat(20_000);
    expect(await refusalOf(workbook({ sheets: [{ data }] }))).toMatchObject({ code: 'too_many_cells', status: 413 });
  });

  it('a forbidden control character alone does not cost the file', async () => {
    expect(
      await refusalOf(sheet('<worksheet><sheetData><row><c t="str"><v>a\u0008b</v></c></row></sheetData></worksheet>')),
    ).toBeUndefined();
  });
});

describe('no bytes whatever make anything but rows or a refusal', () => {
  const seeds = [
    gridWorkbook([
      ['שם', 'טלפון'],
      ['נועה', '0521234567'],
    ]),
    workbook({
      formats: ['dd/mm/yyyy', '000-0000000'],
      strings: '<si><t>a</t></si>',
      sheets: [{ data: '<row><c s="1" t="s"><v>0</v></c></row>' }],
    }),
    new Uint8Array(Buffer.from('שם,טלפון\r\n"נועה ""אלמוג""",0521234567\r\n')),
    compound('Root Entry', 'Workbook'),
  ];

  it('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), (bytes) => refusalOf(bytes).then(() => true)),
      { numRuns: 400 },
    );
  });

  it('good files with some bytes changed, left out or put in', async () => {
    const change = fc.record({ at: fc.nat(), drop: fc.nat({ max: 4 }), put: fc.uint8Array({ maxLength: 4 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        async (seed, changes) => {
          let bytes = Buffer.from(seed);
          for (const { at, drop, put } of changes) {
            const place = at % (bytes.length + 1);
            bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + drop)]);
          }
          await refusalOf(new Uint8Array(bytes));
        },
      ),
      { numRuns: 800 },
    );
  });

  it('good archives with any XML inside', async () => {
    const piece = fc.constantFrom(
      '<row>',
      '</row>',
      '<c>',
      '<c r="B2" t="s">',
      '<c t="inlineStr">',
      '</c>',
      '<v>',
      '</v>',
      '1',
      '<is>',
      '</is>',
      '<t>',
      '</t>',
      '<f/>',
      '&#x5d0;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<x:row/>',
      ' ',
      '"',
      '<',
      '&',
      '<mergeCell ref="A1:B2"/>',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), (pieces) =>
        refusalOf(sheet(`<worksheet>${pieces.join('')}</worksheet>`)).then(() => true),
      ),
      { numRuns: 500 },
    );
  });
});

it('passes on what is the storage’s own failure', async () => {
  const whole = gridWorkbook(Array.from({ length: 3000 }, (_, at) => [`row ${at} ${Math.sin(at)}`, `${Math.cos(at)}`]));
  const file = fileOf(whole);
  const readWith = async (reads: number) => {
    let left = reads;
    const failing = {
      size: file.size,
      read(offset: number, length: number) {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('storage is away')) : file.read(offset, length);
      },
    };
    const table = await openTable(failing, 'a.xlsx', {}, pagesInMemory());
    if ('rows' in table) for await (const _ of table.rows());
    return reads - left;
  };
  const needed = await readWith(1000);
  expect(needed).toBeGreaterThan(10);
  for (let reads = 0; reads < needed; reads++) await expect(readWith(reads)).rejects.toThrow('storage is away');
});

/** The smallest OLE compound file whose directory has these names. */
function compound(...names: string[]): Uint8Array {
  const bytes = Buffer.alloc(512 * 3, 0xff);
  bytes.fill(0, 0, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  bytes.writeUInt32LE(0, 76);
  bytes.writeUInt32LE(0xfffffffe, 512 + 4);
  bytes.fill(0, 1024);
  names.forEach((name, at) => {
    bytes.write(name, 1024 + at * 128, 'utf16le');
    bytes.writeUInt16LE(name.length * 2 + 2, 1024 + at * 128 + 64);
  });
  return new Uint8Array(bytes);
}

it('unpacks what its own deflate made of nothing', async () => {
  expect(deflateRawSync('').length).toBeGreaterThan(0);
  expect(await refusalOf(withSheet({ data: '' }))).toMatchObject({ code: 'damaged_file' });
});
