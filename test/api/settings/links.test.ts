import { describe, expect, test } from 'vitest';
import { call, get, newOwner } from '../../support/worker/owner.ts';

/* Internal forms and portals, as their owner sets them up. */

const PORTAL = { name: 'Autumn', title: 'Or Studio' };

describe('internal forms', () => {
  test('are made, listed, changed and revoked', async () => {
    const owner = await newOwner();
    const { status, body: form } = await call(owner, 'POST', '/forms', {
      name: ' Call  centre ',
      channelId: owner.channelId,
    });
    expect(status).toBe(201);
    expect(form.url).toMatch(/^https:\/\/kelet\.test\/form\/[0-9a-z]{30}$/);
    const days = (Date.parse(form.expiresAt) - Date.parse(form.createdAt)) / 86_400_000;
    expect(days).toBe(90);
    expect((await get(owner, '/forms')).body).toEqual({ items: [form], nextCursor: null });
    const changed = await call(owner, 'PATCH', `/forms/${form.id}`, { name: 'Evenings', processId: owner.processId });
    expect(changed.body).toEqual({ ...form, name: 'Evenings', processId: owner.processId });
    expect((await call(owner, 'DELETE', `/forms/${form.id}`)).status).toBe(204);
    expect((await call(owner, 'DELETE', `/forms/${form.id}`)).status).toBe(204);
    expect((await get(owner, `/forms/${form.id}`)).body.revokedAt).toEqual(expect.any(String));
  });

  test.each([
    [{ channelId: 'nothing' }, 'no_such_channel', 'channelId'],
    [{ processId: 'nothing' }, 'no_such_process', 'processId'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'invalid', 'expiresAt'],
    [{ expiresAt: '2999-01-01T00:00:00Z' }, 'invalid', 'expiresAt'],
    [{ expiresAt: 'tomorrow' }, 'invalid', 'expiresAt'],
    [{ name: ' ' }, 'invalid', 'name'],
    [{ key: 'mine' }, 'invalid', 'key'],
  ])('%j is refused: %s of %s', async (wish, code, field) => {
    const owner = await newOwner();
    const { status, body } = await call(owner, 'POST', '/forms', { name: 'A', channelId: owner.channelId, ...wish });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code, field });
  });
});

describe('portals', () => {
  test('are opened, listed, changed and closed', async () => {
    const owner = await newOwner();
    const { status, body: portal } = await call(owner, 'POST', '/portals', {
      ...PORTAL,
      channelId: owner.channelId,
      accent: '#8A3B12',
      fields: ['FirstName', 'MobilePhone', 'mobile'],
    });
    expect(status).toBe(201);
    expect(portal).toMatchObject({
      accent: '#8a3b12',
      fields: ['firstName', 'mobile'],
      doubleOptIn: false,
      consentText: null,
    });
    expect(portal.url).toMatch(/^https:\/\/kelet\.test\/portal\/[0-9a-z]{30}$/);
    expect((await get(owner, '/portals')).body.items).toEqual([portal]);
    const changed = await call(owner, 'PATCH', `/portals/${portal.id}`, {
      title: 'Or',
      consentText: 'I agree.\nReally.',
    });
    expect(changed.body).toEqual({ ...portal, title: 'Or', consentText: 'I agree.\nReally.' });
    expect((await call(owner, 'PATCH', `/portals/${portal.id}`, { consentText: null })).body.consentText).toBeNull();
    expect((await call(owner, 'DELETE', `/portals/${portal.id}`)).status).toBe(204);
    expect((await get(owner, '/portals')).body.items).toEqual([]);
  });

  test.each([
    [{ channelId: 'nothing' }, 'no_such_channel', 'channelId'],
    [{ accent: '#ffff00' }, 'too_little_contrast', 'accent'],
    [{ background: '#222222' }, 'too_little_contrast', 'background'],
    [{ accent: 'red;}body{display:none' }, 'invalid', 'accent'],
    [{ fields: ['firstName'] }, 'no_way_to_contact', 'fields'],
    [{ fields: ['mobile', 'shoe size'] }, 'no_such_field', 'fields'],
    [{ fields: ['mobile', 'redirectTo'] }, 'no_such_field', 'fields'],
    [{ fields: ['mobile', 'custom:nothing'] }, 'no_such_field', 'fields'],
    [{ doubleOptIn: true, fields: ['mobile'] }, 'email_needed', 'fields'],
    [{ consentText: '' }, 'invalid', 'consentText'],
    [{ title: ' ' }, 'invalid', 'title'],
    // A title is one line, so that it can be a mail's subject.
    [{ title: 'Or\r\nBcc: all@example.com' }, 'invalid', 'title'],
    [{ script: '1' }, 'invalid', 'script'],
  ])('%j is refused: %s of %s', async (wish, code, field) => {
    const owner = await newOwner();
    const { status, body } = await call(owner, 'POST', '/portals', { ...PORTAL, channelId: owner.channelId, ...wish });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code, field });
  });
});

test('another business’s forms and portals are nobody’s, and keys need the scope', async () => {
  const [owner, stranger] = [await newOwner(), await newOwner()];
  const form = (await call(owner, 'POST', '/forms', { name: 'A', channelId: owner.channelId })).body;
  const portal = (await call(owner, 'POST', '/portals', { ...PORTAL, channelId: owner.channelId })).body;
  for (const path of [`/forms/${form.id}`, `/portals/${portal.id}`]) {
    for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
      expect((await call(stranger, method, path, body)).status).toBe(404);
    }
  }
  expect((await call(stranger, 'POST', '/forms', { name: 'A', channelId: owner.channelId })).status).toBe(422);
  expect((await call(stranger, 'POST', '/portals', { ...PORTAL, channelId: owner.channelId })).status).toBe(422);
  const { key } = (await call(owner, 'POST', '/keys', { name: 'Reader', scopes: ['read'] })).body;
  const reader = { apiKey: key as string };
  // The link itself lets leads in, so that reading it is more than reading.
  expect((await get(reader, '/forms')).status).toBe(403);
  expect((await get(reader, '/portals')).status).toBe(200);
  expect((await call(reader, 'DELETE', `/portals/${portal.id}`)).status).toBe(403);
});
