import { endListener } from '../../live/tell.ts';
import { logEvent } from '../../log.ts';
import { Refusal } from '../../refusal.ts';
import { updateApiKey } from '../../storage/control/api-keys.ts';
import type { Actor } from '../actor.ts';
import { findKey } from './find.ts';
import { OWN_KEY } from './own-key.ts';

/** Revokes a key at once and for good; it stays in the list with the time, in milliseconds since 1970. */
export async function revokeKey(
  env: Pick<Env, 'CONTROL' | 'LIVE_FEED'>,
  actor: Actor,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const key = await findKey(env, actor, id);
  if (key instanceof Refusal) return key;
  if (id === actor.id) return OWN_KEY;
  if (key.revokedAt !== null) return undefined;
  await updateApiKey(env.CONTROL, key, { revokedAt: now });
  await endListener(env, key.databaseId, id);
  logEvent('key revoked', { by: actor.id, databaseId: key.databaseId, keyId: id });
  return undefined;
}
