import { env, runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { setUpOnce } from '../../../src/business/databases/set-up-once.ts';
import { fingerprint } from '../../../src/ids/digest.ts';
import { Refusal } from '../../../src/refusal.ts';
import { get, type Json, newOwner, setUp } from '../../support/worker/owner.ts';

/* A SETUP_TOKEN makes one business, further ones under an Idempotency-Key each, and not for ever. */

const TOKEN = 'test-setup-token';
const WITHOUT_KEY = '';

const answered = async (response: Response) => ({ status: response.status, body: (await response.json()) as Json });
const businesses = async () =>
  (await env.CONTROL.prepare('SELECT count(*) AS n FROM businesses').first<{ n: number }>())?.n ?? 0;

/** A token nobody else in this file uses. */
const own = (token: string, wish: object, idempotencyKey: string | undefined, now: number) =>
  setUpOnce(env, { token, idempotencyKey }, { business: 'Test', ...wish }, now);

test('without an Idempotency-Key a token makes one business', async () => {
  const first = await answered(await setUp({ business: 'First' }, TOKEN, WITHOUT_KEY));
  expect(first.status).toBe(201);
  const made = await businesses();
  for (const business of ['First', 'Second']) {
    const { status, body } = await answered(await setUp({ business }, TOKEN, WITHOUT_KEY));
    expect([status, body.code]).toEqual([409, 'already_set_up']);
  }
  expect(await businesses()).toBe(made);
});

test('of many who set up at once without an Idempotency-Key one does', async () => {
  const burst = await Promise.all(Array.from({ length: 8 }, () => own('burst', {}, undefined, Date.now())));
  expect(burst.filter((result) => !(result instanceof Refusal))).toHaveLength(1);
});

test('the same request under the same Idempotency-Key gets the same answer, and its key works', async () => {
  const wish = { business: 'Dana Travel', language: 'en' };
  const first = await answered(await setUp(wish, TOKEN, 'dana'));
  expect(first.status).toBe(201);
  const made = await businesses();
  expect(await answered(await setUp({ language: 'en', business: 'Dana Travel' }, TOKEN, 'dana'))).toEqual(first);
  expect(await businesses()).toBe(made);
  expect((await get(first.body, '/keys')).body.items).toHaveLength(1);
});

test('another request under the same Idempotency-Key is refused and shows nothing', async () => {
  const first = await answered(await setUp({ business: 'Noa' }, TOKEN, 'noa'));
  const { status, body } = await answered(await setUp({ business: 'Noa and Tal' }, TOKEN, 'noa'));
  expect([status, body.code]).toEqual([409, 'idempotency_key_reused']);
  expect(JSON.stringify(body)).not.toContain(first.body.databaseId);
});

test('another Idempotency-Key makes another business', async () => {
  const [one, two] = [await newOwner({ business: 'Same' }), await newOwner({ business: 'Same' })];
  expect(two.businessId).not.toBe(one.businessId);
  expect(two.apiKey.split('_')[2]).not.toBe(one.apiKey.split('_')[2]);
});

test('what was refused may be mended under its Idempotency-Key', async () => {
  expect((await setUp({ business: 'Mended', shard: 'CONTROL' }, TOKEN, 'mended')).status).toBe(422);
  expect((await setUp({ business: 'Mended' }, TOKEN, 'mended')).status).toBe(201);
});

test('the answer that is kept holds no secret', async () => {
  const { body } = await answered(await setUp({ business: 'Kept' }, TOKEN, 'kept'));
  const kept = env.IDEMPOTENCY_KEYS.getByName(`setup ${await fingerprint(`setup token ${TOKEN}`)}`);
  const held = await runInDurableObject(kept, (_, { storage }) => storage.sql.exec('SELECT * FROM claims').toArray());
  expect(JSON.stringify(held)).toContain(body.databaseId);
  expect(JSON.stringify(held)).not.toContain(body.apiKey.split('_')[2]);
});

test('a secret that was changed since gives no key that would not work', async () => {
  await own('rotated', {}, 'same', Date.now());
  const later = { ...env, KELET_SECRET: `newer\n${env.KELET_SECRET}` } as Env;
  const again = await setUpOnce(later, { token: 'rotated', idempotencyKey: 'same' }, { business: 'Test' }, Date.now());
  expect(again).toMatchObject({ status: 409, code: 'shown_once' });
});

test('a token is spent 30 days after its first business, with an Idempotency-Key and without', async () => {
  const now = Date.now();
  const DAY = 24 * 3_600_000;
  await own('old', {}, 'first', now);
  expect(await own('old', {}, 'in time', now + 29 * DAY)).toMatchObject({ businessId: expect.any(String) });
  expect(await own('old', {}, 'too late', now + 31 * DAY)).toMatchObject({ status: 409, code: 'setup_token_spent' });
  expect(await own('old', {}, undefined, now + 31 * DAY)).toMatchObject({ status: 409, code: 'setup_token_spent' });
  expect(await own('young', {}, 'first', now + 31 * DAY)).toMatchObject({ businessId: expect.any(String) });
});

test('a token is spent after 200 businesses', async () => {
  const setup = await fingerprint('setup token busy');
  const insert = env.CONTROL.prepare('INSERT INTO businesses (id, name, created_at, setup) VALUES (?1, ?1, ?2, ?3)');
  const one = (i: number) => insert.bind(`busy${i}`, Date.now(), setup);
  await env.CONTROL.batch(Array.from({ length: 199 }, (_, i) => one(i)));
  expect(await own('busy', {}, 'the last', Date.now())).toMatchObject({ businessId: expect.any(String) });
  expect(await own('busy', {}, 'one more', Date.now())).toMatchObject({ status: 409, code: 'setup_token_spent' });
});

test('a setup and a wrong token are logged, without the name and the token', async () => {
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  const { body } = await answered(await setUp({ business: 'Dana Travel' }));
  await setUp({ business: 'Dana Travel' }, 'wrong-token-1234567');
  const lines = info.mock.calls.map(([line]) => JSON.parse(line));
  const { businessId, databaseId } = body;
  expect(lines).toEqual([
    { event: 'business set up', businessId, databaseId, keyId: body.apiKey.split('_')[1] },
    { event: 'setup refused', code: 'wrong_token' },
  ]);
  info.mockRestore();
});

/** Sets up with a control database that fails, or a KV that does: the isolate is gone from there on. */
async function brokenOffAt(
  place: 'after writing' | 'before writing',
  token: string,
  key: string | undefined,
  at: number,
) {
  const gone = () => Promise.reject(new Error('the isolate is gone'));
  const real = env.IDEMPOTENCY_KEYS;
  const keys = {
    getByName: (name: string) => {
      const object = real.getByName(name);
      // Whoever is gone neither finishes nor gives up.
      return {
        begin: (...asked: Parameters<typeof object.begin>) => object.begin(...asked),
        finish: gone,
        giveUp: async () => undefined,
      };
    },
  };
  const CHANNELS = place === 'after writing' ? { put: gone } : env.CHANNELS;
  const CONTROL =
    place === 'before writing'
      ? new Proxy(env.CONTROL, {
          get: (target, name) => (name === 'batch' ? gone : Reflect.get(target, name).bind(target)),
        })
      : env.CONTROL;
  const on = { ...env, IDEMPOTENCY_KEYS: keys, CHANNELS, CONTROL } as unknown as Env;
  await expect(setUpOnce(on, { token, idempotencyKey: key }, { business: 'Test' }, at)).rejects.toThrow();
}

test.each([
  ['before writing', undefined],
  ['before writing', 'a key'],
  ['after writing', undefined],
  ['after writing', 'a key'],
] as const)(
  'a set-up that is broken off %s, with Idempotency-Key %s, ends with one business whose key works',
  async (place, key) => {
    const token = `broken off ${place} ${key}`;
    const now = Date.now();
    const before = await businesses();
    await brokenOffAt(place, token, key, now);
    expect(await own(token, {}, key, now + 1000)).toMatchObject({ status: 409, code: 'under_way' });
    const made = (await own(token, {}, key, now + 61_000)) as Exclude<Awaited<ReturnType<typeof own>>, Refusal>;
    expect(made).toMatchObject({ businessId: expect.any(String), stageIds: expect.any(Array) });
    expect(await businesses()).toBe(before + 1);
    const { body: channels } = await get(made, '/channels');
    expect(channels.items).toMatchObject([{ id: made.channelId, key: made.channelKey }]);
    expect(made.stageIds).toHaveLength(4);
    expect((await get(made, '/processes')).body.items).toMatchObject([{ id: made.processId }]);
    expect(await env.CHANNELS.get(`channel:${made.channelId}`)).not.toBeNull();
    const again = await own(token, {}, key, now + 62_000);
    if (key === undefined) expect(again).toMatchObject({ code: 'already_set_up' });
    else expect(again).toEqual(made);
    expect(await businesses()).toBe(before + 1);
  },
);

test('a set-up that was broken off names its business: another wish under its key is refused', async () => {
  const now = Date.now();
  await brokenOffAt('after writing', 'other wish', 'key', now);
  expect(await own('other wish', { business: 'Another' }, 'key', now + 61_000)).toMatchObject({
    code: 'idempotency_key_reused',
  });
  expect(await own('other wish', {}, 'key', now + 122_000)).toMatchObject({ businessId: expect.any(String) });
});
