import { channelEntry, DELETED, legacyEntry } from './entries.ts';
import { forgetChannel } from './find-channel.ts';

/** Tells the edge that a channel is no more. */
export async function unpublishChannel(
  env: Pick<Env, 'CHANNELS'>,
  channelId: string,
  legacyId: string | null,
): Promise<void> {
  await env.CHANNELS.put(channelEntry(channelId), JSON.stringify(DELETED));
  if (legacyId) await unpublishLegacyId(env, legacyId);
  forgetChannel(channelId);
}

/** The legacy id no longer names a channel. */
export const unpublishLegacyId = (env: Pick<Env, 'CHANNELS'>, legacyId: string): Promise<void> =>
  env.CHANNELS.delete(legacyEntry(legacyId.toLowerCase()));
