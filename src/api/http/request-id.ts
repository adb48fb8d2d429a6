import type { Context } from 'hono';
import { type NameRequest, requestNamer } from '../../business/request-name.ts';
import { fingerprint } from '../../ids/digest.ts';
import type { ApiEnv } from './api-env.ts';
import { Problem } from './problem.ts';

/**
 * How a verb names this request. One with an `Idempotency-Key` is the same as the first with that key and the same
 * content.
 * @param content everything that makes it what it is.
 */
export function naming(c: Context<ApiEnv>, content: unknown): NameRequest {
  return async (databaseId) => {
    const mark = {
      key: idempotencyKeyOf(c),
      fingerprint: await fingerprint(JSON.stringify([c.req.method, c.req.path, content])),
      now: Date.now(),
    };
    return requestNamer(c.env, c.var.actor, mark)(databaseId);
  };
}

/** The `Idempotency-Key` of a request. @throws Problem 400 when it is empty or too long. */
export function idempotencyKeyOf(c: Context): string | undefined {
  const key = c.req.header('idempotency-key');
  if (key !== undefined && (key.length > 255 || !key.trim())) {
    throw new Problem(400, 'idempotency_key_invalid', 'An Idempotency-Key has 1 to 255 characters.');
  }
  return key;
}
