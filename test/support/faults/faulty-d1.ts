import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Business } from '../worker/business.ts';

/** What is to happen around a batch; the writer reads and writes in turns. */
export type Around = (run: () => Promise<D1Result[]>, isWrite: boolean) => Promise<D1Result[]>;

/** A D1 binding whose batches go through `around` first. */
export function faultyD1(real: D1Database, around: Around): D1Database {
  let batches = 0;
  return new Proxy(real, {
    get(target, property) {
      if (property !== 'batch') {
        const value = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (statements: D1PreparedStatement[]) => {
        batches += 1;
        return around(() => target.batch(statements), batches % 2 === 0);
      };
    },
  });
}

/** Gives the business's writer another D1, until the object is gone. */
export const giveD1 = (business: Business, database: D1Database) =>
  runInDurableObject(env.CONTACT_WRITER.getByName(business.databaseId), (writer) => {
    Object.assign(writer, { env: { ...env, CONTACTS_1: database } });
  });

/** Gives the business's writer a D1 that fails with `why` when a contact with this word is inserted. */
export function refuseContact(business: Business, word: string, why: string) {
  const database = env.CONTACTS_1;
  const prepare = (sql: string) => ({
    bind(...values: unknown[]) {
      const isMeant = /INSERT INTO contacts/.test(sql) && values.some((value) => String(value).includes(word));
      return isMeant ? database.prepare(`SELECT json_extract('{}', '${why}')`) : database.prepare(sql).bind(...values);
    },
  });
  return giveD1(business, { prepare, batch: database.batch.bind(database) } as unknown as D1Database);
}
