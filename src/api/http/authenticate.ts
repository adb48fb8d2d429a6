import { createMiddleware } from 'hono/factory';
import { may, type Scope } from '../../business/actor.ts';
import { checkKey } from '../../business/keys/check.ts';
import type { ApiEnv } from './api-env.ts';
import { Problem } from './problem.ts';

const NO_KEY = 'Send your key as "Authorization: Bearer kelet_…". An admin key makes keys with POST /keys.';

/** Lets in whoever shows a key that stands. */
export const authenticate = createMiddleware<ApiEnv>(async (c, next) => {
  const [, token] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (!token) throw new Problem(401, 'no_key', NO_KEY);
  const actor = await checkKey(c.env, token);
  if (!actor) throw new Problem(401, 'wrong_key', 'This key is wrong or was revoked.');
  c.set('actor', actor);
  await next();
});

/** Lets on only keys with the scope; `admin` has them all. */
export const needs = (scope: Scope) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    if (!may(c.get('actor'), scope)) {
      throw new Problem(403, 'scope_missing', `This needs a key with the scope "${scope}".`);
    }
    await next();
  });
