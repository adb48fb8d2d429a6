import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** Rows for an import of the size the product calls ordinary, with twenty columns; every tenth person comes twice. */
export const ROWS = 100_000;

const NAMES = [
  ...['שם פרטי', 'שם משפחה', 'נייד', 'דוא"ל', 'עיר', 'כתובת', 'מיקוד', 'חברה', 'תפקיד', 'הערות'],
  ...['מקור', 'תאריך פנייה', 'נציג', 'תקציב', 'מוצר', 'אזור', 'סניף', 'קמפיין', 'עדיפות', 'מספר פנימי'],
];

/** The cells of a row; people are fictional and none comes from elsewhere. */
function cellsOf(row: number): string[] {
  const person = row % 10 === 9 ? row - 5 : row;
  const seven = String(1_000_000 + ((person * 37) % 8_999_999)).padStart(7, '0');
  return [
    ...[`דנה ${person}`, `לוי-${person % 977}`, `05${[0, 2, 4, 8][person % 4]}-${seven}`],
    ...[`person${person}@example.com`, `עיר ${row % 211}`, `הזית ${row % 400}`, String(6_000_000 + (row % 99_999))],
    ...[`זית ${row}`, 'מנהלת', `לחזור בערב, ${row}`, 'אתר'],
    ...[`${(row % 28) + 1}/0${(row % 9) + 1}/2026`, `נציג ${row % 12}`, String(10_000 + row), `מוצר ${row % 57}`],
    ...['מרכז', `סניף ${row % 31}`, `אביב ${row % 19}`, String(row % 5), `X-${row}`],
  ];
}

/** The rows as CSV in UTF-8. */
export function csvFile(rows: number): Uint8Array {
  const quoted = (cells: string[]) =>
    cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  const lines = [NAMES, ...Array.from({ length: rows }, (_, row) => cellsOf(row))].map((cells) =>
    quoted(cells).join(','),
  );
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}`);
}

/** The rows as Excel keeps them, every text in the list of shared strings. */
export async function xlsxFile(rows: number): Promise<Uint8Array> {
  const strings = new Map<string, number>();
  const cell = (text: string) => {
    const known = strings.get(text);
    const at = known ?? strings.size;
    if (known === undefined) strings.set(text, at);
    return `<c t="s"><v>${at}</v></c>`;
  };
  const sheet = [NAMES, ...Array.from({ length: rows }, (_, row) => cellsOf(row))].map(
    (cells) => `<row>${cells.map(cell).join('')}</row>`,
  );
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const texts = [...strings.keys()].map((text) => `<si><t>${escaped(text)}</t></si>`);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="r${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const parts = [
    {
      name: '_rels/.rels',
      text: [`<Relationships xmlns="${packaged}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    },
    {
      name: 'xl/workbook.xml',
      text: [
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Leads" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [
        `<Relationships xmlns="${packaged}">${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
      ],
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      text: [`<worksheet xmlns="${main}"><sheetData>`, ...sheet, '</sheetData></worksheet>'],
    },
    { name: 'xl/sharedStrings.xml', text: [`<sst xmlns="${main}">`, ...texts, '</sst>'] },
  ];
  const archive = new ZipWriter(new Uint8ArrayWriter());
  for (const { name, text } of parts) await archive.add(name, new TextReader(text.join('')));
  return archive.close();
}
