import { crc32, deflateRawSync } from 'node:zlib';

/** One entry, and the lies it may tell. */
export interface ZipEntry {
  name: string;
  data: Uint8Array | string;
  isStored?: boolean;
  hasDescriptor?: boolean;
  /** What the directory says instead of the truth. */
  claimedSize?: number;
  claimedPacked?: number;
  /** The place of another entry. */
  claimedOffset?: number;
  flags?: number;
  method?: number;
  /** Sizes and place in a zip64 extra field. */
  isZip64?: boolean;
}

const bytesOf = (data: Uint8Array | string) => (typeof data === 'string' ? Buffer.from(data) : Buffer.from(data));

/** A zip archive, written plainly so that each of its fields can be wrong. */
export function zipOf(entries: readonly ZipEntry[], comment = ''): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = bytesOf(entry.data);
    const packed = entry.isStored ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const crc = crc32(data);
    const flags = (entry.flags ?? 0) | (entry.hasDescriptor ? 8 : 0) | 0x800;
    const method = entry.method ?? (entry.isStored ? 0 : 8);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    if (!entry.hasDescriptor) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(packed.length, 18);
      local.writeUInt32LE(data.length, 22);
    }
    local.writeUInt16LE(name.length, 26);
    const descriptor = Buffer.alloc(entry.hasDescriptor ? 16 : 0);
    if (entry.hasDescriptor) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(packed.length, 8);
      descriptor.writeUInt32LE(data.length, 12);
    }
    parts.push(local, name, packed, descriptor);
    directory.push(central(entry, { name, flags, method, crc, packed: packed.length, size: data.length, offset }));
    offset += local.length + name.length + packed.length + descriptor.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]));
}

interface Facts {
  name: Buffer;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

function central(entry: ZipEntry, { name, flags, method, crc, packed, size, offset }: Facts): Buffer {
  const extra = Buffer.alloc(entry.isZip64 ? 28 : 0);
  if (entry.isZip64) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(entry.claimedSize ?? size), 4);
    extra.writeBigUInt64LE(BigInt(entry.claimedPacked ?? packed), 12);
    extra.writeBigUInt64LE(BigInt(offset), 20);
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(entry.isZip64 ? 0xffffffff : (entry.claimedPacked ?? packed), 20);
  header.writeUInt32LE(entry.isZip64 ? 0xffffffff : (entry.claimedSize ?? size), 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(entry.isZip64 ? 0xffffffff : (entry.claimedOffset ?? offset), 42);
  return Buffer.concat([header, name, extra]);
}
