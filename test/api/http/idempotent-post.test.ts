import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { call, get, type Json, newOwner, ORIGIN, type Owner } from '../../support/worker/owner.ts';

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

const SETTINGS: [path: string, bodyOf: (owner: Owner, name?: string) => object][] = [
  ['/databases', (_, name = 'Second') => ({ name })],
  ['/channels', (_, name = 'Second') => ({ name })],
  ['/processes', (_, name = 'Second') => ({ name, stages: ['Call'] })],
  ['/stages', ({ processId }, name = 'Second') => ({ name, processId })],
  ['/fields', (_, name = 'Second') => ({ scope: 'contact', key: name, label: name, type: 'text' })],
  ['/forms', ({ channelId }, name = 'Second') => ({ name, channelId })],
  ['/portals', ({ channelId }, name = 'Second') => ({ name, title: 'Second', channelId })],
  ['/statuses', (_, name = 'Second') => ({ name })],
  ['/marketers', (_, name = 'Second') => ({ name, accountNumber: name })],
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

/** Another key of the same database. */
async function colleague(owner: Owner, scopes: string[]): Promise<Owner> {
  const { status, body } = await call(owner, 'POST', '/keys', { name: scopes.join(), scopes });
  expect(status).toBe(201);
  return { ...owner, apiKey: body.key };
}

describe.each(SETTINGS)(
  'an answer of POST %s under an Idempotency-Key belongs to the API key that asked',
  (path, bodyOf) => {
    // A database is opened by admin keys alone.
    const scope = path === '/databases' ? 'admin' : 'write';

    test('a key without the scope is refused, though the answer is kept', async () => {
      const owner = await newOwner();
      expect((await post(owner, path, bodyOf(owner), 'same')).status).toBe(201);
      const reader = await post(await colleague(owner, ['read']), path, bodyOf(owner), 'same');
      expect([reader.status, reader.body.code]).toEqual([403, 'scope_missing']);
    });

    test('another key with the same Idempotency-Key does a thing of its own', async () => {
      const owner = await newOwner();
      const first = await post(owner, path, bodyOf(owner), 'same');
      const other = await post(await colleague(owner, [scope]), path, bodyOf(owner, 'Third'), 'same');
      expect([first.status, other.status], JSON.stringify(other.body)).toEqual([201, 201]);
      expect(other.body.id).not.toBe(first.body.id);
    });
  },
);

test('a key that lost its scope gets no answer it was given before', async () => {
  const owner = await newOwner();
  const writer = await colleague(owner, ['write']);
  expect((await post(writer, '/statuses', { name: 'Second' }, 'same')).status).toBe(201);
  const { items } = (await get(owner, '/keys')).body;
  const { id } = items.find(({ name }: Json) => name === 'write');
  await call(owner, 'PATCH', `/keys/${id}`, { scopes: ['read'] });
  expect((await post(writer, '/statuses', { name: 'Second' }, 'same')).status).toBe(403);
});

test('two keys may enter contacts and send leads under the same Idempotency-Key', async () => {
  const owner = await newOwner();
  const other = await colleague(owner, ['read', 'write']);
  const dana = { FirstName: 'Dana', MobilePhone: '052-1234567' };
  for (const [path, mine, theirs, key] of [
    ['/contacts', { mobile: '052-1234567' }, { mobile: '052-7654321' }, 'contact'],
    ['/leads', dana, { ...dana, FirstName: 'Noa' }, 'lead'],
    ['/leads', dana, dana, 'the same lead'],
  ] as const) {
    const first = await post(owner, path, mine, key);
    const second = await post(other, path, theirs, key);
    expect([first.status < 300, second.status < 300], JSON.stringify(second.body)).toEqual([true, true]);
    expect(second.body.id).not.toBe(first.body.id);
    expect((await post(owner, path, mine, key)).body.id).toBe(first.body.id);
    expect((await post(other, path, theirs, key)).body.id).toBe(second.body.id);
  }
});

test("a channel's other sender cannot take the Idempotency-Key of an API key", async () => {
  const owner = await newOwner();
  const stranger = await exports.default.fetch(owner.intakeUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'same' },
    body: JSON.stringify({ FirstName: 'Noa', Phone: '052-7654321' }),
  });
  expect(stranger.status).toBe(200);
  expect((await post(owner, '/leads', { FirstName: 'Dana', Phone: '052-1234567' }, 'same')).status).toBe(200);
});

test('a key that an older build kept beside those of its whole database still names the same lead', async () => {
  const owner = await newOwner();
  const body = { firstName: 'Dana', phone: '052-1234567' };
  const first = await post(owner, '/contacts', body, 'before');
  expect(first.status, JSON.stringify(first.body)).toBe(201);
  const { id: keyId } = (await get(owner, '/keys')).body.items[0];
  const now = env.IDEMPOTENCY_KEYS.getByName(`api ${owner.databaseId} ${keyId}`);
  const claim = await now.held('key before');
  expect(claim).toBeDefined();
  if (claim) await env.IDEMPOTENCY_KEYS.getByName(`api ${owner.databaseId}`).claim('key before', claim);
  await now.giveUp('key before');
  expect((await post(owner, '/contacts', body, 'before')).body.id).toBe(first.body.id);
  expect((await get(owner, '/contacts')).body.items).toHaveLength(1);
  expect((await get(owner, '/leads')).body.items).toHaveLength(1);
});
