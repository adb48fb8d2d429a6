import { newLinkId } from '../../ids/link-key.ts';
import { publishPortal } from '../../published/publish-pages.ts';
import { Refusal } from '../../refusal.ts';
import { insertPortal, type PortalRecord, readPortals } from '../../storage/control/portals.ts';
import type { Actor } from '../actor.ts';
import { checkPortalSettings } from './check-settings.ts';
import { type OwnedPortal, ownedPortal, type PortalVerbEnv, type PortalWish } from './owned-portal.ts';

const MOST_PORTALS = 300;

/**
 * Opens a registration page.
 * @param canSendMail whether this deployment can ask people to confirm.
 * @param now milliseconds since 1970.
 */
export async function addPortal(
  env: PortalVerbEnv,
  { database: { id: databaseId } }: Actor,
  { name, channelId, ...wish }: PortalWish & { name: string; channelId: string; title: string },
  canSendMail: boolean,
  now: number,
): Promise<OwnedPortal | Refusal> {
  if ((await readPortals(env.CONTROL, databaseId)).length >= MOST_PORTALS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_PORTALS} portals.`);
  }
  const settings = await checkPortalSettings(env, databaseId, channelId, { ...wish }, canSendMail);
  if (settings instanceof Refusal) return settings;
  const record: PortalRecord = { id: newLinkId(databaseId), databaseId, name, channelId, settings, createdAt: now };
  await insertPortal(env.CONTROL, record);
  await publishPortal(env, record);
  return ownedPortal(env, record);
}
