import type { PageStore } from '../file.ts';
import { MOST_CELL_CHARACTERS, MOST_SHARED_STRINGS } from '../limits.ts';
import { tooLarge } from '../unreadable-file.ts';
import { TextRun } from './text-run.ts';
import { readXml } from './xml.ts';

/** Characters of a page; one long string may add its own length. */
const PAGE_CHARACTERS = 8 * 1024;
/** Pages kept in memory: 10 M characters. A sheet that was sorted asks for pages in any order, so they are small. */
const MOST_KEPT_PAGES = 1200;
const INDEX_STEP = 65_536;

/**
 * The texts of a workbook by number. They are read only as far as a cell asks, laid in pages, and read once however
 * often rows are. In memory stand four bytes for each text, its place, and the pages last used.
 */
export class SharedStrings {
  readonly #pages: PageStore;
  readonly #document: AsyncGenerator<void>;
  #loading: Promise<void> = Promise.resolve();
  #isComplete = false;
  /** Where each text ends in its page, in characters, by blocks. */
  readonly #ends: Uint32Array[] = [];
  #count = 0;
  /** The number of the first text of each page. */
  readonly #firsts: number[] = [0];
  #open: string[] = [];
  #openCharacters = 0;
  readonly #kept = new Map<number, string>();
  #last = { page: -1, text: '' };

  constructor(part: AsyncIterable<Uint8Array>, pages: PageStore) {
    this.#pages = pages;
    const run = new TextRun();
    this.#document = readXml(part, {
      open: (name) => run.open(name),
      text: (text) => run.add(text, MOST_CELL_CHARACTERS),
      close: (name) => {
        if (name === 'si') this.#add(run.take().slice(0, MOST_CELL_CHARACTERS + 1));
        else run.close(name);
      },
    });
  }

  /** Reads on until the text with this number is there, or there are no more. Throws UnreadableFile. */
  load(last: number): Promise<void> {
    if (last < this.#count || this.#isComplete) return Promise.resolve();
    const before = this.#loading;
    this.#loading = this.#loadAfter(before, last);
    return this.#loading;
  }

  async #loadAfter(before: Promise<void>, last: number): Promise<void> {
    await before;
    while (last >= this.#count && !this.#isComplete) {
      const { done } = await this.#document.next();
      this.#isComplete = done === true;
    }
  }

  /** The text with this number; undefined when there is none, or it was not loaded. */
  get(index: number): string | undefined {
    if (index < 0 || index >= this.#count) return undefined;
    const page = this.#pageOf(index);
    const first = this.#firsts[page] ?? 0;
    if (page === this.#firsts.length - 1) return this.#open[index - first];
    const text = this.#page(page);
    const start = index === first ? 0 : this.#end(index - 1);
    return detach(text.slice(start, this.#end(index)));
  }

  #add(text: string): void {
    if (this.#count >= MOST_SHARED_STRINGS) {
      throw tooLarge(
        'too_many_texts',
        `The file has more than ${MOST_SHARED_STRINGS} different texts. Split it, please.`,
      );
    }
    // A store may keep UTF-8, in which half a character has no place.
    const whole = text.toWellFormed();
    if (this.#open.length > 0 && this.#openCharacters + whole.length > PAGE_CHARACTERS) this.#closePage();
    this.#open.push(whole);
    this.#openCharacters += whole.length;
    const block = Math.floor(this.#count / INDEX_STEP);
    this.#ends[block] ??= new Uint32Array(INDEX_STEP);
    const ends = this.#ends[block];
    if (ends !== undefined) ends[this.#count % INDEX_STEP] = this.#openCharacters;
    this.#count += 1;
  }

  #closePage(): void {
    this.#pages.put(this.#firsts.length - 1, this.#open.join(''));
    this.#firsts.push(this.#count);
    this.#open = [];
    this.#openCharacters = 0;
  }

  #end(index: number): number {
    return this.#ends[Math.floor(index / INDEX_STEP)]?.[index % INDEX_STEP] ?? 0;
  }

  #pageOf(index: number): number {
    let [low, high] = [0, this.#firsts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#firsts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #page(page: number): string {
    // Neighbouring cells mostly lie on one page, and keeping order in a map for each of millions costs more than
    // reading.
    if (page === this.#last.page) return this.#last.text;
    const kept = this.#kept.get(page);
    const text = kept ?? this.#pages.get(page);
    if (text === undefined) throw new Error(`Page ${page} of the shared texts is gone from its store.`);
    if (kept !== undefined) this.#kept.delete(page);
    this.#kept.set(page, text);
    this.#last = { page, text };
    if (this.#kept.size > MOST_KEPT_PAGES)
      for (const [oldest] of this.#kept) {
        this.#kept.delete(oldest);
        break;
      }
    return text;
  }
}

/** A slice keeps the whole page alive for as long as somebody keeps the slice; a copy does not. */
function detach(slice: string): string {
  return slice.length < 13 ? slice : ` ${slice}`.slice(1);
}
