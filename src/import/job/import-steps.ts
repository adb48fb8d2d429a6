import { noteImport } from '../../contacts/import-list.ts';
import { Refusal } from '../../refusal.ts';
import { eraseAgain } from '../erase-again.ts';
import { UnreadableFile } from '../read/unreadable-file.ts';
import { findMappingFault, findNobody } from '../rows/columns.ts';
import { Forecast } from '../rows/forecast.ts';
import { keptByOthers } from '../rows/kept-by-others.ts';
import { readFile } from '../rows/read-file.ts';
import { rowReader } from '../rows/read-row.ts';
import { undoRows } from '../rows/undo-rows.ts';
import { writeRows } from '../rows/write-rows.ts';
import { addTo, type ImportJob, noCounts, summaryOf } from './import-job.ts';
import type { ImportStore } from './import-store.ts';
import { started } from './transitions.ts';

/** Reading that fails for no fault of the file is begun again so often. */
const READINGS = 3;
/** How long rows are kept, for whoever wants to see what failed: 30 days, in milliseconds. */
const ROWS_KEPT = 30 * 86_400_000;

/**
 * The work of an import, in parts that are safe to be done again. While a part waits for somebody else, a person may
 * pause, undo or change the import; so each part looks again at how it stands before it writes what it has done.
 */
export class ImportSteps {
  readonly #env: Env;
  readonly #store: ImportStore;
  #forecast: Forecast | undefined;
  #read: ReturnType<typeof rowReader> | undefined;
  /** While it is undone: contacts that other imports need. */
  #neededByOthers: ReadonlySet<number> | undefined;

  constructor(env: Env, store: ImportStore) {
    this.#env = env;
    this.#store = store;
  }

  /** How the import is to be done has changed: what was made of it is no longer true. */
  beginAnew(): void {
    this.#forecast = undefined;
    this.#read = undefined;
    this.#neededByOthers = undefined;
  }

  /** Does the next part. @param now milliseconds since 1970. @throws when it must be done again later. */
  async next(now: number): Promise<void> {
    const { job } = this.#store;
    if (job?.state === 'reading') await this.#readFile(job);
    else if (job?.state === 'ready') await this.#forecastRows(job, now);
    else if (job?.state === 'running') await this.#write(job, now);
    else if (job?.state === 'undoing') await this.#undoRows(job, now);
  }

  /** Whether there is a next part. */
  isThereMore(): boolean {
    const { job } = this.#store;
    if (job?.state === 'ready') return job.forecastChunks < job.chunks;
    return job?.state === 'reading' || job?.state === 'running' || job?.state === 'undoing';
  }

  /** When people's data have been kept long enough, in ms since 1970; undefined when nothing is to be dropped. */
  dueAt(): number | undefined {
    const { job } = this.#store;
    if (!job || !(job.holds.file || job.holds.rows)) return undefined;
    const since = job.endedAt ?? (job.state === 'ready' || job.state === 'unreadable' ? job.createdAt : undefined);
    return since === undefined ? undefined : since + ROWS_KEPT;
  }

  /** Drops what has been kept long enough; the counts stay. */
  dropWhenDue(now: number): void {
    const { job } = this.#store;
    const due = this.dueAt();
    if (!job || due === undefined || now < due) return;
    this.#store.dropFile();
    this.#store.dropRows();
    this.#store.columns = this.#store.columns.map((column) => ({ ...column, samples: [] }));
    const expired = job.state === 'ready' ? { state: 'unreadable' as const, error: EXPIRED } : {};
    this.#store.job = { ...job, ...expired, holds: { file: false, rows: false } };
  }

  /** Writes down how it stands, where imports are listed. */
  async note(): Promise<void> {
    const { job } = this.#store;
    if (!job) return;
    const { id, databaseId, shard, name, createdAt, createdBy, state, endedAt, holds } = job;
    const holdsRows = holds.file || holds.rows;
    const record = { databaseId, id, name, createdAt, createdBy, state, summary: summaryOf(job), holdsRows, endedAt };
    await noteImport(this.#env, shard, record);
  }

  async #readFile(job: ImportJob): Promise<void> {
    this.#store.job = { ...job, readings: job.readings + 1 };
    const read = job.readings < READINGS ? await this.#readRows(job) : new Refusal(422, 'unreadable', UNREADABLE);
    // Nobody would ever drop what came of it.
    if (read instanceof Refusal || this.#store.job?.state !== 'reading') this.#store.dropRead();
    this.#update('reading', (now) => {
      if (read instanceof Refusal) {
        const { code, message } = read;
        const holds = { ...now.holds, rows: false };
        return { ...now, state: 'unreadable', error: { code, message }, holds, rows: 0, chunks: 0 };
      }
      const { columns, rules } = this.#store;
      const nobody = now.startsWhenRead ? findNobody(columns, read.headerRow) : undefined;
      const fault = findMappingFault(columns, now.wish.mapping, rules.channel) ?? nobody;
      const error = fault ? { code: fault.code, message: fault.message } : null;
      const holds = { ...now.holds, rows: true };
      const next = { ...now, ...read, error, holds, state: 'ready' as const, forecastChunks: 0, forecast: noCounts() };
      // Mended, it waits for somebody to look at it.
      return fault ? { ...next, startsWhenRead: false } : next;
    });
  }

  async #readRows(job: ImportJob) {
    try {
      return await readFile(job, this.#store, breathe);
    } catch (error) {
      if (error instanceof UnreadableFile) return error.refusal;
      if (this.#store.job?.state !== 'reading') this.#store.dropRead();
      throw error;
    }
  }

  async #forecastRows(job: ImportJob, now: number): Promise<void> {
    if (job.startsWhenRead && job.wish.mode) {
      const next = started(job, now, this.#store.columns);
      if (!(next instanceof Refusal)) {
        this.#store.dropFile();
        this.#store.job = next;
        return;
      }
    }
    // What the rows before will be is in memory alone.
    const isFresh = this.#forecast === undefined;
    this.#forecast ??= new Forecast(job, this.#store.columns, this.#store.rules);
    const forecast = this.#forecast;
    const chunk = isFresh ? 0 : job.forecastChunks;
    const results = await forecast.next(this.#env, this.#store.starts[chunk] ?? 0, this.#store.rows(chunk), now);
    if (this.#forecast !== forecast) return;
    this.#update('ready', (found) => {
      this.#store.keepResults(chunk, results);
      const counts = chunk ? { ...found.forecast } : noCounts();
      addTo(counts, results);
      return { ...found, forecastChunks: chunk + 1, forecast: counts };
    });
  }

  async #write(job: ImportJob, now: number): Promise<void> {
    const { id, databaseId, name, wish, startedAt, written, chunks } = job;
    if (written < chunks) {
      this.#read ??= rowReader(this.#store.columns, this.#store.rules, this.#store.job?.is1904);
      const ordering = { id, databaseId, name, mode: wish.mode ?? 'skip', task: wish.task, at: startedAt ?? 0 };
      const rows = this.#store.rows(written);
      const became = await writeRows(this.#env, ordering, this.#store.starts[written] ?? 0, rows, this.#read);
      const results = await eraseAgain(this.#env, job, rows, this.#store.rows(written), became, now);
      this.#update(undefined, (found) => {
        this.#store.keepResults(written, results);
        const counts = { ...found.counts };
        addTo(counts, results);
        return { ...found, counts, written: written + 1 };
      });
    }
    this.#update('running', (found) => (found.written < chunks ? found : { ...found, state: 'done', endedAt: now }));
  }

  async #undoRows(job: ImportJob, now: number): Promise<void> {
    const { starts } = this.#store;
    const chunk = job.leftToUndo - 1;
    if (chunk >= 0) {
      const spared = await this.#keptForOthers(job, chunk);
      const kept = await undoRows(this.#env, job, starts[chunk] ?? 0, starts[chunk + 1] ?? job.rows, spared);
      this.#update('undoing', (found) => ({ ...found, leftToUndo: chunk, kept: found.kept + kept }));
    }
    this.#update('undoing', (found) => (found.leftToUndo > 0 ? found : { ...found, state: 'undone', endedAt: now }));
  }

  /** Contacts of a chunk that other imports have skipped as known: without them those people would be lost. */
  async #keptForOthers({ id, databaseId, shard }: ImportJob, chunk: number): Promise<number[]> {
    this.#neededByOthers ??= await keptByOthers(this.#env, { id: databaseId, shard }, id);
    const results = this.#store.results(chunk);
    const needed = this.#neededByOthers;
    return results ? results.flatMap(({ contact = 0 }) => (needed.has(contact) ? [contact] : [])) : [...needed];
  }

  /** Changes how it stands, unless somebody has taken it out of this state meanwhile. */
  #update(state: ImportJob['state'] | undefined, change: (job: ImportJob) => ImportJob): void {
    const { job } = this.#store;
    if (job && (state === undefined || job.state === state)) this.#store.job = change(job);
  }
}

/** Where everything runs in one process, as on a developer's machine, nobody else is served until something waits. */
export const breathe = () => scheduler.wait(1);

const UNREADABLE = 'The file could not be read in several tries. Save it anew as .xlsx or .csv, and import that.';

const EXPIRED = {
  code: 'expired',
  message: 'It was not started within 30 days, so its file is no longer kept. Import it again.',
};
