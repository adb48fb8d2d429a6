import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, ORIGIN, type Owner, sendLead } from '../../support/worker/owner.ts';

/* Two people edit one contact: the second is told, and nothing of the first's is lost. */

async function ask(owner: Owner, method: string, id: string, ifMatch?: string, body?: Json, key?: string) {
  const response = await exports.default.fetch(`${ORIGIN}/api/v1/contacts/${id}`, {
    method,
    headers: {
      authorization: `Bearer ${owner.apiKey}`,
      'content-type': 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, tag: response.headers.get('etag') ?? '', body: (await response.json()) as Json };
}

async function aContact() {
  const owner = await newOwner();
  const { contactId } = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const { tag } = await ask(owner, 'GET', contactId);
  expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
  return { owner, id: contactId as string, tag };
}

test('who read the contact as it is changes it, and gets the ETag it has then', async () => {
  const { owner, id, tag } = await aContact();
  const changed = await ask(owner, 'PATCH', id, tag, { city: 'Haifa' });
  expect(changed).toMatchObject({ status: 200, body: { city: 'Haifa' } });
  expect(changed.tag).not.toBe(tag);
  expect((await ask(owner, 'GET', id)).tag).toBe(changed.tag);
  expect((await ask(owner, 'PATCH', id, changed.tag, { city: 'Eilat' })).status).toBe(200);
});

test('who read it before somebody changed it is told, and nothing is written', async () => {
  const { owner, id, tag } = await aContact();
  await ask(owner, 'PATCH', id, tag, { city: 'Haifa' });
  const before = (await get(owner, `/contacts/${id}/log`)).body;
  expect(await ask(owner, 'PATCH', id, tag, { city: 'Eilat', firstName: 'Dani' })).toMatchObject({
    status: 412,
    body: { code: 'changed_meanwhile' },
  });
  expect((await ask(owner, 'GET', id)).body).toMatchObject({ city: 'Haifa', firstName: 'Dana' });
  expect((await get(owner, `/contacts/${id}/log`)).body).toEqual(before);
});

test('of ten changes at once with one ETag exactly one is made', async () => {
  const { owner, id, tag } = await aContact();
  const cities = Array.from({ length: 10 }, (_, i) => `City ${i}`);
  const answers = await Promise.all(cities.map((city) => ask(owner, 'PATCH', id, tag, { city })));
  const made = answers.filter(({ status }) => status === 200);
  expect(made).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
  expect((await ask(owner, 'GET', id)).body.city).toBe(made[0]?.body.city);
});

test('an inquiry that changes no field is no change, one that fills a field is', async () => {
  const { owner, id, tag } = await aContact();
  await sendLead(owner, { Phone: '052-1234567' });
  expect((await ask(owner, 'GET', id)).tag).toBe(tag);
  await sendLead(owner, { Phone: '052-1234567', City: 'Haifa', Remarks: 'And once more' });
  expect((await ask(owner, 'PATCH', id, tag, { city: 'Eilat' })).status).toBe(412);
});

test('every field that can be edited counts', async () => {
  const { owner, id } = await aContact();
  await call(owner, 'POST', '/fields', { scope: 'contact', key: 'rooms', label: 'Rooms', type: 'number' });
  const tags = [(await ask(owner, 'GET', id)).tag];
  for (const change of [
    { firstName: 'Dani' },
    { email: 'dana@example.com' },
    { notes: 'x' },
    { mailingList: true },
    { contactTypes: ['Buyer'] },
    { status: 'Customer' },
    { custom: { rooms: 3 } },
    { marketer: { reference: 'spring' } },
  ]) {
    const changed = await ask(owner, 'PATCH', id, tags.at(-1), change);
    expect(changed.status).toBe(200);
    tags.push(changed.tag);
  }
  expect(new Set(tags).size).toBe(tags.length);
});

test('the same change sent again under its Idempotency-Key was made, whatever the ETag is by now', async () => {
  const { owner, id, tag } = await aContact();
  expect((await ask(owner, 'PATCH', id, tag, { city: 'Haifa' }, 'once')).status).toBe(200);
  expect((await ask(owner, 'PATCH', id, tag, { city: 'Haifa' }, 'once')).status).toBe(200);
});

test.each([
  ['any version', '*', 200],
  ['nothing said', undefined, 200],
  ['one of several', 'TAG', 200],
  ['a weak tag', 'W/"x"', 412],
  ['no tag at all', 'yesterday', 412],
])('If-Match with %s', async (_what, header, status) => {
  const { owner, id, tag } = await aContact();
  const said = header === 'TAG' ? `"other", ${tag}` : header;
  expect((await ask(owner, 'PATCH', id, said, { city: 'Haifa' })).status).toBe(status);
});

test('a key that may not read gets no ETag', async () => {
  const { owner, id } = await aContact();
  const writer = (await call(owner, 'POST', '/keys', { name: 'Writer', scopes: ['write'] })).body.key;
  const changed = await ask({ ...owner, apiKey: writer }, 'PATCH', id, undefined, { city: 'Haifa' });
  expect(changed).toMatchObject({ status: 200, tag: '' });
});
