import { timeText } from '../../ids/lead-id.ts';
import { randomText } from '../../ids/random-text.ts';
import { stampContacts } from '../../storage/contacts/marketer-stamps.ts';
import type { MarketerRecord } from '../../storage/control/marketers.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceRules } from '../announce.ts';

/**
 * Tells the writer of a marketer, and stamps the contacts that are there and came with what names it; each log says so.
 * @param keys what names it, and what named it so far, as it is compared.
 * @param now milliseconds since 1970.
 */
export async function stampKnown(
  env: AnnounceEnv,
  { by, database: { id: databaseId, shard } }: Actor,
  marketer: MarketerRecord,
  keys: string[],
  now: number,
): Promise<void> {
  // In this order: what the writer decides from here on knows the marketer, and what it decided before is stamped
  // below.
  await announceRules(env, databaseId);
  const entry = { id: timeText(now) + randomText(6), at: now, by };
  await stampContacts(shardOf(env, shard), databaseId, marketer, keys, entry);
}
