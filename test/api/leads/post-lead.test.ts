import { expect, test } from 'vitest';
import { callWithKey } from '../../support/worker/keyed.ts';
import { call, get, newOwner, tablesOf, writtenLead } from '../../support/worker/owner.ts';

const DANA = { FirstName: 'Dana', 'טלפון נייד': '052-1234567' };

test('a lead goes through the whole pipeline, and wait=1 answers with the outcome and the contact', async () => {
  const owner = await newOwner();
  const first = await call(owner, 'POST', '/leads?wait=1', { ...DANA, channelKey: owner.channelKey });
  expect(first).toMatchObject({
    status: 200,
    body: {
      status: 'created',
      contact: { firstName: 'Dana', mobile: '052-1234567', createdBy: 'Website (JSON)' },
      warnings: [],
    },
  });
  const again = await call(owner, 'POST', '/leads?wait=1', { Phone: '0521234567', City: 'Haifa' });
  expect(again.body).toMatchObject({ status: 'updated', contact: { id: first.body.contact.id, city: 'Haifa' } });
  const lead = (await get(owner, `/leads/${first.body.id}`)).body;
  expect(lead).toMatchObject({ channelId: owner.channelId, wayIn: 'json', fields: { unknown: {} } });
  expect((await tablesOf(owner)).tasks).toHaveLength(2);
});

test('without wait it is queued and written soon', async () => {
  const owner = await newOwner();
  const { status, body } = await call(owner, 'POST', '/leads', DANA);
  expect([status, body.status, body.contact]).toEqual([200, 'queued', null]);
  expect(await writtenLead(owner, body.id)).toMatchObject({ status: 'created', contact: { firstName: 'Dana' } });
});

test('the channel named decides: its mapping, its stage, its name', async () => {
  const owner = await newOwner();
  const settings = { name: 'Partner', mapping: { q1: 'MobilePhone' }, stageId: owner.stageIds[2], waysIn: [] };
  const { body: channel } = await call(owner, 'POST', '/channels', settings);
  const { body } = await call(owner, 'POST', '/leads?wait=1', { channelId: channel.id, q1: '052-1234567' });
  expect(body.contact).toMatchObject({ mobile: '052-1234567', createdBy: 'Partner (JSON)' });
  expect((await tablesOf(owner)).tasks).toMatchObject([{ stageId: owner.stageIds[2] }]);
});

test("another database's channel is 404", async () => {
  const owner = await newOwner();
  const other = await newOwner();
  for (const wish of [{ channelId: other.channelId }, { channelKey: other.channelKey }, { channelId: 'x' }]) {
    expect((await call(owner, 'POST', '/leads?wait=1', { ...DANA, ...wish })).status).toBe(404);
  }
});

test('a lead nobody can contact is 422 and kept as rejected', async () => {
  const owner = await newOwner();
  for (const wait of ['', '?wait=1']) {
    const { status, body } = await call(owner, 'POST', `/leads${wait}`, { FirstName: `Dana${wait}` });
    expect([status, body.code]).toEqual([422, 'no_way_to_contact']);
    expect(await writtenLead(owner, body.leadId)).toMatchObject({ status: 'rejected' });
  }
});

test('an Idempotency-Key makes it one lead; other content is 409', async () => {
  const owner = await newOwner();
  const send = (body: unknown) => callWithKey(owner, 'k', 'POST', '/leads?wait=1', body);
  const [first, second] = [await send(DANA), await send(DANA)];
  expect(second.body.id).toBe(first.body.id);
  expect(second.body.status).toBe('created');
  expect((await send({ ...DANA, City: 'X' })).status).toBe(409);
  expect((await tablesOf(owner)).leads).toHaveLength(1);
});

test('numbers keep all their digits, and the bytes are kept as sent', async () => {
  const owner = await newOwner();
  const sent = '{"Phone": "0521234567",  "gclid": 12345678901234567890}';
  const { body } = await call(owner, 'POST', '/leads?wait=1', sent);
  const lead = (await get(owner, `/leads/${body.id}`)).body;
  expect(lead.fields.unknown).toEqual({ gclid: '12345678901234567890' });
  expect(lead.raw.body).toBe(sent);
});

test('what is no lead is refused: a list, nothing, too much', async () => {
  const owner = await newOwner();
  expect((await call(owner, 'POST', '/leads', [])).status).toBe(422);
  expect((await call(owner, 'POST', '/leads', '')).status).toBe(400);
  expect((await call(owner, 'POST', '/leads', { Remarks: 'x'.repeat(70_000) })).status).toBe(413);
  expect((await call(owner, 'POST', '/leads', {})).status).toBe(422);
});
