// biome-ignore-all lint/suspicious/noControlCharactersInRegex: a sheet has its own escape for these characters
import { columnLetters } from '../../../src/import/read/xlsx/cell-address.ts';
import { type ZipEntry, zipOf } from './zip.ts';

export interface SheetSpec {
  name?: string;
  state?: 'hidden' | 'veryHidden';
  kind?: 'worksheet' | 'chartsheet';
  /** What stands in `sheetData`. */
  data?: string;
  /** What stands behind it. */
  after?: string;
  /** The whole part instead. */
  xml?: string;
}

export interface WorkbookSpec {
  sheets?: SheetSpec[];
  /** The `si` elements. */
  strings?: string;
  /** Number formats of the cell styles, by index. */
  formats?: (string | number)[];
  is1904?: boolean;
  isStrict?: boolean;
  /** Before every element's name, as `x:row`. */
  prefix?: string;
  isAbsolute?: boolean;
  /** Changes the finished list of entries. */
  entries?: (entries: ZipEntry[]) => ZipEntry[];
}

const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

/** Text as XML has it, with the escapes of a sheet. */
export const xml = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]/gu,
      (it) => `_x${it.charCodeAt(0).toString(16).padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Builds an .xlsx from its XML, so that every shape of it can be made. */
export function workbook(spec: WorkbookSpec): Uint8Array {
  const sheets = spec.sheets ?? [{}];
  const base = spec.isStrict ? 'http://purl.oclc.org/ooxml' : 'http://schemas.openxmlformats.org';
  const main = spec.isStrict ? `${base}/spreadsheetml/main` : `${base}/spreadsheetml/2006/main`;
  const office = spec.isStrict ? `${base}/officeDocument/relationships` : `${base}/officeDocument/2006/relationships`;
  const prefixed = (text: string) => (spec.prefix ? text.replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${spec.prefix}:`) : text);
  const root = (name: string, inner: string) =>
    PROLOG +
    prefixed(`<${name} xmlns${spec.prefix ? `:${spec.prefix}` : ''}="${main}" xmlns:r="${office}">${inner}</${name}>`);
  const path = (target: string) => (spec.isAbsolute ? `/xl/${target}` : target);
  const rels = (items: string[]) =>
    `${PROLOG}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
  const rel = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const entries: ZipEntry[] = [
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: '_rels/.rels',
      data: rels([rel('rId1', 'officeDocument', spec.isAbsolute ? '/xl/workbook.xml' : 'xl/workbook.xml')]),
    },
    {
      name: 'xl/workbook.xml',
      data: root(
        'workbook',
        `<workbookPr${spec.is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
          .map(
            ({ name, state }, at) =>
              `<sheet name="${name ?? `Sheet${at + 1}`}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
          )
          .join('')}</sheets>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: rels([
        ...sheets.map(({ kind = 'worksheet' }, at) => rel(`rId${at + 1}`, kind, path(`worksheets/sheet${at + 1}.xml`))),
        ...(spec.strings === undefined ? [] : [rel('rId900', 'sharedStrings', path('sharedStrings.xml'))]),
        ...(spec.formats === undefined ? [] : [rel('rId901', 'styles', path('styles.xml'))]),
      ]),
    },
    ...sheets.map((sheet, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      data:
        sheet.xml ??
        root('worksheet', `<dimension ref="A1"/><sheetData>${sheet.data ?? ''}</sheetData>${sheet.after ?? ''}`),
    })),
  ];
  if (spec.strings !== undefined) entries.push({ name: 'xl/sharedStrings.xml', data: root('sst', spec.strings) });
  if (spec.formats !== undefined)
    entries.push({ name: 'xl/styles.xml', data: root('styleSheet', styles(spec.formats)) });
  return zipOf(spec.entries?.(entries) ?? entries);
}

function styles(formats: readonly (string | number)[]): string {
  const own = formats.flatMap((format, at) =>
    typeof format === 'string'
      ? [`<numFmt numFmtId="${200 + at}" formatCode="${xml(format).replaceAll('"', '&quot;')}"/>`]
      : [],
  );
  const xfs = formats.map((format, at) => `<xf numFmtId="${typeof format === 'string' ? 200 + at : format}"/>`);
  return `<numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs.join('')}</cellXfs>`;
}

/** A workbook of one sheet of texts; every third cell inline, the others shared. */
export function gridWorkbook(
  grid: readonly (readonly string[])[],
  spec: WorkbookSpec = {},
  hasAddresses = true,
): Uint8Array {
  const strings: string[] = [];
  const rows = grid.map((cells, row) => {
    const inner = cells.map((cell, column) => {
      const address = hasAddresses ? ` r="${columnLetters(column)}${row + 1}"` : '';
      const text = `<t xml:space="preserve">${xml(cell)}</t>`;
      if ((row + column) % 3 === 0) return `<c${address} t="inlineStr"><is>${text}</is></c>`;
      strings.push(`<si>${text}</si>`);
      return `<c${address} t="s"><v>${strings.length - 1}</v></c>`;
    });
    return `<row${hasAddresses ? ` r="${row + 1}"` : ''}>${inner.join('')}</row>`;
  });
  return workbook({ ...spec, sheets: [{ data: rows.join('') }], strings: strings.join('') });
}
