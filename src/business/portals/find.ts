import { notFound, type Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { listPortals } from './list.ts';
import type { OwnedPortal, PortalVerbEnv } from './owned-portal.ts';

/** One portal of the actor's database, with its address. */
export async function findPortal(env: PortalVerbEnv, actor: Actor, id: string): Promise<OwnedPortal | Refusal> {
  return (await listPortals(env, actor)).find(({ portal }) => portal.id === id) ?? notFound('portal');
}
