import { type Entry, ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { type FileBytes, readWithin } from '../file.ts';
import { FREELY_UNPACKED_BYTES, MOST_ENTRIES, MOST_ENTRY_BYTES, MOST_RATIO, MOST_UNPACKED_BYTES } from '../limits.ts';
import { damaged, tooLarge, UnreadableFile, unreadable } from '../unreadable-file.ts';
import { unpack } from './inflate.ts';

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER = 0x04034b50;

/** The parts of a zip archive. */
export interface Archive {
  /** Names as in the archive. */
  names: readonly string[];
  /** Compared without case, a first slash, and the direction of slashes. */
  has(name: string): boolean;
  /** The part's bytes unpacked, as they are asked for. Throws UnreadableFile. */
  read(name: string): AsyncIterable<Uint8Array>;
}

/**
 * Reads the directory of a zip archive and checks what it promises before anything is unpacked: number of entries,
 * sizes, how well they are packed, and that none lies on another. Throws UnreadableFile.
 */
export async function openArchive(file: FileBytes): Promise<Archive> {
  const entries = await listEntries(file);
  checkPromises(entries);
  checkPlaces(entries, file.size);
  const byName = new Map(entries.map((entry) => [nameKey(entry.filename), entry]));
  return {
    names: entries.map(({ filename }) => filename),
    has: (name) => byName.has(nameKey(name)),
    async *read(name) {
      const entry = byName.get(nameKey(name));
      if (entry === undefined) throw damaged('A part of this .xlsx file is missing.');
      yield* unpack(file, await locate(file, entry));
    },
  };
}

const nameKey = (name: string) => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** The library reads the directory only: its unpacking shares one pool and its timers between requests. */
async function listEntries(file: FileBytes): Promise<Entry[]> {
  let storageFailure: { error: unknown } | undefined;
  const source = {
    size: file.size,
    async readUint8Array(offset: number, length: number) {
      if (!(offset >= 0)) return new Uint8Array();
      try {
        return await readWithin(file, offset, length);
      } catch (error) {
        storageFailure = { error };
        throw error;
      }
    },
  };
  const entries: Entry[] = [];
  try {
    // The library's type asks for the streams of its own readers, which a directory does not need.
    const reader = new ZipReader(source as unknown as ConstructorParameters<typeof ZipReader>[0]);
    for await (const entry of reader.getEntriesGenerator({ filenameValidation: 'tolerant' })) {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) {
        throw tooLarge(
          'too_many_parts',
          `The file has more than ${MOST_ENTRIES} parts. Copy the table into a new workbook.`,
        );
      }
    }
  } catch (error) {
    if (storageFailure !== undefined) throw storageFailure.error;
    if (error instanceof UnreadableFile) throw error;
    throw damaged('This .xlsx file is damaged or not complete.');
  }
  return entries;
}

function checkPromises(entries: readonly Entry[]): void {
  let total = 0;
  for (const { compressedSize, uncompressedSize, encrypted } of entries) {
    if (encrypted) {
      throw unreadable(
        'password_protected',
        'The file is protected by a password. Save it without one, and upload that.',
      );
    }
    total += uncompressedSize;
    const isBomb = uncompressedSize > FREELY_UNPACKED_BYTES && uncompressedSize > compressedSize * MOST_RATIO;
    if (isBomb || uncompressedSize > MOST_ENTRY_BYTES || total > MOST_UNPACKED_BYTES) {
      throw tooLarge(
        'unpacks_too_large',
        'The file unpacks to more than can be read. Copy the table alone into a new workbook, or split it.',
      );
    }
  }
}

function checkPlaces(entries: readonly Entry[], size: number): void {
  const inOrder = [...entries].sort((one, other) => one.offset - other.offset);
  let end = 0;
  for (const { offset, compressedSize, rawFilename } of inOrder) {
    const own = offset + LOCAL_HEADER_BYTES + rawFilename.length + compressedSize;
    if (offset < end || own > size) throw damaged('This .xlsx file is damaged: its parts lie on each other.');
    end = own;
  }
}

async function locate(file: FileBytes, entry: Entry) {
  const { offset, compressedSize, uncompressedSize, compressionMethod } = entry;
  const header = await readWithin(file, offset, LOCAL_HEADER_BYTES);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < LOCAL_HEADER_BYTES || view.getUint32(0, true) !== LOCAL_HEADER) {
    throw damaged('A part of this .xlsx file is not where it should be.');
  }
  const start = offset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const isStored = compressionMethod === 0;
  if (start + compressedSize > file.size || (isStored && compressedSize !== uncompressedSize)) {
    throw damaged('A part of this .xlsx file is cut off.');
  }
  if (!isStored && compressionMethod !== 8) throw damaged('A part of this .xlsx file is packed in an unusual way.');
  return { offset: start, size: compressedSize, unpackedSize: uncompressedSize, isDeflated: !isStored };
}
