import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { get, type Json, newOwner, ORIGIN, type Owner } from '../../support/worker/owner.ts';

const post = async (owner: Owner, path: string, body: unknown, key: string) => {
  const response = await exports.default.fetch(`${ORIGIN}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${owner.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Json };
};

const SETTINGS: [path: string, bodyOf: (owner: Owner) => object][] = [
  ['/databases', () => ({ name: 'Second' })],
  ['/channels', () => ({ name: 'Second' })],
  ['/processes', () => ({ name: 'Second', stages: ['Call'] })],
  ['/stages', ({ processId }) => ({ name: 'Second', processId })],
  ['/fields', () => ({ scope: 'contact', key: 'second', label: 'Second', type: 'text' })],
  ['/forms', ({ channelId }) => ({ name: 'Second', channelId })],
  ['/portals', ({ channelId }) => ({ name: 'Second', title: 'Second', channelId })],
  ['/statuses', () => ({ name: 'Second' })],
  ['/marketers', () => ({ name: 'Second', accountNumber: '22' })],
];

describe.each(SETTINGS)('POST %s with an Idempotency-Key', (path, bodyOf) => {
  test('is done once, and answered each time as the first time', async () => {
    const owner = await newOwner();
    const before = (await get(owner, `${path}?limit=200`)).body.items.length;
    const first = await post(owner, path, bodyOf(owner), 'same');
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    expect(await post(owner, path, bodyOf(owner), 'same')).toEqual(first);
    expect((await get(owner, `${path}?limit=200`)).body.items.length).toBe(before + 1);
  });

  test('is refused when it comes with other content', async () => {
    const owner = await newOwner();
    await post(owner, path, bodyOf(owner), 'same');
    const other = await post(owner, path, { ...bodyOf(owner), name: 'Third', label: 'Third' }, 'same');
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
  });
});

test('what was refused may be mended under the same key, and a burst is done once', async () => {
  const owner = await newOwner();
  expect((await post(owner, '/statuses', { name: '' }, 'same')).status).toBe(422);
  const burst = await Promise.all([1, 2, 3].map(() => post(owner, '/statuses', { name: 'Second' }, 'same')));
  expect(burst.map(({ status }) => [201, 409].includes(status))).toEqual([true, true, true]);
  const names = (await get(owner, '/statuses')).body.items.filter(({ name }: Json) => name === 'Second');
  expect(names).toHaveLength(1);
});

test('a key is issued once, and its secret is not kept for a retry', async () => {
  const owner = await newOwner();
  const first = await post(owner, '/keys', { name: 'Second' }, 'same');
  expect(first.status).toBe(201);
  const again = await post(owner, '/keys', { name: 'Second' }, 'same');
  expect([again.status, again.body.code]).toEqual([409, 'shown_once']);
  expect((await get(owner, '/keys')).body.items).toHaveLength(2);
});
