import { channelKey } from '../../ids/channel-key.ts';
import { logEvent } from '../../log.ts';
import { Refusal } from '../../refusal.ts';
import { insertDatabase } from '../../storage/control/databases.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import type { KeyParts } from '../keys/mint.ts';
import { chooseShard } from './choose-shard.ts';
import { firstChannel, firstKey, type Language, startingSet } from './starting-set.ts';

/** What an engineer may say about a new business; the rest has sensible defaults. */
export interface BusinessWish {
  business: string;
  database?: string | undefined;
  country?: string | undefined;
  language?: Language | undefined;
  channel?: string | undefined;
  shard?: string | undefined;
}

/** A business as it was set up: where its leads go, and the key that manages it. */
export interface SetUpBusiness {
  businessId: string;
  databaseId: string;
  shard: string;
  processId: string;
  stageIds: string[];
  channelId: string;
  channelKey: string;
  apiKey: string;
}

/**
 * Sets up a business that can take leads at once: a database with statuses and a process, a channel with all its ways
 * in on, and an admin key, whose token is in the answer and nowhere else.
 * @param id the business's own.
 * @param setup the print of the token that may.
 * @param key of what the admin key is made.
 * @param now milliseconds since 1970.
 */
export async function setUpBusiness(
  env: AnnounceEnv & Pick<Env, 'KELET_SECRET'>,
  { id, setup }: { id: string; setup: string },
  key: KeyParts,
  wish: BusinessWish,
  now: number,
): Promise<SetUpBusiness | Refusal> {
  const shard = await chooseShard(env, wish.shard);
  if (shard instanceof Refusal) return shard;
  const business = { id, name: wish.business, createdAt: now, setup };
  const { database: name = wish.business, country = 'IL', language = 'he' } = wish;
  const set = startingSet({ businessId: business.id, name, country, language, shard }, now);
  const channel = firstChannel(set, wish.channel, now);
  const { record: apiKey, token } = await firstKey(set, key, now);
  await insertDatabase(env.CONTROL, { ...set, business, channel, apiKey });
  await announceChannels(env, set.database.id, now);
  logEvent('business set up', { businessId: business.id, databaseId: set.database.id, keyId: apiKey.id });
  return {
    businessId: business.id,
    databaseId: set.database.id,
    shard,
    processId: set.process.id,
    stageIds: set.stages.map(({ id }) => id),
    channelId: channel.id,
    channelKey: await channelKey(env.KELET_SECRET, channel.id),
    apiKey: token,
  };
}
