import { unpublishPortal } from '../../published/unpublish.ts';
import { Refusal } from '../../refusal.ts';
import { deletePortal } from '../../storage/control/portals.ts';
import type { Actor } from '../actor.ts';
import { findPortal } from './find.ts';
import type { PortalVerbEnv } from './owned-portal.ts';

/** Closes a portal: its address answers 404 from then on. What came by it stays. */
export async function removePortal(env: PortalVerbEnv, actor: Actor, id: string): Promise<Refusal | undefined> {
  const found = await findPortal(env, actor, id);
  if (found instanceof Refusal) return found;
  await deletePortal(env.CONTROL, actor.database.id, id);
  await unpublishPortal(env, id);
  return undefined;
}
