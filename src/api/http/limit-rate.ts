import { createMiddleware } from 'hono/factory';
import { logEvent } from '../../log.ts';
import type { ApiEnv } from './api-env.ts';
import { Problem } from './problem.ts';

/** The period of the limit in `wrangler.toml`, in seconds. */
const PERIOD = 60;

/** Turns away a key that asks more often than the binding allows, per key and location. */
export const limitRate = createMiddleware<ApiEnv>(async (c, next) => {
  const { id, database } = c.var.actor;
  const { success } = await c.env.API_REQUESTS.limit({ key: id });
  if (!success) {
    logEvent('too many requests', { keyId: id, databaseId: database.id });
    const tooMany = new Problem(429, 'too_many_requests', `Too many requests with this key. Wait ${PERIOD} seconds.`);
    return tooMany.toResponse({ 'retry-after': String(PERIOD) });
  }
  await next();
});
