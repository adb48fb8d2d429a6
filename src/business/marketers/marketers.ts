import { timeText } from '../../ids/lead-id.ts';
import { randomText } from '../../ids/random-text.ts';
import { marketerKey } from '../../lead/marketer.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { stampContacts } from '../../storage/contacts/marketer-stamps.ts';
import type { DatabaseRecord } from '../../storage/control/databases.ts';
import {
  deleteMarketer,
  keysOf,
  type MarketerRecord,
  readMarketers,
  saveMarketer,
} from '../../storage/control/marketers.ts';
import { shardOf } from '../../storage/shards.ts';
import { type AnnounceEnv, announceRules } from '../announce.ts';
import { compareAndSet, OVERTAKEN } from '../compare-and-set.ts';

export type { MarketerRecord } from '../../storage/control/marketers.ts';

const MOST_MARKETERS = 1000;

export interface MarketerChanges {
  name?: string | undefined;
  accountNumber?: string | undefined;
  references?: string[] | undefined;
}

type Database = Pick<DatabaseRecord, 'id' | 'shard'>;

/** The marketers of a database, oldest first. */
export const listMarketers = (env: Pick<Env, 'CONTROL'>, databaseId: string) => readMarketers(env.CONTROL, databaseId);

/**
 * Adds a marketer. Contacts that came with its account number or a reference of its before it was known are stamped with
 * it now; each log says so.
 * @param by who does it, as the log says it.
 * @param now milliseconds since 1970.
 */
export async function addMarketer(
  env: AnnounceEnv,
  database: Database,
  { name, accountNumber, references = [] }: MarketerChanges & { name: string; accountNumber: string },
  by: string,
  now: number,
): Promise<MarketerRecord | Refusal> {
  if ((await listMarketers(env, database.id)).length >= MOST_MARKETERS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_MARKETERS} marketers.`);
  }
  const id = randomText(12);
  const marketer = { id, databaseId: database.id, name, accountNumber, references, createdAt: now };
  if ((await saveMarketer(env.CONTROL, marketer)) === 'taken') return REFERENCE_TAKEN;
  return announced(env, database, marketer, keysOf(marketer), by, now);
}

/**
 * Changes a marketer. Its contacts are stamped with the new name and account number, and those that came with a reference
 * added now become its own.
 */
export async function changeMarketer(
  env: AnnounceEnv,
  database: Database,
  id: string,
  changes: MarketerChanges,
  by: string,
  now: number,
): Promise<MarketerRecord | Refusal> {
  const saved = await compareAndSet(async () => {
    const marketer = (await listMarketers(env, database.id)).find((record) => record.id === id);
    if (!marketer) return notFound('marketer');
    const { name = marketer.name, accountNumber = marketer.accountNumber, references = marketer.references } = changes;
    const changed = { ...marketer, name, accountNumber, references };
    const written = await saveMarketer(env.CONTROL, changed, marketer);
    if (written === 'taken') return REFERENCE_TAKEN;
    return written === 'overtaken' ? OVERTAKEN : { changed, oldNumber: marketer.accountNumber };
  });
  if (saved instanceof Refusal) return saved;
  const { changed, oldNumber } = saved;
  // What its contacts are stamped with so far is its old account number.
  return announced(env, database, changed, [...keysOf(changed), marketerKey(oldNumber)], by, now);
}

/** Deletes a marketer. Contacts stay stamped with it; who comes with its reference from now on is not. */
export async function removeMarketer(
  env: AnnounceEnv,
  { id: databaseId }: Database,
  id: string,
): Promise<Refusal | undefined> {
  const marketer = (await listMarketers(env, databaseId)).find((record) => record.id === id);
  if (!marketer) return notFound('marketer');
  await deleteMarketer(env.CONTROL, marketer);
  await announceRules(env, databaseId);
  return undefined;
}

async function announced(
  env: AnnounceEnv,
  { id: databaseId, shard }: Database,
  marketer: MarketerRecord,
  keys: string[],
  by: string,
  now: number,
): Promise<MarketerRecord> {
  // In this order: what the writer decides from here on knows the marketer, and what it decided before is stamped below.
  await announceRules(env, databaseId);
  const entry = { id: timeText(now) + randomText(6), at: now, by };
  await stampContacts(shardOf(env, shard), databaseId, marketer, keys, entry);
  return marketer;
}

const REFERENCE_TAKEN = new Refusal(
  409,
  'reference_taken',
  'The account number or one of the references is another marketer’s already; each leads to one marketer only.',
  'references',
);
