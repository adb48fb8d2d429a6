import { readDatabaseRules } from '../storage/control/rules.ts';
import type { DatabaseRules } from './order.ts';

const FRESH_FOR = 60_000;

type Rules = DatabaseRules & { shard: string };

/** A database's rules as its writer last read them, for a minute at most. */
export class RulesMemory {
  #held: { value: Rules; readAt: number } | undefined;
  #changes = 0;

  /** The rules, and where the database lives; undefined when there is no such database. */
  async read({ CONTROL }: Pick<Env, 'CONTROL'>, databaseId: string): Promise<Rules | undefined> {
    if (this.#held && Date.now() - this.#held.readAt < FRESH_FOR) return this.#held.value;
    const changes = this.#changes;
    const value = await readDatabaseRules(CONTROL, databaseId);
    // What was read while they changed may be the old ones.
    if (value && changes === this.#changes) this.#held = { value, readAt: Date.now() };
    return value;
  }

  /** They have changed; whoever asks next reads them again. */
  forget(): void {
    this.#held = undefined;
    this.#changes += 1;
  }
}
