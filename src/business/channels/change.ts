import { channelSettingsSchema } from '../../lead/channel/channel-settings.ts';
import { unpublishLegacyId } from '../../published/unpublish.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { readChannel, updateChannel } from '../../storage/control/channel-records.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { compareAndSet, OVERTAKEN } from '../compare-and-set.ts';
import type { ChannelWish } from './channel-wish.ts';
import { checkChannelSettings } from './check-settings.ts';
import { findChannel } from './find.ts';
import { CHANNEL_LEGACY_ID_TAKEN, plainLegacyId } from './legacy-id.ts';
import type { ChannelReadEnv, OwnedChannel } from './owned-channel.ts';

/** Changes a channel; the edge follows within a minute. `now` in milliseconds since 1970. */
export async function changeChannel(
  env: AnnounceEnv & ChannelReadEnv,
  actor: Actor,
  id: string,
  wish: ChannelWish,
  now: number,
): Promise<OwnedChannel | Refusal> {
  const databaseId = actor.database.id;
  const refusal = await compareAndSet(async () => {
    const current = await readChannel(env.CONTROL, databaseId, id);
    if (!current) return notFound('channel');
    const { record } = current;
    const settings = await checkChannelSettings(env, databaseId, channelSettingsSchema.parse(record.settings), wish);
    if (settings instanceof Refusal) return settings;
    const legacyId = wish.legacyId === undefined ? record.legacyId : plainLegacyId(wish.legacyId);
    const name = wish.name ?? record.name;
    const legacyClaimedAt = legacyId === record.legacyId ? record.legacyClaimedAt : now;
    const written = await updateChannel(env.CONTROL, current, { name, settings, legacyId, legacyClaimedAt });
    if (written === 'taken') return CHANNEL_LEGACY_ID_TAKEN;
    if (written === 'overtaken') return OVERTAKEN;
    if (record.legacyId && record.legacyId !== legacyId) await unpublishLegacyId(env, databaseId, record.legacyId);
    return undefined;
  });
  if (refusal) return refusal;
  await announceChannels(env, databaseId, now);
  return findChannel(env, actor, id);
}
