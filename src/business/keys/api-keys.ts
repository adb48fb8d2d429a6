import { sha256 } from '../../ids/digest.ts';
import { randomText } from '../../ids/random-text.ts';
import { isSameText } from '../../ids/same-text.ts';
import { notFound, Refusal } from '../../refusal.ts';
import {
  type ApiKeyRecord,
  insertApiKey,
  readApiKey,
  readApiKeys,
  updateApiKey,
} from '../../storage/control/api-keys.ts';
import { readDatabases } from '../../storage/control/databases.ts';
import type { Actor, Scope } from '../actor.ts';

export type { ApiKeyRecord } from '../../storage/control/api-keys.ts';

type ControlEnv = Pick<Env, 'CONTROL'>;

const MOST_KEYS = 200;
const TOKEN = /^kelet_([0-9a-z]{12})_([0-9a-z]{32})$/;

/** A new key's record and the token that is shown once: `kelet_{keyId}_{secret}`. */
export async function mintKey(databaseId: string, name: string, scopes: Scope[], now: number) {
  const id = randomText(12);
  const secret = randomText(32);
  const record: ApiKeyRecord = {
    id,
    databaseId,
    name,
    hash: await sha256(secret),
    scopes,
    createdAt: now,
    revokedAt: null,
  };
  return { record, token: `kelet_${id}_${secret}` };
}

/** Who acts with this token; undefined when it is no key, a wrong one or revoked. */
export async function checkKey(env: ControlEnv, token: string): Promise<Actor | undefined> {
  const [, id = '', secret = ''] = TOKEN.exec(token) ?? [];
  if (!secret) return undefined;
  const [hash, row] = await Promise.all([sha256(secret), readApiKey(env.CONTROL, id)]);
  if (!row || !isSameText(hash, row.key.hash)) return undefined;
  const { name, scopes } = row.key;
  return { id, name, by: `${name} (API)`, scopes, database: row.database };
}

/** The keys of a database, revoked ones too, oldest first. */
export const listKeys = (env: ControlEnv, databaseId: string) => readApiKeys(env.CONTROL, databaseId);

/** Issues a key for the caller's database, or for another one of the same business. */
export async function issueKey(
  env: ControlEnv,
  { database }: Actor,
  wanted: { name: string; scopes: Scope[]; databaseId?: string | undefined },
  now: number,
): Promise<{ record: ApiKeyRecord; token: string } | Refusal> {
  const databaseId = wanted.databaseId ?? database.id;
  if (databaseId !== database.id) {
    const siblings = await readDatabases(env.CONTROL, database.businessId);
    if (!siblings.some(({ id }) => id === databaseId)) return notFound('database');
  }
  const standing = (await listKeys(env, databaseId)).filter(({ revokedAt }) => revokedAt === null);
  if (standing.length >= MOST_KEYS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_KEYS} keys. Revoke one that is not used.`);
  }
  const key = await mintKey(databaseId, wanted.name, [...new Set(wanted.scopes)], now);
  await insertApiKey(env.CONTROL, key.record);
  return key;
}

/** Renames a key or changes its scopes. */
export async function changeKey(
  env: ControlEnv,
  { database, id: ownId }: Actor,
  id: string,
  changes: { name?: string | undefined; scopes?: Scope[] | undefined },
): Promise<ApiKeyRecord | Refusal> {
  const key = (await listKeys(env, database.id)).find((record) => record.id === id);
  if (!key) return notFound('key');
  if (id === ownId && changes.scopes && !changes.scopes.includes('admin')) return OWN_KEY;
  await updateApiKey(env.CONTROL, key, changes);
  return (await listKeys(env, database.id)).find((record) => record.id === id) ?? notFound('key');
}

/** Revokes a key at once and for good; it stays in the list with the time. */
export async function revokeKey(
  env: ControlEnv,
  { database, id: ownId }: Actor,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const key = (await listKeys(env, database.id)).find((record) => record.id === id);
  if (!key) return notFound('key');
  if (id === ownId) return OWN_KEY;
  if (key.revokedAt === null) await updateApiKey(env.CONTROL, key, { revokedAt: now });
  return undefined;
}

const OWN_KEY = new Refusal(
  409,
  'own_key',
  'A key cannot take away its own rights, so that nobody locks themselves out. Use another admin key.',
);
