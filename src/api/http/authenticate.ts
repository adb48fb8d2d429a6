import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { may, type Scope } from '../../business/actor.ts';
import { checkKey, keyIdIn } from '../../business/keys/check.ts';
import { logEvent } from '../../log.ts';
import { addressOf, mayEnter } from '../../ways-in/doors/limit.ts';
import type { ApiEnv } from './api-env.ts';
import { Problem, tooManyWrongKeys } from './problem.ts';

const NO_KEY = 'Send your key as "Authorization: Bearer kelet_…". An admin key makes keys with POST /keys.';

/** Lets in whoever shows a key that was not revoked; who is not let in is logged. */
export const authenticate = createMiddleware<ApiEnv>(async (c, next) => {
  const [, token] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (!token) throw await turnedAway(c, new Problem(401, 'no_key', NO_KEY));
  const actor = await checkKey(c.env, token);
  if (!actor)
    throw await turnedAway(c, new Problem(401, 'wrong_key', 'This key is wrong or was revoked.'), keyIdIn(token));
  c.set('actor', actor);
  await next();
});

/** The key's id is what it says of itself: nobody has proven it. */
async function turnedAway(c: Context<ApiEnv>, problem: Problem, claimedKeyId?: string): Promise<Problem> {
  logEvent('authentication failed', { code: problem.code, claimedKeyId });
  return (await mayEnter(c.env, 'wrong key', addressOf(c.req.raw))) ? problem : tooManyWrongKeys();
}

/** Lets on only keys with the scope; `admin` has them all. Who has it not is logged. */
export const needs = (scope: Scope) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const actor = c.get('actor');
    if (!may(actor, scope)) {
      const { method } = c.req;
      const facts = { keyId: actor.id, databaseId: actor.database.id, scope, method, route: routePath(c) };
      logEvent('scope missing', facts);
      throw new Problem(403, 'scope_missing', `This needs a key with the scope "${scope}".`);
    }
    await next();
  });
