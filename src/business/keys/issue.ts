import { logEvent } from '../../log.ts';
import { Refusal } from '../../refusal.ts';
import { insertApiKey, readApiKeys } from '../../storage/control/api-keys.ts';
import type { Actor, Scope } from '../actor.ts';
import { findDatabase } from '../databases/find.ts';
import { type IssuedKey, mintKey } from './mint.ts';

const MOST_KEYS = 200;

/**
 * Issues a key for the actor's database, or for another one of the same business.
 * @param now milliseconds since 1970.
 */
export async function issueKey(
  env: Pick<Env, 'CONTROL'>,
  actor: Actor,
  wish: { name: string; scopes: Scope[]; databaseId?: string | undefined },
  now: number,
): Promise<IssuedKey | Refusal> {
  const database = await findDatabase(env, actor, wish.databaseId ?? actor.database.id);
  if (database instanceof Refusal) return database;
  const keys = await readApiKeys(env.CONTROL, database.id);
  if (keys.filter(({ revokedAt }) => revokedAt === null).length >= MOST_KEYS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_KEYS} keys. Revoke one that is not used.`);
  }
  const issued = await mintKey(database.id, wish.name, [...new Set(wish.scopes)], now);
  await insertApiKey(env.CONTROL, issued.record);
  const { id, scopes } = issued.record;
  logEvent('key issued', { by: actor.id, databaseId: database.id, keyId: id, scopes });
  return issued;
}
