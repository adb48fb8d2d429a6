import type { Context } from 'hono';
import { fingerprint } from '../../ids/digest.ts';
import { newLeadId } from '../../ids/lead-id.ts';
import type { Claim } from '../../queue/idempotency-keys.ts';
import { KEY_REUSED } from '../../refusal.ts';
import type { ApiEnv } from './api-env.ts';
import { accepted, Problem } from './problem.ts';

/** The name a request goes by, the same one when it comes again under its `Idempotency-Key`. */
export interface RequestId {
  /** Signed as lead ids are, since most requests make a lead. */
  id: string;
  /** When it first came: milliseconds since 1970. */
  at: number;
}

/**
 * Names a request. One with an `Idempotency-Key` is the same as the first with that key and the same content.
 * @param content everything that makes it what it is.
 * @param databaseId the database whose lead it makes.
 * @throws Problem 409 when the key was used for something else.
 */
export async function requestId(
  c: Context<ApiEnv>,
  content: unknown,
  databaseId: string = c.var.actor.database.id,
): Promise<RequestId> {
  const at = Date.now();
  const id = await newLeadId(c.env.KELET_SECRET, databaseId, at);
  const key = idempotencyKeyOf(c);
  if (key === undefined) return { id, at };
  const print = await fingerprint(JSON.stringify([c.req.method, c.req.path, content]));
  const keys = c.env.IDEMPOTENCY_KEYS.getByName(`api ${c.var.actor.database.id}`);
  const held: Claim = await keys.claim(`key ${key}`, {
    fingerprint: print,
    leadIds: [id],
    receivedAt: at,
    isRejected: false,
  });
  if (held.fingerprint !== print) accepted(KEY_REUSED);
  return { id: held.leadIds[0] ?? id, at: held.receivedAt };
}

/** The `Idempotency-Key` of a request. @throws Problem 400 when it is empty or too long. */
export function idempotencyKeyOf(c: Context<ApiEnv>): string | undefined {
  const key = c.req.header('idempotency-key');
  if (key !== undefined && (key.length > 255 || !key.trim())) {
    throw new Problem(400, 'idempotency_key_invalid', 'An Idempotency-Key has 1 to 255 characters.');
  }
  return key;
}
