import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { proveOwnerOfLegacyId } from '../../business/channels/prove-legacy-id.ts';
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

/** Whose senders use a legacy id, where several businesses have it. */
const proofSchema = z.strictObject({
  legacyId: z.string().trim().min(1).max(100),
  channelId: z.string().min(1).max(100),
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

const bearer = (request: Request) => /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';

setupOperation.use('*', bodyLimit({ maxSize: 16_384 }), async (c, next) => {
  const token = bearer(c.req.raw);
  // Without a token in the deployment nobody gets in.
  if (!c.env.SETUP_TOKEN || !(await isSameSecret(token, c.env.SETUP_TOKEN))) {
    logEvent('setup refused', { code: 'wrong_token' });
    if (!(await mayEnter(c.env, 'wrong key', addressOf(c.req.raw)))) throw tooManyWrongKeys();
    throw new Problem(401, 'wrong_token', 'Send "Authorization: Bearer " and the SETUP_TOKEN of this deployment.');
  }
  await next();
});

setupOperation.post('/', async (c) => {
  const wish = await readWish(c.req.raw, wishSchema);
  const request = { token: bearer(c.req.raw), idempotencyKey: idempotencyKeyOf(c) };
  const { channelKey, ...made } = accepted(await setUpOnce(c.env, request, wish, Date.now()));
  return c.json({ ...made, channelKey, intakeUrl: intakeUrlOf(channelKey, publicOrigin(c.env, c.req.url)) }, 201);
});

setupOperation.post('/legacy-ids', async (c) => {
  const proof = await readWish(c.req.raw, proofSchema);
  accepted(await proveOwnerOfLegacyId(c.env, proof));
  return c.json(proof, 200);
});

async function readWish<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const wish = schema.safeParse(await readJson(request));
  if (wish.success) return wish.data;
  checkValidation({ ...wish, target: 'json' });
  throw wish.error;
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new Problem(400, 'unreadable', 'The body is not well-formed JSON. Send {"business":"…"}.');
  }
}
