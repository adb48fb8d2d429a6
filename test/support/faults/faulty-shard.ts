import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Owner } from '../worker/owner.ts';

/** What is to happen to the n-th transaction that writes leads or takes them back, from 1. */
export type Fault = (n: number, run: () => Promise<D1Result[]>) => Promise<D1Result[]>;

/**
 * Gives the owner's writer a D1 whose transactions on leads go through `fault`; until the object is gone, or for good
 * with `undefined`.
 */
export function withFault(owner: Pick<Owner, 'databaseId' | 'shard'>, fault: Fault | undefined): Promise<void> {
  const real = env[owner.shard];
  const writing = new WeakSet<D1PreparedStatement>();
  let writes = 0;
  const prepare = (sql: string) => {
    const statement = real.prepare(sql);
    if (!/^\s*(?:INSERT INTO leads|DELETE FROM leads)/.test(sql)) return statement;
    return {
      bind(...values: unknown[]) {
        const bound = statement.bind(...values);
        writing.add(bound);
        return bound;
      },
    };
  };
  const batch = (statements: D1PreparedStatement[]) => {
    const run = () => real.batch(statements);
    if (!statements.some((it) => writing.has(it))) return run();
    writes += 1;
    return fault ? fault(writes, run) : run();
  };
  return runInDurableObject(env.CONTACT_WRITER.getByName(owner.databaseId), (writer) => {
    Object.assign(writer, { env: fault ? { ...env, [owner.shard]: { prepare, batch } } : env });
  });
}

/** Waits in whatever object it is called from, until it is opened from outside. */
export function gate() {
  let isOpen = false;
  let isReached = false;
  return {
    open() {
      isOpen = true;
    },
    isReached: () => isReached,
    async wait() {
      isReached = true;
      while (!isOpen) await scheduler.wait(5);
    },
  };
}
