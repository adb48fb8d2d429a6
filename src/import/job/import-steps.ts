import { noteImport } from '../../contacts/import-list.ts';
import { Refusal } from '../../refusal.ts';
import { eraseAgain } from '../erase-again.ts';
import { UnreadableFile } from '../read/unreadable-file.ts';
import { findMappingFault, findNobody } from '../rows/columns.ts';
import { Forecast } from '../rows/forecast.ts';
import { keptByOthers } from '../rows/kept-by-others.ts';
import { readFile } from '../rows/read-file.ts';
import { rowReader } from '../rows/read-row.ts';
import { takeBackRows } from '../rows/undo-rows.ts';
import { writeRows } from '../rows/write-rows.ts';
import { addTo, type ImportJob, noCounts, summaryOf } from './import-job.ts';
import type { ImportStore } from './import-store.ts';
import { started } from './transitions.ts';

/** Reading that fails for no fault of the file is begun again so often. */
const READINGS = 3;
/** How long rows are kept, for whoever wants to see what failed: 30 days, in milliseconds. */
const ROWS_KEPT = 30 * 86_400_000;

/**
 * The work of an import, in parts that are safe to be done again. While a part waits for somebody else, a person may pause,
 * undo or change the import; so each part looks again at how it stands before it writes what it has done.
 */
export class ImportSteps {
  readonly #env: Env;
  readonly #held: ImportStore;
  #forecast: Forecast | undefined;
  #read: ReturnType<typeof rowReader> | undefined;
  /** While it is taken back: contacts that other imports rely on. */
  #relied: ReadonlySet<number> | undefined;

  constructor(env: Env, held: ImportStore) {
    this.#env = env;
    this.#held = held;
  }

  /** How the import is to be done has changed: what was made of it is no longer true. */
  beginAnew(): void {
    this.#forecast = undefined;
    this.#read = undefined;
    this.#relied = undefined;
  }

  /** Does the next part. @param now milliseconds since 1970. @throws when it must be done again later. */
  async next(now: number): Promise<void> {
    const { head } = this.#held;
    if (head?.state === 'reading') await this.#readFile(head);
    else if (head?.state === 'ready') await this.#foresee(head, now);
    else if (head?.state === 'running') await this.#write(head, now);
    else if (head?.state === 'undoing') await this.#takeBack(head, now);
  }

  /** Whether there is a next part. */
  isThereMore(): boolean {
    const { head } = this.#held;
    if (head?.state === 'ready') return head.foreseen < head.chunks;
    return head?.state === 'reading' || head?.state === 'running' || head?.state === 'undoing';
  }

  /** When people's data have been kept long enough, in ms since 1970; undefined when nothing is to be dropped. */
  dueAt(): number | undefined {
    const { head } = this.#held;
    if (!head || !(head.holds.file || head.holds.rows)) return undefined;
    const since = head.endedAt ?? (head.state === 'ready' || head.state === 'unreadable' ? head.createdAt : undefined);
    return since === undefined ? undefined : since + ROWS_KEPT;
  }

  /** Drops what has been kept long enough; the counts stay. */
  dropWhenDue(now: number): void {
    const { head } = this.#held;
    const due = this.dueAt();
    if (!head || due === undefined || now < due) return;
    this.#held.dropFile();
    this.#held.dropRows();
    this.#held.columns = this.#held.columns.map((column) => ({ ...column, samples: [] }));
    const expired = head.state === 'ready' ? { state: 'unreadable' as const, error: EXPIRED } : {};
    this.#held.head = { ...head, ...expired, holds: { file: false, rows: false } };
  }

  /** Writes down how it stands, where imports are listed. */
  async note(): Promise<void> {
    const { head } = this.#held;
    if (!head) return;
    const { id, databaseId, shard, name, createdAt, createdBy, state, endedAt, holds } = head;
    const holdsRows = holds.file || holds.rows;
    const record = { databaseId, id, name, createdAt, createdBy, state, summary: summaryOf(head), holdsRows, endedAt };
    await noteImport(this.#env, shard, record);
  }

  async #readFile(head: ImportJob): Promise<void> {
    this.#held.head = { ...head, readings: head.readings + 1 };
    const read = head.readings < READINGS ? await this.#takeIn(head) : new Refusal(422, 'unreadable', UNREADABLE);
    // Nobody would ever drop what came of it.
    if (read instanceof Refusal || this.#held.head?.state !== 'reading') this.#held.dropRead();
    this.#update('reading', (now) => {
      if (read instanceof Refusal) {
        const { code, message } = read;
        const holds = { ...now.holds, rows: false };
        return { ...now, state: 'unreadable', error: { code, message }, holds, rows: 0, chunks: 0 };
      }
      const { columns, rules } = this.#held;
      const nobody = now.startsWhenRead ? findNobody(columns, read.headerRow) : undefined;
      const fault = findMappingFault(columns, now.wish.mapping, rules.channel) ?? nobody;
      const error = fault ? { code: fault.code, message: fault.message } : null;
      const holds = { ...now.holds, rows: true };
      const next = { ...now, ...read, error, holds, state: 'ready' as const, foreseen: 0, forecast: noCounts() };
      // Mended, it waits for somebody to look at it.
      return fault ? { ...next, startsWhenRead: false } : next;
    });
  }

  async #takeIn(head: ImportJob) {
    try {
      return await readFile(head, this.#held, breathe);
    } catch (error) {
      if (error instanceof UnreadableFile) return error.refusal;
      if (this.#held.head?.state !== 'reading') this.#held.dropRead();
      throw error;
    }
  }

  async #foresee(head: ImportJob, now: number): Promise<void> {
    if (head.startsWhenRead && head.wish.mode) {
      const next = started(head, now, this.#held.columns);
      if (!(next instanceof Refusal)) {
        this.#held.dropFile();
        this.#held.head = next;
        return;
      }
    }
    // What the rows before will be is in memory alone.
    const isFresh = this.#forecast === undefined;
    this.#forecast ??= new Forecast(head, this.#held.columns, this.#held.rules);
    const forecast = this.#forecast;
    const chunk = isFresh ? 0 : head.foreseen;
    const results = await forecast.next(this.#env, this.#held.starts[chunk] ?? 0, this.#held.rows(chunk), now);
    if (this.#forecast !== forecast) return;
    this.#update('ready', (found) => {
      this.#held.keepResults(chunk, results);
      const counts = chunk ? { ...found.forecast } : noCounts();
      addTo(counts, results);
      return { ...found, foreseen: chunk + 1, forecast: counts };
    });
  }

  async #write(head: ImportJob, now: number): Promise<void> {
    const { id, databaseId, name, wish, startedAt, written, chunks } = head;
    if (written < chunks) {
      this.#read ??= rowReader(this.#held.columns, this.#held.rules);
      const ordering = { id, databaseId, name, mode: wish.mode ?? 'skip', task: wish.task, at: startedAt ?? 0 };
      const rows = this.#held.rows(written);
      const became = await writeRows(this.#env, ordering, this.#held.starts[written] ?? 0, rows, this.#read);
      const results = await eraseAgain(this.#env, head, rows, this.#held.rows(written), became, now);
      this.#update(undefined, (found) => {
        this.#held.keepResults(written, results);
        const counts = { ...found.counts };
        addTo(counts, results);
        return { ...found, counts, written: written + 1 };
      });
    }
    this.#update('running', (found) => (found.written < chunks ? found : { ...found, state: 'done', endedAt: now }));
  }

  async #takeBack(head: ImportJob, now: number): Promise<void> {
    const { starts } = this.#held;
    const chunk = head.takenBack - 1;
    if (chunk >= 0) {
      const spared = await this.#sparedOf(head, chunk);
      const kept = await takeBackRows(this.#env, head, starts[chunk] ?? 0, starts[chunk + 1] ?? head.rows, spared);
      this.#update('undoing', (found) => ({ ...found, takenBack: chunk, kept: found.kept + kept }));
    }
    this.#update('undoing', (found) => (found.takenBack > 0 ? found : { ...found, state: 'undone', endedAt: now }));
  }

  /** Contacts of a chunk that other imports have skipped as known: without them those people would be lost. */
  async #sparedOf({ id, databaseId, shard }: ImportJob, chunk: number): Promise<number[]> {
    this.#relied ??= await keptByOthers(this.#env, { id: databaseId, shard }, id);
    const results = this.#held.results(chunk);
    const relied = this.#relied;
    return results ? results.flatMap(({ contact = 0 }) => (relied.has(contact) ? [contact] : [])) : [...relied];
  }

  /** Changes how it stands, unless somebody has taken it out of this state meanwhile. */
  #update(state: ImportJob['state'] | undefined, change: (head: ImportJob) => ImportJob): void {
    const { head } = this.#held;
    if (head && (state === undefined || head.state === state)) this.#held.head = change(head);
  }
}

/**
 * Where everything runs in one process, as on a developer's machine, nobody else is served until something really waits.
 */
export const breathe = () => scheduler.wait(1);

const UNREADABLE = 'The file could not be read in several tries. Save it anew as .xlsx or .csv, and import that.';

const EXPIRED = {
  code: 'expired',
  message: 'It was not started within 30 days, so its file is no longer kept. Import it again.',
};
