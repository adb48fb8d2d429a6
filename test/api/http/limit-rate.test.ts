import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../../src/app.ts';
import { call, get, newOwner, ORIGIN } from '../../support/worker/owner.ts';

test('a key that asks too often is turned away with when to come again, and no other key with it', async () => {
  const owner = await newOwner();
  const asked: string[] = [];
  const API_REQUESTS = {
    limit: async ({ key }: { key: string }) => ({ success: asked.push(key) <= 2 }),
  };
  const ask = async () =>
    app.fetch(
      new Request(`${ORIGIN}/api/v1/contacts`, { headers: { authorization: `Bearer ${owner.apiKey}` } }),
      { ...env, API_REQUESTS },
      createExecutionContext(),
    );
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  const refused = await ask();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests', status: 429 });
  expect(new Set(asked)).toEqual(new Set([owner.apiKey.split('_')[1]]));
});

test('a dry run counts as a request of its key', async () => {
  const owner = await newOwner();
  const API_REQUESTS = { limit: async () => ({ success: false }) };
  const headers = { authorization: `Bearer ${owner.apiKey}` };
  const request = new Request(`${owner.intakeUrl}?dry_run=1&Phone=0521234567`, { headers });
  const refused = await app.fetch(request, { ...env, API_REQUESTS }, createExecutionContext());
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
});

test('the binding of this deployment counts by key', async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  const [, keyId = ''] = owner.apiKey.split('_');
  const ask = () => env.API_REQUESTS.limit({ key: keyId });
  for (let isOver = false; !isOver; ) {
    isOver = (await Promise.all(Array.from({ length: 100 }, ask))).some(({ success }) => !success);
  }
  expect((await get(owner, '/contacts')).status).toBe(429);
  expect((await call(other, 'POST', '/contacts', { firstName: 'Dana' })).status).toBe(201);
});
