import { DurableObject } from 'cloudflare:workers';
import { logProblem } from '../log.ts';

const AGAIN_AFTER = 15_000;
const AT_ONCE = 20;

/**
 * Where leads wait when the queue refuses them: durable in the object's own storage, and drained onto the queue by an
 * alarm until it is empty. A lead may go twice; the writer knows it by its id.
 */
export class FallbackStore extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec(
      'CREATE TABLE IF NOT EXISTS waiting (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, message TEXT NOT NULL)',
    );
  }

  /** Keeps messages (JSON) until they can be sent, no sooner than `seconds` from now. Durable when it resolves. */
  async keep(messages: string[], seconds: number): Promise<void> {
    const due = Date.now() + seconds * 1000;
    for (const message of messages) this.#sql.exec('INSERT INTO waiting (due, message) VALUES (?, ?)', due, message);
    const alarm = await this.ctx.storage.getAlarm();
    const wanted = Math.max(due, Date.now() + 1000);
    if (alarm === null || alarm > wanted) await this.ctx.storage.setAlarm(wanted);
  }

  /** How many leads wait here. */
  count(): number {
    return Number(this.#sql.exec('SELECT count(*) AS n FROM waiting').one().n);
  }

  override async alarm(): Promise<void> {
    // Set first: whatever happens below, the store wakes again while something waits.
    await this.ctx.storage.setAlarm(Date.now() + AGAIN_AFTER);
    for (;;) {
      const rows = this.#sql
        .exec<{ id: number; message: string }>(
          'SELECT id, message FROM waiting WHERE due <= ? ORDER BY id LIMIT ?',
          Date.now(),
          AT_ONCE,
        )
        .toArray();
      if (!rows.length) break;
      for (const { id, message } of rows) {
        try {
          await this.env.LEADS.send(JSON.parse(message));
        } catch (error) {
          logProblem('queue still refuses', { error });
          return;
        }
        this.#sql.exec('DELETE FROM waiting WHERE id = ?', id);
      }
    }
    const next = this.#sql.exec<{ due: number | null }>('SELECT min(due) AS due FROM waiting').one().due;
    if (next === null) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(Math.max(next, Date.now() + 1000));
  }
}
