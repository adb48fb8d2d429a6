import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, newOwner, ORIGIN } from '../../support/worker/owner.ts';

test('a key is shown once, opens what its scopes say, and stops when revoked', async () => {
  const owner = await newOwner();
  const issued = await call(owner, 'POST', '/keys', { name: 'Reader', scopes: ['read'] });
  expect(issued).toMatchObject({ status: 201, body: { name: 'Reader', scopes: ['read'], revokedAt: null } });
  const { key: apiKey, ...shown } = issued.body;
  const list = await get(owner, '/keys');
  expect(list.body.items[1]).toEqual(shown);
  expect(JSON.stringify(list.body)).not.toContain(apiKey.split('_')[2]);

  const reader = { apiKey };
  expect((await get(reader, '/contacts')).status).toBe(200);
  expect((await get(reader, '/databases')).body.items).toHaveLength(1);
  for (const [method, path, body] of [
    ['POST', '/statuses', { name: 'X' }],
    ['PATCH', `/channels/${owner.channelId}`, { name: 'X' }],
    ['DELETE', `/channels/${owner.channelId}`, undefined],
    ['GET', '/keys', undefined],
    ['POST', '/keys', { name: 'X', scopes: ['admin'] }],
    ['POST', '/databases', { name: 'X' }],
    ['PATCH', `/databases/${owner.databaseId}`, { name: 'X' }],
  ] as const) {
    expect((await call(reader, method, path, body)).body, `${method} ${path}`).toMatchObject({
      status: 403,
      code: 'scope_missing',
    });
  }
  await call(owner, 'PATCH', `/keys/${shown.id}`, { scopes: ['write'], name: 'Writer' });
  expect((await get(reader, '/contacts')).status).toBe(403);
  expect((await call(reader, 'POST', '/statuses', { name: 'X' })).status).toBe(201);

  expect((await call(owner, 'DELETE', `/keys/${shown.id}`)).status).toBe(204);
  expect((await get(reader, '/contacts')).body).toMatchObject({ status: 401, code: 'wrong_key' });
  expect((await get(owner, `/keys/${shown.id}`)).body.revokedAt).toEqual(expect.any(String));
});

test('nobody locks themselves out', async () => {
  const owner = await newOwner();
  const [, own] = owner.apiKey.split('_');
  expect((await call(owner, 'DELETE', `/keys/${own}`)).body.code).toBe('own_key');
  expect((await call(owner, 'PATCH', `/keys/${own}`, { scopes: ['read'] })).body.code).toBe('own_key');
});

test("another database's keys are unknown", async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  const [, theirs] = other.apiKey.split('_');
  for (const method of ['GET', 'DELETE']) {
    expect((await call(owner, method, `/keys/${theirs}`)).status).toBe(404);
  }
});

test.each([
  ['none', undefined],
  ['another scheme', 'Basic abc'],
  ['no token', 'Bearer '],
  ['nonsense', 'Bearer kelet_x_y'],
  ['a made-up key', `Bearer kelet_${'0'.repeat(12)}_${'0'.repeat(32)}`],
  ['a huge one', `Bearer ${'k'.repeat(8000)}`],
])('a request with %s as key is 401', async (_name, authorization) => {
  for (const path of ['/contacts', '/leads/x', '/nowhere']) {
    const response = await exports.default.fetch(`${ORIGIN}/api/v1${path}`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  }
});

test('a right key id with a wrong secret is 401', async () => {
  const owner = await newOwner();
  const last = owner.apiKey.endsWith('0') ? '1' : '0';
  expect((await get({ apiKey: owner.apiKey.slice(0, -1) + last }, '/contacts')).status).toBe(401);
});
