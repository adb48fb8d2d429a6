import { Refusal } from '../../../refusal.ts';
import type { FileBytes, PageStore } from '../file.ts';
import type { Table, TableWish } from '../table.ts';
import { damaged, unreadable } from '../unreadable-file.ts';
import { type Archive, openArchive } from './archive.ts';
import { findMerges } from './merges.ts';
import { refuseOtherArchive } from './other-archive.ts';
import { SharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet-rows.ts';
import { readStyles } from './styles.ts';
import { bounded, readWorkbook, type Sheet } from './workbook.ts';

/** Opens an .xlsx (.xlsm, .xltx): its directory, its workbook and its styles are read. Throws UnreadableFile. */
export async function openXlsx(file: FileBytes, wish: TableWish, pages: PageStore): Promise<Table | Refusal> {
  const archive = await openArchive(file);
  await refuseOtherArchive(archive);
  const workbook = await readWorkbook(archive);
  const sheet = chooseSheet(workbook.sheets, wish.sheet);
  if (sheet instanceof Refusal) return sheet;
  if (!archive.has(sheet.part)) throw damaged(`The sheet “${sheet.name}” is missing in this .xlsx file.`);
  const formats = workbook.styles === undefined ? [] : await readStyles(bounded(archive.read(workbook.styles)));
  const strings = openStrings(archive, workbook.sharedStrings, pages);
  return {
    format: 'xlsx',
    sheets: workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
    sheet: sheet.name,
    warnings: [],
    is1904: workbook.is1904,
    rows: () => readSheet(archive.read(sheet.part), { formats, strings, is1904: workbook.is1904 }),
    merges: () => findMerges(archive.read(sheet.part)),
  };
}

function openStrings(archive: Archive, part: string | undefined, pages: PageStore): SharedStrings | undefined {
  return part === undefined ? undefined : new SharedStrings(archive.read(part), pages);
}

/** The sheet that was named, hidden or not; else the first that people see. */
function chooseSheet(sheets: readonly Sheet[], wanted: string | undefined): Sheet | Refusal {
  if (sheets.length === 0) throw unreadable('no_sheet', 'The workbook has no sheet with cells.');
  if (wanted === undefined) return sheets.find(({ isHidden }) => !isHidden) ?? (sheets[0] as Sheet);
  const key = (name: string) => name.normalize('NFC').trim().toLowerCase();
  const found = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => key(name) === key(wanted));
  if (found !== undefined) return found;
  const names = sheets.slice(0, 20).map(({ name }) => `“${name}”`);
  return new Refusal(422, 'no_such_sheet', `The workbook has no such sheet. It has ${names.join(', ')}.`, 'sheet');
}
