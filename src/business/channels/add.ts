import { newChannelId } from '../../ids/channel-key.ts';
import { Refusal } from '../../refusal.ts';
import { type ChannelRecord, insertChannel, readChannelTimes } from '../../storage/control/channel-records.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import type { ChannelWish } from './channel-wish.ts';
import { checkChannelSettings } from './check-settings.ts';
import { findChannel } from './find.ts';
import { CHANNEL_LEGACY_ID_TAKEN, plainLegacyId } from './legacy-id.ts';
import type { ChannelReadEnv, OwnedChannel } from './owned-channel.ts';

const MOST_CHANNELS = 300;

/** Opens a channel. `now` in milliseconds since 1970. */
export async function addChannel(
  env: AnnounceEnv & ChannelReadEnv,
  actor: Actor,
  { name, ...wish }: ChannelWish & { name: string },
  now: number,
): Promise<OwnedChannel | Refusal> {
  const databaseId = actor.database.id;
  if ((await readChannelTimes(env.CONTROL, databaseId)).size >= MOST_CHANNELS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_CHANNELS} channels.`);
  }
  const settings = await checkChannelSettings(env, databaseId, {}, wish);
  if (settings instanceof Refusal) return settings;
  const id = newChannelId(databaseId);
  const legacyId = plainLegacyId(wish.legacyId);
  const record: ChannelRecord = {
    id,
    databaseId,
    name,
    settings,
    legacyId,
    legacyClaimedAt: legacyId === null ? null : now,
    createdAt: now,
  };
  if (!(await insertChannel(env.CONTROL, record))) return CHANNEL_LEGACY_ID_TAKEN;
  await announceChannels(env, databaseId, now);
  return findChannel(env, actor, id);
}
