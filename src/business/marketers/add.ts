import { randomText } from '../../ids/random-text.ts';
import { Refusal } from '../../refusal.ts';
import { keysOf, type MarketerRecord, saveMarketer } from '../../storage/control/marketers.ts';
import type { Actor } from '../actor.ts';
import type { AnnounceEnv } from '../announce.ts';
import { listMarketers } from './list.ts';
import { type MarketerChanges, REFERENCE_TAKEN } from './marketer-wish.ts';
import { stampKnown } from './stamp-known.ts';

const MOST_MARKETERS = 1000;

/**
 * Adds a marketer. Contacts that came with its account number or a reference of its before it was known are stamped
 * with it now; each log says so.
 * @param now milliseconds since 1970.
 */
export async function addMarketer(
  env: AnnounceEnv,
  actor: Actor,
  { name, accountNumber, references = [] }: MarketerChanges & { name: string; accountNumber: string },
  now: number,
): Promise<MarketerRecord | Refusal> {
  if ((await listMarketers(env, actor)).length >= MOST_MARKETERS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_MARKETERS} marketers.`);
  }
  const id = randomText(12);
  const marketer = { id, databaseId: actor.database.id, name, accountNumber, references, createdAt: now };
  if ((await saveMarketer(env.CONTROL, marketer)) === 'taken') return REFERENCE_TAKEN;
  await stampKnown(env, actor, marketer, keysOf(marketer), now);
  return marketer;
}
