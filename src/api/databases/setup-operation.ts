import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setUpOnce } from '../../business/databases/set-up-once.ts';
import { isSameSecret } from '../../ids/same-text.ts';
import { logEvent } from '../../log.ts';
import { addressOf, mayEnter } from '../../ways-in/doors/limit.ts';
import { publicOrigin } from '../../ways-in/doors/public-origin.ts';
import { intakeUrlOf } from '../channels/channel-json.ts';
import { answerError, checkValidation } from '../http/answer-error.ts';
import { nameSchema } from '../http/operation.ts';
import { accepted, Problem, tooManyWrongKeys } from '../http/problem.ts';
import { idempotencyKeyOf } from '../http/request-id.ts';
import { countrySchema } from './country.ts';

const wishSchema = z.strictObject({
  business: nameSchema,
  database: nameSchema.optional(),
  country: countrySchema.optional(),
  language: z.enum(['he', 'en']).optional(),
  channel: nameSchema.optional(),
  shard: z.string().max(100).optional(),
});

/**
 * How an engineer starts a fresh deployment: `POST /setup` with the bearer `SETUP_TOKEN` makes a business that can take
 * leads at once, and shows its admin key; again only to the same request under the same `Idempotency-Key`.
 */
export const setupOperation = new Hono<{ Bindings: Env }>();

setupOperation.onError(answerError);
setupOperation.use('*', async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
});

setupOperation.post('/', bodyLimit({ maxSize: 16_384 }), async (c) => {
  const [, token = ''] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? [];
  // Without a token in the deployment nobody gets in.
  if (!c.env.SETUP_TOKEN || !(await isSameSecret(token, c.env.SETUP_TOKEN))) {
    logEvent('setup refused', { code: 'wrong_token' });
    if (!(await mayEnter(c.env, 'wrong key', addressOf(c.req.raw)))) throw tooManyWrongKeys();
    throw new Problem(401, 'wrong_token', 'Send "Authorization: Bearer " and the SETUP_TOKEN of this deployment.');
  }
  const wish = wishSchema.safeParse(await readJson(c.req.raw));
  if (!wish.success) {
    checkValidation({ ...wish, target: 'json' });
    throw wish.error;
  }
  const request = { token, idempotencyKey: idempotencyKeyOf(c) };
  const { channelKey, ...made } = accepted(await setUpOnce(c.env, request, wish.data, Date.now()));
  return c.json({ ...made, channelKey, intakeUrl: intakeUrlOf(channelKey, publicOrigin(c.env, c.req.url)) }, 201);
});

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new Problem(400, 'unreadable', 'The body is not well-formed JSON. Send {"business":"…"}.');
  }
}
