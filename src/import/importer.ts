import { DurableObject } from 'cloudflare:workers';
import type { Mark } from '../contacts/fold/round.ts';
import { logProblem } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { erasePersonRows } from './erase-person.ts';
import { type FailedRows, failedRows } from './failures/failed-rows.ts';
import { type Answer, answerWith, FILE_TOO_LARGE, refused } from './importer-answer.ts';
import type { Column, ImportJob, ImportWish, RowRules } from './job/import-job.ts';
import { breathe, ImportSteps } from './job/import-steps.ts';
import { ImportStore } from './job/import-store.ts';
import { type NewImport, newJob } from './job/new-job.ts';
import { changed, columnsFor, paused, resumed, started, undone } from './job/transitions.ts';
import { type ImportView, viewOf } from './job/view.ts';
import { MOST_FILE_BYTES } from './limits.ts';
import { type RowsPage, showRows } from './rows/show-rows.ts';

/** For how long it works at a stretch, in milliseconds; an alarm goes on with the rest. */
const GO = 8_000;
/** The same while somebody waits for the answer. */
const SHORT_GO = 1_500;
/** When to come again after something went wrong. */
const AGAIN_AFTER = 15_000;

/**
 * One import: keeps its file, reads it into rows, forecasts what will become of them, has the writer write them, and
 * undoes that. Whatever happens to the object, its alarm goes on where it stood.
 */
export class Importer extends DurableObject<Env> {
  readonly #store = new ImportStore(this.ctx.storage);
  readonly #steps = new ImportSteps(this.env, this.#store);
  #isWorking = false;
  #taking: Promise<Answer> | undefined;

  /** Keeps a new import's file; a small one is read and has its forecast before this answers. */
  async take(wanted: NewImport, bytes: ReadableStream<Uint8Array>): Promise<Answer> {
    // The same request once more: its answer was lost, or is still to come.
    if (this.#store.job || this.#taking) {
      await bytes.cancel();
      return this.#store.job || !this.#taking ? this.#answer() : this.#taking;
    }
    this.#taking = this.#keep(wanted, bytes);
    try {
      return await this.#taking;
    } finally {
      this.#taking = undefined;
    }
  }

  async #keep(wanted: NewImport, bytes: ReadableStream<Uint8Array>): Promise<Answer> {
    // Should this end in the middle, the alarm drops what came so far.
    await this.ctx.storage.setAlarm(Date.now() + AGAIN_AFTER);
    const size = await this.#store.keepFile(bytes, MOST_FILE_BYTES);
    if (size === undefined) return refused(FILE_TOO_LARGE);
    this.#store.rules = wanted.rules;
    await this.#standAs(newJob(wanted, size));
    return this.#answer();
  }

  /** How it stands; undefined when there is no such import. */
  view(): ImportView | undefined {
    const { job, columns, starts } = this.#store;
    return job && viewOf(job, columns, starts);
  }

  /** Changes how it is to be done, before it is started. */
  change(wish: Partial<ImportWish>, rules: RowRules): Promise<Answer> {
    return this.#apply((job) => changed(job, this.#store.columns, wish, rules), rules);
  }

  /** @param now milliseconds since 1970. */
  start(wish: Partial<ImportWish>, rules: RowRules, now: number): Promise<Answer> {
    const { job } = this.#store;
    const isWished = Object.keys(wish).length > 0 && job?.state === 'ready';
    return this.#apply(
      (it) => {
        const ready = isWished ? changed(it, this.#store.columns, wish, rules) : it;
        const next = ready instanceof Refusal ? ready : started(ready, now, this.#columnsOf(ready, rules));
        if (!(next instanceof Refusal)) this.#store.dropFile();
        return next;
      },
      isWished ? rules : undefined,
    );
  }

  pause(): Promise<Answer> {
    return this.#apply(paused);
  }

  resume(): Promise<Answer> {
    return this.#apply(resumed);
  }

  /** @param now milliseconds since 1970. */
  undo(by: string, now: number): Promise<Answer> {
    return this.#apply((job) => undone(job, by, now));
  }

  /** Rows in their order, each with what will become of it, or did. */
  rows(from: number, limit: number): Promise<RowsPage> {
    return showRows(this.env, this.#store, from, limit, Date.now());
  }

  /** The rows of a chunk that failed, as the file has them. */
  failures(chunk: number): FailedRows {
    return failedRows(this.#store, chunk);
  }

  /** Customer numbers of people it skipped because they were known. */
  skipped(): number[] {
    const { job, starts } = this.#store;
    if (!job?.startedAt || job.state === 'undone') return [];
    const chunks = [...starts.keys()].slice(0, job.written);
    const results = chunks.flatMap((chunk) => this.#store.results(chunk) ?? []);
    return [...new Set(results.flatMap(({ outcome, contact }) => (outcome === 'skipped' && contact ? [contact] : [])))];
  }

  /** Strikes the rows of a person who is being erased, and the file, out of which nobody could strike them. */
  async forget(identities: Pick<Mark, 'kind' | 'value'>[], numbers: number[]): Promise<void> {
    const job = erasePersonRows(this.#store, identities, numbers);
    if (!job) return;
    this.#store.job = job;
    this.#steps.beginAnew();
    if (this.#steps.isThereMore()) await this.ctx.storage.setAlarm(Date.now());
    await this.#steps.note();
  }

  override async alarm(): Promise<void> {
    if (!this.#store.job && !this.#taking) return this.#store.dropFile();
    await this.ctx.storage.setAlarm(Date.now() + AGAIN_AFTER);
    if (!this.#store.job) return;
    await this.#go(GO);
  }

  /** @param rules by which the rows are read from now on, unless it is refused. */
  async #apply(decide: (job: ImportJob) => ImportJob | Refusal, rules?: RowRules): Promise<Answer> {
    const { job } = this.#store;
    if (!job) return answerWith(undefined);
    const decided = decide(job);
    if (decided instanceof Refusal) return refused(decided);
    if (decided !== job) {
      this.#steps.beginAnew();
      if (rules) {
        this.#store.rules = rules;
        this.#store.columns = columnsFor(this.#store.columns, decided.wish, rules);
      }
      await this.#standAs(decided);
    }
    return this.#answer();
  }

  /** Keeps the new state of the import and begins at once what follows from it; an alarm goes on with the rest. */
  async #standAs(job: ImportJob): Promise<void> {
    this.#store.job = job;
    await this.ctx.storage.setAlarm(Date.now() + AGAIN_AFTER);
    // The list of imports may say so later.
    await this.#steps.note().catch((error) => logProblem('import not noted', { import: job.id, error }));
    await this.#go(SHORT_GO);
  }

  async #go(milliseconds: number): Promise<void> {
    // An alarm and a caller may meet; one of them does the work.
    if (this.#isWorking) return;
    this.#isWorking = true;
    const end = Date.now() + milliseconds;
    try {
      while (this.#steps.isThereMore() && Date.now() < end) {
        await this.#steps.next(Date.now());
        await breathe();
      }
      this.#steps.dropWhenDue(Date.now());
      await this.#steps.note();
      // Looked at last: somebody may have started it meanwhile.
      const due = this.#steps.isThereMore() ? Date.now() : this.#steps.dueAt();
      this.#isWorking = false;
      if (due === undefined) await this.ctx.storage.deleteAlarm();
      else await this.ctx.storage.setAlarm(due);
    } catch (error) {
      // The alarm that is set comes again.
      logProblem('import interrupted', { import: this.#store.job?.id, error });
    } finally {
      this.#isWorking = false;
    }
  }

  #columnsOf({ wish }: ImportJob, rules: RowRules): Column[] {
    return columnsFor(this.#store.columns, wish, rules);
  }

  #answer(): Answer {
    return answerWith(this.view());
  }
}
