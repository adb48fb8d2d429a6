import { channelEntry, DELETED, legacyEntry, portalEntry } from './entries.ts';
import { publishedChannels } from './find-channel.ts';
import { publishedPortals } from './portal.ts';

/** Tells the edge that a channel is no more. */
export async function unpublishChannel(
  env: Pick<Env, 'CHANNELS'>,
  channelId: string,
  legacyId: string | null,
): Promise<void> {
  await env.CHANNELS.put(channelEntry(channelId), JSON.stringify(DELETED));
  if (legacyId) await unpublishLegacyId(env, legacyId);
  publishedChannels.shelf.forget(channelId);
}

/** The legacy id no longer names a channel. */
export const unpublishLegacyId = (env: Pick<Env, 'CHANNELS'>, legacyId: string): Promise<void> =>
  env.CHANNELS.delete(legacyEntry(legacyId.toLowerCase()));

/** Tells the edge that a portal is no more. */
export async function unpublishPortal(env: Pick<Env, 'CHANNELS'>, id: string): Promise<void> {
  publishedPortals.shelf.forget(id);
  await env.CHANNELS.put(portalEntry(id), JSON.stringify(DELETED));
}
