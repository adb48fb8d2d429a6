import { MOST_SMALL_PART_BYTES } from '../limits.ts';
import { damaged, tooLarge, unreadable } from '../unreadable-file.ts';
import type { Archive } from './archive.ts';
import { readXml, type XmlHandler } from './xml.ts';

const MOST_ITEMS = 10_000;

/** A sheet with cells; charts and macro sheets are none. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  part: string;
}

export interface Workbook {
  sheets: Sheet[];
  is1904: boolean;
  sharedStrings: string | undefined;
  styles: string | undefined;
}

interface Relationship {
  id: string;
  /** The last segment of its type, which is the same in the strict and the transitional format. */
  kind: string;
  /** The name of the part in the archive. */
  part: string;
}

/** Finds the workbook through the package's relationships and reads what it lists. Throws UnreadableFile. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const part = await findWorkbook(archive);
  if (part.toLowerCase().endsWith('.bin')) {
    throw unreadable('binary_workbook', 'This is an .xlsb file. Open it in Excel and save it as .xlsx.');
  }
  const related = await readRelationships(archive, part);
  const byId = new Map(related.map((relationship) => [relationship.id, relationship]));
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  // Some exporters forget to name these two, and Excel finds them all the same.
  const firstOf = (kind: string) =>
    related.find((it) => it.kind === kind.toLowerCase() && archive.has(it.part))?.part ??
    (archive.has(`${folder}${kind}.xml`) ? `${folder}${kind}.xml` : undefined);
  const workbook: Workbook = {
    sheets: [],
    is1904: false,
    sharedStrings: firstOf('sharedStrings'),
    styles: firstOf('styles'),
  };
  await readSmall(archive, part, {
    open(name, attributes) {
      // Excel repeats the element in a namespace of its own (`x15:workbookPr`), where it says nothing of the epoch.
      if (name === 'workbookPr' && attributes.date1904 !== undefined)
        workbook.is1904 = /^(1|true|on)$/i.test(attributes.date1904);
      if (name !== 'sheet' || workbook.sheets.length >= MOST_ITEMS) return;
      const target = byId.get(relationshipId(attributes) ?? '');
      if (target?.kind !== 'worksheet') return;
      const state = attributes.state?.toLowerCase() ?? 'visible';
      workbook.sheets.push({
        name: attributes.name ?? '',
        isHidden: state === 'hidden' || state === 'veryhidden',
        part: target.part,
      });
    },
  });
  return workbook;
}

/** `r:id` under whatever prefix; `sheetId` is another thing. */
const relationshipId = (attributes: Readonly<Record<string, string>>) =>
  attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];

async function findWorkbook(archive: Archive): Promise<string> {
  const office = (await readRelationships(archive, '')).filter(({ kind }) => kind === 'officedocument');
  const named = office.find(({ part }) => archive.has(part))?.part;
  if (named !== undefined) return named;
  if (archive.has('xl/workbook.xml')) return 'xl/workbook.xml';
  if (archive.has('xl/workbook.bin')) return 'xl/workbook.bin';
  throw damaged('This .xlsx file has no workbook.');
}

/** The relationships of a part, or of the whole package for an empty name; none when the archive has none. */
async function readRelationships(archive: Archive, part: string): Promise<Relationship[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!archive.has(name)) return [];
  const found: Relationship[] = [];
  await readSmall(archive, name, {
    open(element, attributes) {
      if (element !== 'Relationship' || found.length >= MOST_ITEMS) return;
      if (attributes.TargetMode === 'External') return;
      const target = attributes.Target ?? '';
      const kind = (attributes.Type ?? '').split('/').at(-1)?.toLowerCase() ?? '';
      found.push({ id: attributes.Id ?? '', kind, part: resolve(folder, target, archive) });
    },
  });
  return found;
}

/** A target as the archive names it: relative to the part's folder, or from the root when it begins with a slash. */
function resolve(folder: string, target: string, archive: Archive): string {
  const path = target.replaceAll('\\', '/').slice(0, 1000);
  const plain = walk(path.startsWith('/') ? path : `${folder}${path}`);
  if (archive.has(plain)) return plain;
  const decoded = walk(path.startsWith('/') ? decode(path) : `${folder}${decode(path)}`);
  return archive.has(decoded) ? decoded : archive.has(walk(path)) ? walk(path) : plain;
}

function walk(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readSmall(archive: Archive, part: string, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(bounded(archive.read(part)), handler));
}

/** Stops a part that is read whole before it takes too long. */
export async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const piece of bytes) {
    count += piece.length;
    if (count > MOST_SMALL_PART_BYTES) {
      throw tooLarge(
        'unpacks_too_large',
        'The file describes its own form at too great a length. Copy the table alone into a new workbook.',
      );
    }
    yield piece;
  }
}
