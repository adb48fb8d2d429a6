import { sha256 } from '../../ids/digest.ts';
import { isSameText } from '../../ids/same-text.ts';
import { readApiKey } from '../../storage/control/api-keys.ts';
import type { Actor } from '../actor.ts';

const TOKEN = /^kelet_([0-9a-z]{12})_([0-9a-z]{32})$/;

/** The id in a token of the right form, whoever sent it and whatever its secret; undefined for everything else. */
export const keyIdIn = (token: string): string | undefined => TOKEN.exec(token)?.[1];

/** Who acts with this token; undefined when it is no key, a wrong one or revoked. */
export async function checkKey(env: Pick<Env, 'CONTROL'>, token: string): Promise<Actor | undefined> {
  const [, id = '', secret = ''] = TOKEN.exec(token) ?? [];
  if (!secret) return undefined;
  const [hash, row] = await Promise.all([sha256(secret), readApiKey(env.CONTROL, id)]);
  if (!row || !isSameText(hash, row.key.hash)) return undefined;
  const { name, scopes } = row.key;
  return { id, name, by: `${name} (API)`, scopes, database: row.database };
}
