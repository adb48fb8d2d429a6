import { Refusal } from '../../refusal.ts';
import { type DatabaseRecord, insertDatabase, readDatabases } from '../../storage/control/databases.ts';
import type { Actor } from '../actor.ts';
import { chooseShard } from './choose-shard.ts';
import { type Language, startingSet } from './starting-set.ts';

const MOST_DATABASES = 200;

/**
 * Opens a further database of the actor's business, with statuses and a process to start with.
 * @param now milliseconds since 1970.
 */
export async function openDatabase(
  env: Pick<Env, 'CONTROL'>,
  { database: own }: Actor,
  wish: { name: string; country?: string | undefined; language?: Language | undefined; shard?: string | undefined },
  now: number,
): Promise<DatabaseRecord | Refusal> {
  const siblings = await readDatabases(env.CONTROL, own.businessId);
  if (siblings.length >= MOST_DATABASES) {
    return new Refusal(409, 'too_many', `A business has at most ${MOST_DATABASES} databases.`);
  }
  const shard = await chooseShard(env, wish.shard);
  if (shard instanceof Refusal) return shard;
  const { name, country = own.country, language = own.language } = wish;
  const set = startingSet({ businessId: own.businessId, name, country, language, shard }, now);
  await insertDatabase(env.CONTROL, set);
  return set.database;
}
