import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { get, newOwner, sendLead, setUp } from '../../support/worker/owner.ts';

test('a fresh deployment is set up with one call and takes a lead at once', async () => {
  const owner = await newOwner({ business: 'Dana Travel', channel: 'Landing page' });
  expect(owner).toMatchObject({
    databaseId: expect.stringMatching(/^[0-9a-z]{8}$/),
    apiKey: expect.stringMatching(/^kelet_[0-9a-z]{12}_[0-9a-z]{32}$/),
    intakeUrl: `https://kelet.test/in/${owner.channelKey}`,
  });
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  expect(lead).toMatchObject({ status: 'created', channel: 'Landing page', contact: { firstName: 'Dana', number: 1 } });

  const { body } = await get(owner, '/processes');
  expect(body.items).toMatchObject([{ id: owner.processId, name: 'New inquiry', position: 0 }]);
  expect(body.items[0].stages.map(({ id }: { id: string }) => id)).toEqual(owner.stageIds);
});

test('a business in Hebrew starts with Hebrew words', async () => {
  const owner = await newOwner({ language: 'he' });
  const statuses = (await get(owner, '/statuses')).body.items;
  expect(statuses.map(({ name, role }: { name: string; role: string | null }) => [name, role])).toEqual([
    ['חדש', 'new'],
    ['בטיפול', null],
    ['לקוח', null],
    ['לא מעוניין', 'notInterested'],
  ]);
  expect((await get(owner, '/processes')).body.items[0].name).toBe('טיפול בפנייה');
});

test('the shard can be named, and both take leads', async () => {
  for (const shard of ['CONTACTS_1', 'CONTACTS_2']) {
    const owner = await newOwner({ shard });
    expect(owner.shard).toBe(shard);
    expect((await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' })).status).toBe('created');
  }
});

test('the secret of a key is stored nowhere', async () => {
  const owner = await newOwner();
  const [, id, secret = ''] = owner.apiKey.split('_');
  const row = await env.CONTROL.prepare('SELECT * FROM api_keys WHERE id = ?').bind(id).first();
  expect(row).toBeTruthy();
  expect(JSON.stringify(row)).not.toContain(secret);
});

test.each([
  ['a wrong token', { business: 'X' }, 'wrong', 401, 'wrong_token'],
  ['no body', '', 'test-setup-token', 400, 'unreadable'],
  ['broken JSON', '{"business":', 'test-setup-token', 400, 'unreadable'],
  ['no business', {}, 'test-setup-token', 422, 'invalid'],
  ['an unknown field', { business: 'X', colour: 'red' }, 'test-setup-token', 422, 'invalid'],
  ['an unknown country', { business: 'X', country: 'ZZ' }, 'test-setup-token', 422, 'invalid'],
  ['an unknown shard', { business: 'X', shard: 'CONTROL' }, 'test-setup-token', 422, 'no_such_shard'],
  ['null', 'null', 'test-setup-token', 422, 'invalid'],
])('setup refuses %s', async (_name, wish, token, status, code) => {
  const response = await setUp(wish, token);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ status, code, detail: expect.any(String) });
});
