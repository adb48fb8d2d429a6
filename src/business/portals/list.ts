import { readPortals } from '../../storage/control/portals.ts';
import type { Actor } from '../actor.ts';
import { type OwnedPortal, ownedPortal, type PortalVerbEnv } from './owned-portal.ts';

/** The portals of the actor's database, oldest first. */
export async function listPortals(env: PortalVerbEnv, { database }: Actor): Promise<OwnedPortal[]> {
  return Promise.all((await readPortals(env.CONTROL, database.id)).map((record) => ownedPortal(env, record)));
}
