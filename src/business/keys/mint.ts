import { sha256 } from '../../ids/digest.ts';
import { randomText } from '../../ids/random-text.ts';
import type { ApiKeyRecord } from '../../storage/control/api-keys.ts';
import type { Scope } from '../actor.ts';

/** A key as it is issued: what is kept of it, and the token that is shown this once. */
export interface IssuedKey {
  record: ApiKeyRecord;
  /** `kelet_{keyId}_{secret}`; 160 bits of it are random. */
  token: string;
}

/** Makes a key; the caller keeps its record. `now` in milliseconds since 1970. */
export async function mintKey(databaseId: string, name: string, scopes: Scope[], now: number): Promise<IssuedKey> {
  const id = randomText(12);
  const secret = randomText(32);
  const hash = await sha256(secret);
  const record: ApiKeyRecord = { id, databaseId, name, hash, scopes, createdAt: now, revokedAt: null };
  return { record, token: `kelet_${id}_${secret}` };
}
