import type { FileBytes } from '../file.ts';
import { damaged, tooLarge } from '../unreadable-file.ts';

/** Deflate makes at most 1,032 bytes of one, so that one step never unpacks to more than 17 MB. */
const STEP = 16 * 1024;

/** Where the bytes of one entry lie, and how many they become. */
export interface Packed {
  offset: number;
  size: number;
  unpackedSize: number;
  isDeflated: boolean;
}

/**
 * The entry's bytes, unpacked piece by piece as they are asked for. Throws UnreadableFile when they are not what the
 * directory says; the error of the storage when it is the storage's.
 */
export async function* unpack(file: FileBytes, packed: Packed): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const piece of packed.isDeflated ? inflate(file, packed) : stored(file, packed)) {
    count += piece.length;
    if (count > packed.unpackedSize) {
      throw tooLarge(
        'unpacks_too_large',
        'The file unpacks to more than it says. Save it again as .xlsx, and upload that.',
      );
    }
    yield piece;
  }
  if (count < packed.unpackedSize) throw damaged('A part of this .xlsx file is cut off.');
}

async function* stored(file: FileBytes, { offset, size }: Packed): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += STEP) yield await file.read(offset + at, Math.min(STEP, size - at));
}

async function* inflate(file: FileBytes, { offset, size }: Packed): AsyncGenerator<Uint8Array> {
  let at = 0;
  let storageFailure: { error: unknown } | undefined;
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at >= size) return controller.close();
        const length = Math.min(STEP, size - at);
        try {
          controller.enqueue(await file.read(offset + at, length));
        } catch (error) {
          storageFailure = { error };
          throw error;
        }
        at += length;
      },
    },
    { highWaterMark: 0 },
  );
  const reader = source.pipeThrough<Uint8Array>(new DecompressionStream('deflate-raw')).getReader();
  let isDone = false;
  try {
    while (!isDone) {
      const { done, value } = await reader.read();
      isDone = done;
      if (value !== undefined) yield value;
    }
  } catch {
    isDone = true;
    if (storageFailure !== undefined) throw storageFailure.error;
    throw damaged('A part of this .xlsx file cannot be unpacked.');
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined);
  }
}
