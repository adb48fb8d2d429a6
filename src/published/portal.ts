import { readLinkKey } from '../ids/link-key.ts';
import { logProblem } from '../log.ts';
import { type PortalRecord, readPortal } from '../storage/control/portals.ts';
import { DELETED, isDeleted, portalEntry } from './entries.ts';
import { type FoundChannel, findChannelById } from './find-channel.ts';
import { type Portal, portalSchema } from './portal-settings.ts';

export interface FoundPortal {
  portal: Portal;
  found: FoundChannel;
}

type PortalEnv = Pick<Env, 'KELET_SECRET' | 'CHANNELS' | 'CONTROL'>;

const FRESH_FOR = 30_000;
const REMEMBERED = 1_000;
const remembered = new Map<string, { portal: Portal; until: number }>();

/**
 * The portal a key names: from the isolate's memory, else KV, else the control database, which only a portal that was
 * just made needs. Undefined when Kelet did not issue the key, or the portal or its channel is gone.
 * @throws when none of them can tell.
 */
export async function findPublishedPortal(env: PortalEnv, key: string, now: number): Promise<FoundPortal | undefined> {
  const named = await readLinkKey(env.KELET_SECRET, 'portal', key);
  if (!named) return undefined;
  const portal = await currentPortal(env, named.id, now);
  const found = portal && (await findChannelById(env, portal.channelId, now));
  return found && { portal, found };
}

async function currentPortal(env: PortalEnv, id: string, now: number): Promise<Portal | undefined> {
  const held = remembered.get(id);
  if (held && held.until > now) return held.portal;
  const entry = await env.CHANNELS.get(portalEntry(id), 'json').catch((error: unknown) => {
    logProblem('portal not readable at the edge', { id, error });
  });
  if (isDeleted(entry)) return undefined;
  const published = portalSchema.safeParse(entry);
  const portal = published.success ? published.data : await storedPortal(env, id);
  if (!portal) return undefined;
  if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(id, { portal, until: now + FRESH_FOR });
  return portal;
}

async function storedPortal(env: PortalEnv, id: string): Promise<Portal | undefined> {
  const record = await readPortal(env.CONTROL, id);
  return record && portalOf(record);
}

/** A portal as the edge knows it. */
export const portalOf = ({ settings, id, databaseId, name, channelId }: PortalRecord): Portal =>
  portalSchema.parse({ ...settings, id, databaseId, name, channelId });

/** Tells the edge what a portal is now. */
export async function publishPortal(env: Pick<Env, 'CHANNELS'>, record: PortalRecord): Promise<void> {
  remembered.delete(record.id);
  await env.CHANNELS.put(portalEntry(record.id), JSON.stringify(portalOf(record)));
}

/** Tells the edge that a portal is no more. */
export async function unpublishPortal(env: Pick<Env, 'CHANNELS'>, id: string): Promise<void> {
  remembered.delete(id);
  await env.CHANNELS.put(portalEntry(id), JSON.stringify(DELETED));
}
