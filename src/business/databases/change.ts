import { notFound, Refusal } from '../../refusal.ts';
import { type DatabaseRecord, updateDatabase } from '../../storage/control/databases.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels, announceRules } from '../announce.ts';
import { findDatabase } from './find.ts';

/** What is wanted of a database; undefined leaves as it is. */
export type DatabaseChanges = {
  [K in 'name' | 'country' | 'language' | 'allowDuplicates' | 'junk' | 'rawDays']?: DatabaseRecord[K] | undefined;
};

/**
 * Changes a database's name or rules, and tells its channels and its writer.
 * @param now milliseconds since 1970.
 */
export async function changeDatabase(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  { name, country, language, allowDuplicates, junk, rawDays }: DatabaseChanges,
  now: number,
): Promise<DatabaseRecord | Refusal> {
  const database = await findDatabase(env, actor, id);
  if (database instanceof Refusal) return database;
  const distinctJunk = junk && [...new Set(junk)];
  const changes = { name, country, language, allowDuplicates, junk: distinctJunk, rawDays };
  const changed = await updateDatabase(env.CONTROL, id, changes);
  if (!changed) return notFound('database');
  await announceChannels(env, id, now);
  await announceRules(env, id);
  return changed;
}
