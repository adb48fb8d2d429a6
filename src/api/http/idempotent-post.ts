import { createMiddleware } from 'hono/factory';
import { keysOfActor } from '../../business/request-name.ts';
import { fingerprint } from '../../ids/digest.ts';
import type { Begun } from '../../queue/idempotency-keys.ts';
import { KEY_REUSED, UNDER_WAY } from '../../refusal.ts';
import type { ApiEnv } from './api-env.ts';
import { accepted, Problem } from './problem.ts';
import { idempotencyKeyOf } from './request-id.ts';

/**
 * Answers a POST that comes again under its `Idempotency-Key` as it was answered the first time, without doing it
 * again. For operations that make something with an id of its own choosing; the others name what they make by the key.
 * Stands after `needs` at its route: what was answered is for the API key that asked, as long as it may ask.
 * @param isSecret what is answered is shown once and not kept: then a retry learns only that it was done.
 */
export const idempotentPost = (isSecret = false) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const key = idempotencyKeyOf(c);
    if (key === undefined) return next();
    const print = await fingerprint(JSON.stringify([c.req.path, await c.req.text()]));
    const keys = keysOfActor(c.env, c.var.actor);
    const name = `once ${key}`;
    const begun: Begun = await keys.begin(name, print, Date.now());
    if (begun.fingerprint !== print) accepted(KEY_REUSED);
    if (begun.state === 'under way') accepted(UNDER_WAY);
    if (begun.state === 'done') {
      if (begun.answer === null) throw shownOnce();
      const { status, body } = begun.answer;
      return new Response(body, { status, headers: { 'content-type': 'application/json' } });
    }
    try {
      await next();
    } finally {
      const isDone = !c.error && c.res.ok;
      const answer = isSecret ? null : { status: c.res.status, body: await c.res.clone().text() };
      if (isDone) await keys.finish(name, answer);
      else await keys.giveUp(name);
    }
  });

const shownOnce = () =>
  new Problem(
    409,
    'shown_once',
    'This was done, and its secret was shown in the first answer only. Revoke it and issue another one under a new Idempotency-Key.',
  );
