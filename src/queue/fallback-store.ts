import { DurableObject } from 'cloudflare:workers';
import { logProblem } from '../log.ts';

const AGAIN_AFTER = 15_000;
/** After so many refusals in one go the queue is given time. */
const REFUSALS = 3;

/**
 * Where leads wait when the queue refuses them: durable in the object's own storage, and drained onto the queue by an
 * alarm until it is empty. A lead may go twice; the writer knows it by its id.
 */
export class FallbackStore extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS waiting
       (id INTEGER PRIMARY KEY, since INTEGER NOT NULL, due INTEGER NOT NULL, message TEXT NOT NULL)`,
    );
  }

  /** Keeps messages (JSON) until they can be sent, no sooner than `seconds` from now. Durable when it resolves. */
  async keep(messages: string[], seconds: number): Promise<void> {
    const now = Date.now();
    const due = now + seconds * 1000;
    for (const message of messages) {
      this.#sql.exec('INSERT INTO waiting (since, due, message) VALUES (?, ?, ?)', now, due, message);
    }
    const alarm = await this.ctx.storage.getAlarm();
    const wanted = Math.max(due, Date.now() + 1000);
    if (alarm === null || alarm > wanted) await this.ctx.storage.setAlarm(wanted);
  }

  /** How many leads wait here, and since when the first of them (ms since 1970). */
  waiting(): { count: number; since: number | null } {
    const waiting = 'SELECT count(*) AS count, min(since) AS since FROM waiting';
    return this.#sql.exec<{ count: number; since: number | null }>(waiting).one();
  }

  override async alarm(): Promise<void> {
    // Set first: whatever happens below, the store wakes again while something waits.
    await this.ctx.storage.setAlarm(Date.now() + AGAIN_AFTER);
    let refusals = 0;
    for (let row = this.#nextDue(); row && refusals < REFUSALS; row = this.#nextDue()) {
      try {
        await this.env.LEADS.send(JSON.parse(row.message));
        this.#sql.exec('DELETE FROM waiting WHERE id = ?', row.id);
      } catch (error) {
        logProblem('queue still refuses', { error });
        refusals += 1;
        // To the end of the line: what is wrong may be this message alone.
        this.#sql.exec('UPDATE waiting SET due = ? WHERE id = ?', Date.now() + AGAIN_AFTER, row.id);
      }
    }
    const { due } = this.#sql.exec<{ due: number | null }>('SELECT min(due) AS due FROM waiting').one();
    if (due === null) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(Math.max(due, Date.now() + 1000));
  }

  #nextDue() {
    const due = 'SELECT id, message FROM waiting WHERE due <= ? ORDER BY due, id LIMIT 1';
    return this.#sql.exec<{ id: number; message: string }>(due, Date.now()).toArray()[0];
  }
}
