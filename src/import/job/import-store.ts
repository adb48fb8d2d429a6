import type { FileBytes, PageStore } from '../read/file.ts';
import type { TableRow } from '../read/table.ts';
import type { Column, ImportJob, RowResult, RowRules } from './import-job.ts';
import { renewOlderJob } from './older-job.ts';

/** A value in the object's storage may have 2 MB. */
const PIECE = 1_048_576;

/** What there is one of. */
interface Singles {
  job: ImportJob;
  columns: Column[];
  rules: RowRules;
  starts: number[];
}

/**
 * What is kept of an import in its object's storage: the file in pieces, then its rows in chunks, and what became of
 * them.
 */
export class ImportStore implements FileBytes, PageStore {
  readonly #kv: SyncKvStorage;
  /** Read once; this object alone writes them. */
  readonly #singles: Partial<Singles> = {};
  #piece: { at: number; bytes: Uint8Array } | undefined;

  constructor({ kv }: DurableObjectStorage) {
    this.#kv = kv;
    renewOlderJob(kv);
  }

  get job(): ImportJob | undefined {
    return this.#remembered('job');
  }

  set job(job: ImportJob) {
    this.#keep('job', job);
  }

  get columns(): Column[] {
    return this.#remembered('columns') ?? [];
  }

  set columns(columns: Column[]) {
    this.#keep('columns', columns);
  }

  get rules(): RowRules {
    const rules = this.#remembered('rules');
    if (!rules) throw new Error('An import without rules');
    return rules;
  }

  set rules(rules: RowRules) {
    this.#keep('rules', rules);
  }

  /** The index of each chunk's first row among all rows, from 0. */
  get starts(): number[] {
    return this.#remembered('starts') ?? [];
  }

  set starts(starts: number[]) {
    this.#keep('starts', starts);
  }

  /** Keeps a file. @returns its size, or undefined when it has more than `most` bytes: then nothing of it is kept. */
  async keepFile(bytes: ReadableStream<Uint8Array>, most: number): Promise<number | undefined> {
    let piece = new Uint8Array(PIECE);
    let filled = 0;
    let pieces = 0;
    let size = 0;
    const flush = () => {
      this.#kv.put(key('file', pieces), piece.slice(0, filled));
      pieces += 1;
      filled = 0;
    };
    for await (const sent of bytes) {
      size += sent.length;
      if (size > most) {
        this.dropFile();
        return undefined;
      }
      for (let at = 0; at < sent.length; ) {
        const part = sent.subarray(at, at + PIECE - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === PIECE) {
          flush();
          piece = new Uint8Array(PIECE);
        }
      }
    }
    if (filled) flush();
    return size;
  }

  get size(): number {
    return this.job?.size ?? 0;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.size);
    const bytes = new Uint8Array(Math.max(0, end - offset));
    for (let at = offset; at < end; ) {
      const { at: start, bytes: piece } = this.#pieceAt(Math.floor(at / PIECE));
      const part = piece.subarray(at - start, end - start);
      if (!part.length) throw new Error('A piece of the file is missing');
      bytes.set(part, at - offset);
      at += part.length;
    }
    return bytes;
  }

  #pieceAt(number: number): { at: number; bytes: Uint8Array } {
    const at = number * PIECE;
    if (this.#piece?.at !== at)
      this.#piece = { at, bytes: this.#kv.get<Uint8Array>(key('file', number)) ?? new Uint8Array() };
    return this.#piece;
  }

  put(page: number, text: string): void {
    this.#kv.put(key('page', page), text);
  }

  get(page: number): string | undefined {
    return this.#kv.get<string>(key('page', page));
  }

  /** A chunk: rows that are written at once. */
  rows(chunk: number): TableRow[] {
    return this.#kv.get<TableRow[]>(key('rows', chunk)) ?? [];
  }

  keepRows(chunk: number, rows: TableRow[]): void {
    this.#kv.put(key('rows', chunk), rows);
  }

  /** What became of a chunk's rows or, until they are written, what will. */
  results(number: number): RowResult[] | undefined {
    return this.#kv.get<RowResult[]>(key('result', number));
  }

  keepResults(number: number, results: RowResult[]): void {
    this.#kv.put(key('result', number), results);
  }

  dropFile(): void {
    this.#piece = undefined;
    this.#drop('file');
    this.dropPages();
  }

  dropPages(): void {
    this.#drop('page');
  }

  dropRows(): void {
    this.#drop('rows');
  }

  /** Drops everything that was made of the file. */
  dropRead(): void {
    this.dropPages();
    this.dropRows();
    this.#drop('result');
    this.starts = [];
    this.columns = [];
  }

  #remembered<K extends keyof Singles>(name: K): Singles[K] | undefined {
    this.#singles[name] ??= this.#kv.get<Singles[K]>(name);
    return this.#singles[name];
  }

  #keep<K extends keyof Singles>(name: K, value: Singles[K]): void {
    this.#singles[name] = value;
    this.#kv.put(name, value);
  }

  /** They are numbered without a gap. */
  #drop(kind: 'file' | 'page' | 'rows' | 'result'): void {
    for (let number = 0; this.#kv.delete(key(kind, number)); number++);
  }
}

const key = (kind: string, number: number) => `${kind}:${String(number).padStart(6, '0')}`;
