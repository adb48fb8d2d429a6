/** One file of an archive; its text comes in pieces. */
export interface ZipPart {
  /** ASCII. */
  name: string;
  text: Iterable<string> | AsyncIterable<string>;
}

/** Sizes stand behind the data (bit 3), because they are not known when the data begin; names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATE = 8;
const VERSION = 20;
/** 1980-01-01, the first day a zip can say: a report does not tell when it was made. */
const FIRST_DAY = 0x0021;

/** A zip archive (APPNOTE 6.3, below 4 GB) that is written while it is read. */
export function zip(parts: Iterable<ZipPart>): ReadableStream<Uint8Array> {
  const pieces = write(parts);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

async function* write(parts: Iterable<ZipPart>): AsyncGenerator<Uint8Array, undefined> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  let count = 0;
  for (const { name, text } of parts) {
    const path = new TextEncoder().encode(name);
    const start = offset;
    const sums = { crc: 0xffffffff, packed: 0, whole: 0 };
    const head = [VERSION, FLAGS, DEFLATE, 0, FIRST_DAY];
    const local = record(0x04034b50, [...head.map(short), ...[0, 0, 0].map(long), short(path.length), short(0)], path);
    yield local;
    for await (const piece of deflate(text, sums)) yield piece;
    const sizes = [long(~sums.crc >>> 0), long(sums.packed), long(sums.whole)];
    const descriptor = record(0x08074b50, sizes);
    yield descriptor;
    offset += local.length + sums.packed + descriptor.length;
    const fields = [short(VERSION), ...head.map(short), ...sizes, short(path.length)];
    directory.push(record(0x02014b50, [...fields, ...[0, 0, 0, 0].map(short), long(0), long(start)], path));
    count += 1;
  }
  let size = 0;
  for (const entry of directory) {
    size += entry.length;
    yield entry;
  }
  yield record(0x06054b50, [short(0), short(0), short(count), short(count), long(size), long(offset), short(0)]);
  return undefined;
}

async function* deflate(
  text: Iterable<string> | AsyncIterable<string>,
  sums: { crc: number; packed: number; whole: number },
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const pieces = toAsync(text);
  const source = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) return controller.close();
      const bytes = encoder.encode(value);
      sums.crc = addCrc(sums.crc, bytes);
      sums.whole += bytes.length;
      controller.enqueue(bytes);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  const reader = source.pipeThrough<Uint8Array>(new CompressionStream('deflate-raw')).getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      sums.packed += value.length;
      yield value;
    }
    isDone = true;
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined);
  }
}

async function* toAsync(text: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string, undefined> {
  yield* text;
  return undefined;
}

type Field = { size: 2 | 4; value: number };
const short = (value: number): Field => ({ size: 2, value });
const long = (value: number): Field => ({ size: 4, value });

function record(signature: number, fields: readonly Field[], tail: Uint8Array = new Uint8Array()): Uint8Array {
  const length = 4 + fields.reduce((sum, { size }) => sum + size, 0);
  const bytes = new Uint8Array(length + tail.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const { size, value } of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  bytes.set(tail, at);
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function addCrc(crc: number, bytes: Uint8Array): number {
  let sum = crc;
  for (const byte of bytes) sum = (CRC_TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return sum;
}
