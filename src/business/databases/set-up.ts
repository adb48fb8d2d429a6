import { channelKey } from '../../ids/channel-key.ts';
import { randomText } from '../../ids/random-text.ts';
import { Refusal } from '../../refusal.ts';
import { insertDatabase } from '../../storage/control/databases.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
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

/**
 * Sets up a business that can take leads at once: a database with statuses and a process, a channel with all its ways in
 * on, and an admin key, whose token is in the answer and nowhere else.
 */
export async function setUpBusiness(env: AnnounceEnv & Pick<Env, 'KELET_SECRET'>, wish: BusinessWish, now: number) {
  const shard = await chooseShard(env, wish.shard);
  if (shard instanceof Refusal) return shard;
  const business = { id: randomText(12), name: wish.business, createdAt: now };
  const { database: name = wish.business, country = 'IL', language = 'he' } = wish;
  const set = startingSet({ businessId: business.id, name, country, language, shard }, now);
  const channel = firstChannel(set, wish.channel, now);
  const { record: apiKey, token } = await firstKey(set, now);
  await insertDatabase(env.CONTROL, { ...set, business, channel, apiKey });
  await announceChannels(env, set.database.id, now);
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
