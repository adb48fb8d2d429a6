import { type FileBytes, readWithin } from './file.ts';

const HEADER = 512;
const ENTRY = 128;
/** Sectors of the directory that are followed; a workbook's has a handful. */
const MOST_SECTORS = 64;
const END = 0xfffffffa;

/**
 * The names of the streams in an OLE compound file ([MS-CFB]), the container of .xls, .doc and of encrypted workbooks.
 * As many as can be read; none when the file is damaged.
 */
export async function streamNames(file: FileBytes): Promise<string[]> {
  const header = await readWithin(file, 0, HEADER);
  if (header.length < HEADER) return [];
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return [];
  const size = 1 << shift;
  const names: string[] = [];
  const seen = new Set<number>();
  for (let sector = view.getUint32(48, true); sector < END && !seen.has(sector) && seen.size < MOST_SECTORS; ) {
    seen.add(sector);
    const bytes = await readWithin(file, (sector + 1) * size, size);
    for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY) names.push(nameAt(bytes.subarray(at, at + ENTRY)));
    sector = await nextSector(file, view, sector, size);
  }
  return names.filter((name) => name !== '');
}

function nameAt(entry: Uint8Array): string {
  const length = Math.min(64, (entry[64] ?? 0) | ((entry[65] ?? 0) << 8));
  return length < 2 ? '' : new TextDecoder('utf-16le').decode(entry.subarray(0, length - 2));
}

/** What the allocation table says follows; only the part of it that the header itself lists is looked at. */
async function nextSector(file: FileBytes, header: DataView, sector: number, size: number): Promise<number> {
  const perSector = size / 4;
  const block = Math.floor(sector / perSector);
  if (block >= 109) return END;
  const table = header.getUint32(76 + block * 4, true);
  if (table >= END) return END;
  const cell = await readWithin(file, (table + 1) * size + (sector % perSector) * 4, 4);
  return cell.length < 4 ? END : new DataView(cell.buffer, cell.byteOffset, 4).getUint32(0, true);
}
