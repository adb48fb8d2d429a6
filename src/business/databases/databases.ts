import { notFound, Refusal } from '../../refusal.ts';
import {
  countDatabases,
  type DatabaseRecord,
  insertDatabase,
  readDatabases,
  updateDatabase,
} from '../../storage/control/databases.ts';
import { shardNames } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels, announceRules } from '../announce.ts';
import { type Language, startingSet } from './starting-set.ts';

export type { DatabaseRecord } from '../../storage/control/databases.ts';

const MOST_DATABASES = 200;

/** The databases a key sees: its own, or with the scope `admin` all of its business. */
export async function listDatabases(env: Pick<Env, 'CONTROL'>, { database, scopes }: Actor) {
  return scopes.includes('admin') ? readDatabases(env.CONTROL, database.businessId) : [database];
}

/** The shard a new database goes to: the one asked for, else the one with the fewest databases. */
export async function chooseShard(env: Env, wanted: string | undefined): Promise<string | Refusal> {
  const names = shardNames(env);
  if (wanted !== undefined) {
    if (names.includes(wanted)) return wanted;
    return new Refusal(
      422,
      'no_such_shard',
      `There is no shard ${wanted}. The shards are ${names.join(', ')}.`,
      'shard',
    );
  }
  const counts = await countDatabases(env.CONTROL);
  const [emptiest] = names.sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  if (!emptiest) throw new Error('wrangler.toml names no contact shard (a D1 binding CONTACTS_…)');
  return emptiest;
}

/** Opens a further database of the caller's business, with statuses and a process to start with. */
export async function openDatabase(
  env: Env,
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

export type DatabaseChanges = {
  [K in 'name' | 'country' | 'language' | 'allowDuplicates' | 'junk']?: DatabaseRecord[K] | undefined;
};

/** Changes a database's name or rules, and tells its channels and its writer. */
export async function changeDatabase(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  changes: DatabaseChanges,
  now: number,
): Promise<DatabaseRecord | Refusal> {
  const database = (await listDatabases(env, actor)).find((record) => record.id === id);
  if (!database) return notFound('database');
  const { name, country, language, allowDuplicates, junk } = changes;
  const changed = await updateDatabase(env.CONTROL, id, {
    name,
    country,
    language,
    allowDuplicates,
    junk: junk && [...new Set(junk)],
  });
  if (!changed) return notFound('database');
  await announceChannels(env, id, now);
  await announceRules(env, id);
  return changed;
}
