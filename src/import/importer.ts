import { DurableObject } from 'cloudflare:workers';
import type { Mark } from '../contacts/fold/round.ts';
import { logProblem } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { erasePersonRows } from './erase-person.ts';
import { type FailedRows, failedRows } from './failures/failed-rows.ts';
import type { Column, ImportJob, ImportWish, RowRules } from './job/import-job.ts';
import { breathe, ImportSteps } from './job/import-steps.ts';
import { ImportStore } from './job/import-store.ts';
import { type NewImport, newJob } from './job/new-job.ts';
import { changed, columnsFor, paused, resumed, started, undone } from './job/transitions.ts';
import { type ImportView, viewOf } from './job/view.ts';
import { MOST_FILE_BYTES } from './limits.ts';
import { type RowsPage, showRows } from './rows/show-rows.ts';

/** How long one go of work takes at most, in milliseconds; an alarm goes on with the rest. */
const GO = 8_000;
/** The same while somebody waits for the answer. */
const SHORT_GO = 1_500;
/** When to come again after something went wrong. */
const AGAIN_AFTER = 15_000;

export type Answer = { view: ImportView } | { refusal: Pick<Refusal, 'status' | 'code' | 'message' | 'field'> };

/**
 * One import: keeps its file, reads it into rows, foresees what will become of them, has the writer take them, and takes
 * them back. Whatever happens to the object, its alarm goes on where it stood.
 */
export class Importer extends DurableObject<Env> {
  readonly #held = new ImportStore(this.ctx.storage);
  readonly #work = new ImportSteps(this.env, this.#held);
  #isWorking = false;
  #taking: Promise<Answer> | undefined;

  /** Keeps a new import's file; a small one is read and foreseen before this answers. */
  async take(wanted: NewImport, bytes: ReadableStream<Uint8Array>): Promise<Answer> {
    // The same request once more: its answer was lost, or is still to come.
    if (this.#held.head || this.#taking) {
      await bytes.cancel();
      return this.#held.head || !this.#taking ? this.#answer() : this.#taking;
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
    const size = await this.#held.keepFile(bytes, MOST_FILE_BYTES);
    if (size === undefined) return refused(TOO_LARGE);
    this.#held.rules = wanted.rules;
    await this.#stand(newJob(wanted, size));
    return this.#answer();
  }

  /** How it stands; undefined when there is no such import. */
  view(): ImportView | undefined {
    const { head, columns, starts } = this.#held;
    return head && viewOf(head, columns, starts);
  }

  /** Changes how it is to be done, before it is started. */
  change(wish: Partial<ImportWish>, rules: RowRules): Promise<Answer> {
    return this.#turn((head) => changed(head, this.#held.columns, wish, rules), rules);
  }

  /** @param now milliseconds since 1970. */
  start(wish: Partial<ImportWish>, rules: RowRules, now: number): Promise<Answer> {
    const { head } = this.#held;
    const isWished = Object.keys(wish).length > 0 && head?.state === 'ready';
    return this.#turn(
      (it) => {
        const ready = isWished ? changed(it, this.#held.columns, wish, rules) : it;
        const next = ready instanceof Refusal ? ready : started(ready, now, this.#columnsOf(ready, rules));
        if (!(next instanceof Refusal)) this.#held.dropFile();
        return next;
      },
      isWished ? rules : undefined,
    );
  }

  pause(): Promise<Answer> {
    return this.#turn(paused);
  }

  resume(): Promise<Answer> {
    return this.#turn(resumed);
  }

  /** @param now milliseconds since 1970. */
  undo(by: string, now: number): Promise<Answer> {
    return this.#turn((head) => undone(head, by, now));
  }

  /** Rows in their order, each with what will become of it, or did. */
  rows(from: number, limit: number): Promise<RowsPage> {
    return showRows(this.env, this.#held, from, limit, Date.now());
  }

  /** The rows of a chunk that failed, as the file has them. */
  failures(chunk: number): FailedRows {
    return failedRows(this.#held, chunk);
  }

  /** Customer numbers of people it skipped because they were known. */
  skipped(): number[] {
    const { head, starts } = this.#held;
    if (!head?.startedAt || head.state === 'undone') return [];
    const chunks = [...starts.keys()].slice(0, head.written);
    const results = chunks.flatMap((chunk) => this.#held.results(chunk) ?? []);
    return [...new Set(results.flatMap(({ outcome, contact }) => (outcome === 'skipped' && contact ? [contact] : [])))];
  }

  /** Strikes the rows of a person who is being erased, and the file, out of which nobody could strike them. */
  async forget(identities: Pick<Mark, 'kind' | 'value'>[], numbers: number[]): Promise<void> {
    const head = erasePersonRows(this.#held, identities, numbers);
    if (!head) return;
    this.#held.head = head;
    this.#work.beginAnew();
    if (this.#work.isThereMore()) await this.ctx.storage.setAlarm(Date.now());
    await this.#work.note();
  }

  override async alarm(): Promise<void> {
    if (!this.#held.head && !this.#taking) return this.#held.dropFile();
    await this.ctx.storage.setAlarm(Date.now() + AGAIN_AFTER);
    if (!this.#held.head) return;
    await this.#go(GO);
  }

  /** @param rules by which the rows are read from now on, unless it is refused. */
  async #turn(decide: (head: ImportJob) => ImportJob | Refusal, rules?: RowRules): Promise<Answer> {
    const { head } = this.#held;
    if (!head) return refused(NO_SUCH_IMPORT);
    const decided = decide(head);
    if (decided instanceof Refusal) return refused(decided);
    if (decided !== head) {
      this.#work.beginAnew();
      if (rules) {
        this.#held.rules = rules;
        this.#held.columns = columnsFor(this.#held.columns, decided.wish, rules);
      }
      await this.#stand(decided);
    }
    return this.#answer();
  }

  /** From here on it stands so; what follows from that is begun at once, and an alarm goes on with it. */
  async #stand(head: ImportJob): Promise<void> {
    this.#held.head = head;
    await this.ctx.storage.setAlarm(Date.now() + AGAIN_AFTER);
    // It stands so already, whether the list can say so now or only later.
    await this.#work.note().catch((error) => logProblem('import not noted', { import: head.id, error }));
    await this.#go(SHORT_GO);
  }

  async #go(milliseconds: number): Promise<void> {
    // An alarm and a caller may meet; one of them does the work.
    if (this.#isWorking) return;
    this.#isWorking = true;
    const end = Date.now() + milliseconds;
    try {
      while (this.#work.isThereMore() && Date.now() < end) {
        await this.#work.next(Date.now());
        await breathe();
      }
      this.#work.dropWhenDue(Date.now());
      await this.#work.note();
      // Looked at last: somebody may have started it meanwhile.
      const due = this.#work.isThereMore() ? Date.now() : this.#work.dueAt();
      this.#isWorking = false;
      if (due === undefined) await this.ctx.storage.deleteAlarm();
      else await this.ctx.storage.setAlarm(due);
    } catch (error) {
      // The alarm that is set comes again.
      logProblem('import interrupted', { import: this.#held.head?.id, error });
    } finally {
      this.#isWorking = false;
    }
  }

  #columnsOf({ wish }: ImportJob, rules: RowRules): Column[] {
    return columnsFor(this.#held.columns, wish, rules);
  }

  #answer(): Answer {
    const view = this.view();
    return view ? { view } : refused(NO_SUCH_IMPORT);
  }
}

const refused = ({ status, code, message, field }: Refusal): Answer => ({ refusal: { status, code, message, field } });

const NO_SUCH_IMPORT = new Refusal(404, 'no_such_import', 'There is no such import in this database.');

const TOO_LARGE = new Refusal(
  413,
  'too_large',
  'The file is larger than 25 MB. Split it, or leave out sheets and pictures, and import the parts one after the other.',
  'file',
);
