import { endListener } from '../../live/tell.ts';
import { logEvent } from '../../log.ts';
import { Refusal } from '../../refusal.ts';
import { type ApiKeyRecord, updateApiKey } from '../../storage/control/api-keys.ts';
import type { Actor, Scope } from '../actor.ts';
import { findKey } from './find.ts';
import { OWN_KEY } from './own-key.ts';

/** Renames a key or changes its scopes. */
export async function changeKey(
  env: Pick<Env, 'CONTROL' | 'LIVE_FEED'>,
  actor: Actor,
  id: string,
  changes: { name?: string | undefined; scopes?: Scope[] | undefined },
): Promise<ApiKeyRecord | Refusal> {
  const key = await findKey(env, actor, id);
  if (key instanceof Refusal) return key;
  if (id === actor.id && changes.scopes && !changes.scopes.includes('admin')) return OWN_KEY;
  await updateApiKey(env.CONTROL, key, changes);
  const { name, scopes } = changes;
  // Who may still read comes again.
  if (scopes) await endListener(env, key.databaseId, id);
  const facts = { isRenamed: name !== undefined && name !== key.name, oldScopes: key.scopes, scopes };
  logEvent('key changed', { by: actor.id, databaseId: key.databaseId, keyId: id, ...facts });
  return findKey(env, actor, id);
}
