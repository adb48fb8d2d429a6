import { publishPortal } from '../../published/publish-pages.ts';
import { unpublishPortal } from '../../published/unpublish.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { readVersionedPortal, updatePortal } from '../../storage/control/portals.ts';
import type { Actor } from '../actor.ts';
import { compareAndSet, OVERTAKEN } from '../compare-and-set.ts';
import { checkPortalSettings } from './check-settings.ts';
import { type OwnedPortal, ownedPortal, type PortalVerbEnv, type PortalWish } from './owned-portal.ts';

/**
 * Changes a portal; the edge follows within a minute.
 * @param canSendMail whether this deployment can ask people to confirm.
 */
export async function changePortal(
  env: PortalVerbEnv,
  { database: { id: databaseId } }: Actor,
  id: string,
  { name, channelId, ...wish }: PortalWish,
  canSendMail: boolean,
): Promise<OwnedPortal | Refusal> {
  const wanted = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  const changed = await compareAndSet(async () => {
    const current = await readVersionedPortal(env.CONTROL, databaseId, id);
    if (!current) return notFound('portal');
    const { record } = current;
    const channel = channelId ?? record.channelId;
    const merged = { ...record.settings, ...wanted };
    const settings = await checkPortalSettings(env, databaseId, channel, merged, canSendMail);
    if (settings instanceof Refusal) return settings;
    const next = { ...record, name: name ?? record.name, channelId: channel, settings };
    return (await updatePortal(env.CONTROL, current, next)) ? next : OVERTAKEN;
  });
  if (changed instanceof Refusal) return changed;
  await publishAsKept(env, databaseId, id);
  return ownedPortal(env, changed);
}

/** Tells the edge what the portal is, and looks again: of two changes at once the earlier may be published last. */
async function publishAsKept(env: PortalVerbEnv, databaseId: string, id: string): Promise<void> {
  let published = '';
  for (let rounds = 0; rounds < 5; rounds++) {
    const kept = await readVersionedPortal(env.CONTROL, databaseId, id);
    if (!kept) return unpublishPortal(env, id);
    if (JSON.stringify(kept) === published) return;
    await publishPortal(env, kept.record);
    published = JSON.stringify(kept);
  }
}
