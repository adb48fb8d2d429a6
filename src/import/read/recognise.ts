// biome-ignore-all lint/suspicious/noControlCharactersInRegex: the first bytes of binary formats are such characters

import { Refusal } from '../../refusal.ts';
import { streamNames } from './compound-file.ts';
import { guessUtf16 } from './csv/charset.ts';
import { type FileBytes, readWithin } from './file.ts';

const HEAD = 4096;

/** The two clicks that make a spreadsheet of what Excel can open. */
const SAVE_AS =
  'Open it in Excel, choose File › Save As and the type “Excel Workbook (.xlsx)”, and upload what that makes.';

/** What begins so is no table, and this is what its owner can do. Bytes as Latin-1 text. */
const STRANGERS: [start: RegExp, code: string, message: string][] = [
  [/^%PDF-/, 'pdf_file', 'This is a PDF. Upload the spreadsheet it was made of, as .xlsx or .csv.'],
  [
    /^(?:\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp)/s,
    'image_file',
    'This is a picture. Upload the spreadsheet itself, as .xlsx or .csv.',
  ],
  [
    /^(?:\x1f\x8b|7z\xbc\xaf|Rar!|BZh\d|\xfd7zXZ|PK\x07\x08|PK00)/,
    'archive_file',
    'This is an archive. Unpack it and upload the .xlsx or .csv in it.',
  ],
  [/^\{\\rtf/, 'word_file', 'This is a text document. Copy its table into a spreadsheet and save it as .xlsx.'],
  [/^\x09[\x00\x02\x04\x08]..[\x00\x05\x06]/s, 'old_xls', `This is an old .xls file. ${SAVE_AS}`],
  [/^SQLite format 3\0|^\x00\x01\x00\x00Standard/, 'database_file', 'This is a database. Export its table as .csv.'],
];
const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const HTML = /^\s*<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)\b/i;
const XML = /^\s*<(?:\?xml|!--|!doctype)/i;
/** Control characters that no text has; a tenth of them is no text in any charset. */
const CONTROLS = /[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]/g;

/** What the first bytes say the file is; a Refusal that says what to do when it is nothing we read. Never throws. */
export async function recogniseFile(file: FileBytes): Promise<'xlsx' | 'csv' | 'vcard' | Refusal> {
  const head = await readWithin(file, 0, HEAD);
  const latin = String.fromCharCode(...head);
  if (file.size === 0) return refuse('empty_file', 'The file is empty.');
  if (/^PK(?:\x03\x04|\x05\x06)/.test(latin)) return 'xlsx';
  if (latin.startsWith(COMPOUND)) return refuseCompound(await streamNames(file));
  for (const [start, code, message] of STRANGERS) if (start.test(latin)) return refuse(code, message);
  const wide = guessUtf16(head);
  const text = new TextDecoder(wide ?? 'utf-8').decode(head);
  if (/^\ufeff?\s{0,20}BEGIN:VCARD\s/i.test(text)) return 'vcard';
  return refuseMarkup(text) ?? (wide === undefined ? refuseBinary(latin) : undefined) ?? 'csv';
}

const refuse = (code: string, message: string) => new Refusal(422, code, message);

function refuseCompound(names: readonly string[]): Refusal {
  if (names.includes('EncryptedPackage') || names.includes('EncryptionInfo')) {
    return refuse('password_protected', 'The file is protected by a password. Save it without one, and upload that.');
  }
  if (names.includes('WordDocument')) {
    return refuse('word_file', 'This is a Word file. Copy its table into a spreadsheet and save it as .xlsx.');
  }
  return refuse('old_xls', `This is an old .xls file. ${SAVE_AS}`);
}

function refuseMarkup(text: string): Refusal | undefined {
  const isHtml = HTML.test(text) || (XML.test(text) && /<html\b/i.test(text)) || /^MIME-Version:/i.test(text);
  if (isHtml) {
    return refuse('html_file', `This is a web page that was named like a spreadsheet. ${SAVE_AS}`);
  }
  return XML.test(text) ? refuse('xml_file', `This is an XML file, not a spreadsheet. ${SAVE_AS}`) : undefined;
}

function refuseBinary(latin: string): Refusal | undefined {
  const controls = latin.match(CONTROLS)?.length ?? 0;
  return controls * 10 > latin.length
    ? refuse('unknown_format', 'This is no spreadsheet that can be read. Upload an .xlsx or .csv file.')
    : undefined;
}
