import { createMiddleware } from 'hono/factory';
import { LIMIT_PERIOD, mayEnter } from '../../ways-in/doors/limit.ts';
import type { ApiEnv } from './api-env.ts';
import { Problem } from './problem.ts';

/** Turns away a key that asks more often than the binding allows, per key and location. */
export const limitRate = createMiddleware<ApiEnv>(async (c, next) => {
  const { id, database } = c.var.actor;
  if (!(await mayEnter(c.env, 'api', id, { keyId: id, databaseId: database.id }))) {
    const tooMany = new Problem(
      429,
      'too_many_requests',
      `Too many requests with this key. Wait ${LIMIT_PERIOD} seconds.`,
    );
    return tooMany.toResponse({ 'retry-after': String(LIMIT_PERIOD) });
  }
  await next();
});
