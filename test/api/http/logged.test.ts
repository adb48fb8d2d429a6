import { exports } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InternalForm } from '../../../src/published/form.ts';
import { mayAsk } from '../../../src/ways-in/internal-form/limit-look-ups.ts';
import { call, get, type Json, newOwner, ORIGIN } from '../../support/worker/owner.ts';

/* What whoever watches over a deployment finds in its log: ids and codes, never what somebody typed. */

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'info').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const logged = (event: string): Json[] => lines.map((line) => JSON.parse(line)).filter((it) => it.event === event);

test('a key is logged when it is issued, changed and revoked, without its name and its secret', async () => {
  const owner = await newOwner();
  const [, ownKeyId] = owner.apiKey.split('_');
  const by = { by: ownKeyId, databaseId: owner.databaseId };
  const { body: key } = await call(owner, 'POST', '/keys', { name: 'Dana at home', scopes: ['read', 'write'] });
  expect(logged('key issued')).toEqual([{ event: 'key issued', ...by, keyId: key.id, scopes: ['read', 'write'] }]);

  await call(owner, 'PATCH', `/keys/${key.id}`, { scopes: ['read'], name: 'Dana at work' });
  const changed = { isRenamed: true, oldScopes: ['read', 'write'], scopes: ['read'] };
  expect(logged('key changed')).toEqual([{ event: 'key changed', ...by, keyId: key.id, ...changed }]);

  await call(owner, 'DELETE', `/keys/${key.id}`);
  await call(owner, 'DELETE', `/keys/${key.id}`);
  expect(logged('key revoked')).toEqual([{ event: 'key revoked', ...by, keyId: key.id }]);

  expect(lines.join()).not.toMatch(/Dana/);
  expect(lines.join()).not.toContain(key.key.split('_')[2]);
});

test('a change of keys that is refused is not logged as one', async () => {
  const owner = await newOwner();
  const [, ownKeyId] = owner.apiKey.split('_');
  lines = [];
  expect((await call(owner, 'DELETE', `/keys/${ownKeyId}`)).status).toBe(409);
  expect((await call(owner, 'PATCH', `/keys/${ownKeyId}`, { scopes: ['read'] })).status).toBe(409);
  expect((await call(owner, 'DELETE', '/keys/nobody')).status).toBe(404);
  expect(lines).toEqual([]);
});

test('who shows no key, a wrong one or a revoked one is logged with no more than the id it claims', async () => {
  const owner = await newOwner();
  const [, id = '', secret = ''] = owner.apiKey.split('_');
  const wrong = `kelet_${id}_${secret.replace(/^./, (first) => (first === '0' ? '1' : '0'))}`;
  const { body: revoked } = await call(owner, 'POST', '/keys', { name: 'Gone' });
  await call(owner, 'DELETE', `/keys/${revoked.id}`);
  lines = [];

  await exports.default.fetch(`${ORIGIN}/api/v1/contacts?phone=052-1234567`);
  await get({ apiKey: 'a password of dana@example.com' }, '/contacts');
  await get({ apiKey: 'dana@example.com' }, '/contacts?phone=052-1234567');
  await get({ apiKey: wrong }, '/contacts');
  await get({ apiKey: revoked.key }, '/contacts');

  expect(logged('authentication failed')).toEqual([
    { event: 'authentication failed', code: 'no_key' },
    { event: 'authentication failed', code: 'no_key' },
    { event: 'authentication failed', code: 'wrong_key' },
    { event: 'authentication failed', code: 'wrong_key', claimedKeyId: id },
    { event: 'authentication failed', code: 'wrong_key', claimedKeyId: revoked.id },
  ]);
  expect(lines.join()).not.toMatch(/1234567|dana|password/);
  for (const token of [wrong, revoked.key]) expect(lines.join()).not.toContain(token.split('_')[2]);
});

test('a refusal by scope is logged with the operation, not with its address', async () => {
  const owner = await newOwner();
  const { body: reader } = await call(owner, 'POST', '/keys', { name: 'Reader', scopes: ['read'] });
  lines = [];
  await call({ apiKey: reader.key }, 'PATCH', `/contacts/${owner.databaseId}-1`, { firstName: 'Dana' });
  await call({ apiKey: reader.key }, 'GET', '/keys?cursor=052-1234567');
  const who = { event: 'scope missing', keyId: reader.id, databaseId: owner.databaseId };
  expect(logged('scope missing')).toEqual([
    { ...who, scope: 'write', method: 'PATCH', route: '/contacts/:id' },
    { ...who, scope: 'admin', method: 'GET', route: '/keys' },
  ]);
  expect(lines.join()).not.toMatch(/Dana|1234567/);
});

test('who cannot prove to be the sender it says is logged with the channel and the reason', async () => {
  const owner = await newOwner();
  const { channelId } = owner;
  const lead = { lead_id: 'x', user_column_data: [{ column_id: 'EMAIL', string_value: 'dana@example.com' }] };
  const send = (body: object) =>
    exports.default.fetch(owner.intakeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await call(owner, 'PATCH', `/channels/${channelId}`, { googleKey: 'the true key' });
  lines = [];
  expect((await send({ ...lead, google_key: 'a guess' })).status).toBe(403);
  await call(owner, 'PATCH', `/channels/${channelId}`, { onlyProven: true, metaVerifyToken: 'the true token' });
  expect((await send({ Email: 'dana@example.com' })).status).toBe(403);
  const query = 'hub.mode=subscribe&hub.verify_token=a-guess&hub.challenge=1';
  expect((await exports.default.fetch(`${owner.intakeUrl}?${query}`)).status).toBe(403);
  expect(logged('sender refused')).toEqual([
    { event: 'sender refused', channelId, code: 'google_key_wrong' },
    { event: 'sender refused', channelId, code: 'sender_not_proven' },
    { event: 'sender refused', channelId, code: 'verify_token_wrong' },
  ]);
  expect(lines.join()).not.toMatch(/dana|guess|the true/);
});

test('a link that asks too often whether somebody is known is logged', async () => {
  const FORM_LOOK_UPS = { limit: async () => ({ success: false }) };
  expect(await mayAsk({ FORM_LOOK_UPS }, { id: 'form' } as InternalForm)).toBe(false);
  expect(logged('too many requests')).toEqual([{ event: 'too many requests', door: 'look-ups', formId: 'form' }]);
});
