/** Bytes that can be read anywhere; they lie in pieces in storage, never whole in memory. */
export interface FileBytes {
  /** In bytes. */
  size: number;
  /** Exactly `length` bytes from `offset`; asked only for what lies inside of `size`. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * Where long lists that do not fit in memory are laid: pages of text by number, from 0, of about 8 K characters, at
 * most 40 K. What was put stays until it is put again; reading a file again puts the same pages.
 */
export interface PageStore {
  put(page: number, text: string): void;
  get(page: number): string | undefined;
}

/** The bytes from `offset`, as many of `length` as the file has. */
export async function readWithin(file: FileBytes, offset: number, length: number): Promise<Uint8Array> {
  if (offset >= file.size || length <= 0) return new Uint8Array();
  return file.read(offset, Math.min(length, file.size - offset));
}

/** A stretch of the file in order, in steps small enough to hold. */
export async function* slices(file: FileBytes, from: number, to: number, step: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += step) yield await file.read(at, Math.min(step, to - at));
}
