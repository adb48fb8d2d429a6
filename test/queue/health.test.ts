import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { type Health, healthOf } from '../../src/queue/health.ts';
import { downD1, withoutD1 } from '../support/faults/down-d1.ts';
import { withoutWriter } from '../support/faults/other-writer.ts';

const ask = async (on: Env) => {
  const response = await app.fetch(new Request('https://kelet.test/healthz'), on, createExecutionContext());
  return { status: response.status, health: (await response.json()) as Health };
};

const ALL = ['control', 'contacts1', 'contacts2', 'kv', 'writer', 'queue', 'fallbackStores'];

test('a whole deployment is ready, and tells its parts and nothing else', async () => {
  const { status, health } = await ask({ ...env, CONTROL: env.CONTROL.withSession() as unknown as D1Database });
  expect(status).toBe(200);
  expect(health).toEqual({
    status: 'ok',
    ready: true,
    parts: Object.fromEntries(ALL.map((part) => [part, 'ok'])),
    unprocessed: expect.any(Number),
    oldestUnprocessedSeconds: expect.any(Number),
  });
});

test('with D1 down it is alive and not ready, and says which databases are away', async () => {
  const { status, health } = await ask(withoutD1());
  expect(status).toBe(200);
  expect(health).toMatchObject({
    status: 'degraded',
    ready: false,
    parts: { control: 'away', contacts1: 'away', contacts2: 'away', kv: 'ok', writer: 'ok', queue: 'ok' },
  });
});

const away = () => Promise.reject(new Error('away'));
const noQueue = { LEADS: { metrics: away } } as unknown as Pick<Env, 'LEADS'>;
const noStores = { FALLBACK_STORE: { getByName: () => ({ waiting: away }) } } as unknown as Pick<Env, 'FALLBACK_STORE'>;

test.each<[string, Partial<Env>, string[], boolean]>([
  ['one shard', { CONTACTS_2: downD1() }, ['contacts2'], false],
  ['KV', { CHANNELS: { get: away } as unknown as KVNamespace }, ['kv'], false],
  ['the writer', { CONTACT_WRITER: withoutWriter().CONTACT_WRITER }, ['writer'], false],
  ['the queue', noQueue, ['queue'], true],
  ['the fallback stores', noStores, ['fallbackStores'], true],
  ['what takes leads at all', { ...noQueue, ...noStores }, ['queue', 'fallbackStores'], false],
])('without %s it says so', async (_, without, parts, ready) => {
  const health = await healthOf({ ...env, ...without }, Date.now());
  const named = Object.entries(health.parts).flatMap(([part, state]) => (state === 'away' ? [part] : []));
  expect([named, health.ready, health.status]).toEqual([parts, ready, 'degraded']);
});

test('a part that never answers counts as away before whoever asked gives up', async () => {
  const metrics = () => new Promise<never>(() => undefined);
  const health = await healthOf({ ...env, LEADS: { metrics } as unknown as Env['LEADS'] }, Date.now());
  expect(health.parts).toMatchObject({ queue: 'away', control: 'ok' });
});

test('a stranger who asks again and again makes one look', async () => {
  let looks = 0;
  const prepare = (sql: string) => {
    looks += 1;
    return env.CONTROL.prepare(sql);
  };
  const on = { ...env, CONTROL: { prepare } as unknown as D1Database };
  const first = await ask(on);
  for (let n = 0; n < 20; n++) expect(await ask(on)).toEqual(first);
  expect(looks).toBe(1);
});
