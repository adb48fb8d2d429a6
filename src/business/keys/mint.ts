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

/** The two parts of a key: what it is called by, and 160 bits that only its holder knows. */
export interface KeyParts {
  id: string;
  secret: string;
}

/** A key as it is sent. */
export const keyToken = ({ id, secret }: KeyParts): string => `kelet_${id}_${secret}`;

/**
 * Makes a key; the caller keeps its record. `now` in milliseconds since 1970.
 * @param parts random unless given.
 */
export async function mintKey(
  databaseId: string,
  name: string,
  scopes: Scope[],
  now: number,
  parts: KeyParts = { id: randomText(12), secret: randomText(32) },
): Promise<IssuedKey> {
  const { id, secret } = parts;
  const hash = await sha256(secret);
  const record: ApiKeyRecord = { id, databaseId, name, hash, scopes, createdAt: now, revokedAt: null };
  return { record, token: keyToken(parts) };
}
