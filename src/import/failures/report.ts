import { fitCell } from '../read/row-groups.ts';
import { columnLetters } from '../read/xlsx/cell-address.ts';
import { type ZipPart, zip } from './write-zip.ts';

/** A row that failed, and why. */
export interface ReportRow {
  /** As in the file it came from. */
  row: number;
  reason: string;
  cells: readonly string[];
}

export interface ReportOptions {
  /** The names of the columns of the file. */
  names: readonly string[];
  /** The names of the two columns that stand first. */
  rowName: string;
  reasonName: string;
  /** At most 31 characters; those that Excel forbids in a sheet's name are left out. */
  sheetName?: string;
  isRightToLeft?: boolean;
}

const TYPES = 'http://schemas.openxmlformats.org';
const MAIN = `${TYPES}/spreadsheetml/2006/main`;
const RELATIONS = `${TYPES}/officeDocument/2006/relationships`;
const PACKAGE = `${TYPES}/package/2006`;
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Rows written between two steps of the stream. */
const ROWS_A_STEP = 200;

/**
 * An .xlsx of the rows that failed, written as it is read. Every cell is text, so that a phone keeps its zero
 * and nothing is ever a formula; the file can be corrected and imported again.
 */
export function writeReport(
  rows: Iterable<ReportRow> | AsyncIterable<ReportRow>,
  options: ReportOptions,
): ReadableStream<Uint8Array> {
  return zip(parts(rows, options));
}

function* parts(rows: Iterable<ReportRow> | AsyncIterable<ReportRow>, options: ReportOptions): Generator<ZipPart> {
  const override = (part: string, type: string) =>
    `<Override PartName="/${part}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (...all: string[]) =>
    `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
  const part = (name: string, xml: string): ZipPart => ({ name, text: [PROLOG + xml] });
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/worksheets/sheet1.xml', 'worksheet')}${override('xl/styles.xml', 'styles')}</Types>`,
  );
  yield part('_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')));
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escapeXml(sheetName(options.sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    relations(relation('rId1', 'worksheet', 'worksheets/sheet1.xml'), relation('rId2', 'styles', 'styles.xml')),
  );
  yield part('xl/styles.xml', STYLES);
  yield { name: 'xl/worksheets/sheet1.xml', text: sheet(rows, options) };
}

/** Style 1 is text (format 49), so that a cell corrected by hand stays text; 2 is the same in bold. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

async function* sheet(
  rows: Iterable<ReportRow> | AsyncIterable<ReportRow>,
  { names, rowName, reasonName, isRightToLeft = false }: ReportOptions,
): AsyncGenerator<string> {
  const direction = isRightToLeft ? ' rightToLeft="1"' : '';
  yield `${PROLOG}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${direction} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  let text = rowXml(1, [rowName, reasonName, ...names], 2);
  let count = 0;
  for await (const { row, reason, cells } of rows) {
    count += 1;
    text += rowXml(count + 1, [String(row), reason, ...cells], 1);
    if (count % ROWS_A_STEP !== 0) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

/** Rows and cells say where they stand: the format need not, and programs that people have insist on it. */
function rowXml(number: number, cells: readonly string[], style: number): string {
  let xml = `<row r="${number}">`;
  for (const [column, cell] of cells.entries()) {
    const place = `r="${columnLetters(column)}${number}" s="${style}"`;
    xml +=
      cell === ''
        ? `<c ${place}/>`
        : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(escapeText(fitCell(cell)[0]))}</t></is></c>`;
  }
  return `${xml}</row>`;
}

/** As ST_Xstring writes what XML would change (a carriage return) or a reader would take for such an escape. */
function escapeText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll('\r', '_x000D_');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function sheetName(wanted = ''): string {
  const name = wanted
    .replace(/[[\]:*?/\\]/g, '')
    .slice(0, 31)
    .replace(/^'+|'+$/g, '')
    .trim();
  return name === '' ? 'Report' : name;
}
