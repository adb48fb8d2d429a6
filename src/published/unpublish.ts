import type { Channel } from '../lead/channel/channel.ts';
import { channelEntry, DELETED, ownLegacyEntry, portalEntry } from './entries.ts';
import { publishedChannels } from './find-channel.ts';
import { publishedPortals } from './portal.ts';
import { publishLegacyHolder } from './publish-legacy-holder.ts';

/** Tells the edge that a channel is no more. */
export async function unpublishChannel(
  env: Pick<Env, 'CHANNELS' | 'CONTROL'>,
  { id, databaseId }: Pick<Channel, 'id' | 'databaseId'>,
  legacyId: string | null,
): Promise<void> {
  await env.CHANNELS.put(channelEntry(id), JSON.stringify(DELETED));
  if (legacyId) await unpublishLegacyId(env, databaseId, legacyId);
  publishedChannels.shelf.forget(id);
}

/** The legacy id no longer names a channel of this database; the bare address may lead to another of its business. */
export async function unpublishLegacyId(
  env: Pick<Env, 'CHANNELS' | 'CONTROL'>,
  databaseId: string,
  legacyId: string,
): Promise<void> {
  const id = legacyId.toLowerCase();
  await env.CHANNELS.delete(ownLegacyEntry(databaseId, id));
  await publishLegacyHolder(env, id);
}

/** Tells the edge that a portal is no more. */
export async function unpublishPortal(env: Pick<Env, 'CHANNELS'>, id: string): Promise<void> {
  publishedPortals.shelf.forget(id);
  await env.CHANNELS.put(portalEntry(id), JSON.stringify(DELETED));
}
