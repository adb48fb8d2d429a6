import { readLinkKey } from '../ids/link-key.ts';
import { portalEntry } from './entries.ts';
import { find, published } from './find.ts';
import { type FoundChannel, findChannelById } from './find-channel.ts';
import { type Portal, portalSchema } from './portal-settings.ts';
import type { Stored } from './stored.ts';

export interface FoundPortal {
  portal: Portal;
  found: FoundChannel;
}

/** Portals, as they are published. */
export const publishedPortals = published('portal', portalEntry, portalSchema);

/**
 * The portal a key names: from the isolate's memory, else KV, else where it is stored, which only a portal that was
 * just made needs. Undefined when Kelet did not issue the key, or the portal or its channel is gone.
 * @throws when none of them can tell.
 */
export async function findPublishedPortal(
  env: Pick<Env, 'KELET_SECRET' | 'CHANNELS'>,
  stored: Stored,
  key: string,
  now: number,
): Promise<FoundPortal | undefined> {
  const named = await readLinkKey(env.KELET_SECRET, 'portal', key);
  if (!named) return undefined;
  const portal = await find(env, publishedPortals, named.id, now, () => stored.portal(named.id));
  if (!portal || portal === 'deleted') return undefined;
  const found = await findChannelById(env, portal.channelId, now);
  return found && { portal, found };
}
