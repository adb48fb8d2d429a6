import { unreadable } from '../unreadable-file.ts';
import type { Archive } from './archive.ts';

/** Zip archives that are no .xlsx, by a part that only they have. */
const OTHERS: [part: RegExp, code: string, message: string][] = [
  [/^xl\/workbook\.bin$/, 'binary_workbook', 'This is an .xlsb file. Open it in Excel and save it as .xlsx.'],
  [/^index\/.*\.iwa$|^index\.zip$/, 'numbers_file', 'This is a Numbers file. Export it from Numbers to Excel (.xlsx).'],
  [
    /^word\/document\.xml$/,
    'word_file',
    'This is a Word file. Copy its table into a spreadsheet and save it as .xlsx.',
  ],
  [
    /^ppt\/presentation\.xml$/,
    'presentation_file',
    'This is a presentation. Upload a spreadsheet saved as .xlsx or .csv.',
  ],
];

/** Throws UnreadableFile that names what the archive is when it is no .xlsx. */
export async function refuseOtherArchive(archive: Archive): Promise<void> {
  const isWorkbook = archive.has('xl/workbook.xml');
  const names = archive.names.map((name) => name.replaceAll('\\', '/').toLowerCase());
  if (!isWorkbook) {
    for (const [part, code, message] of OTHERS) {
      if (names.some((name) => part.test(name))) throw unreadable(code, message);
    }
    if (archive.has('mimetype') && archive.has('content.xml')) {
      throw unreadable('opendocument_file', 'This is an OpenDocument (.ods) file. Open it and save it as .xlsx.');
    }
    if (!archive.has('_rels/.rels') && !archive.has('[Content_Types].xml')) {
      throw unreadable(
        'zip_archive',
        'This is a zip archive, not a spreadsheet. Unpack it and upload the .xlsx or .csv in it.',
      );
    }
  }
}
