import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { newLeadId } from '../../../src/ids/lead-id.ts';
import { deliver } from '../../support/worker/deliver.ts';
import {
  call,
  get,
  type Json,
  newOwner,
  type Owner,
  putLead,
  tablesOf,
  writtenLead,
} from '../../support/worker/owner.ts';

/** Every row of every table of the shard, as text. */
async function dump(owner: Owner): Promise<string> {
  const shard = env[owner.shard];
  const { results } = await shard
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'd1_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    .all<{ name: string }>();
  const tables = await shard.batch(results.map(({ name }) => shard.prepare(`SELECT * FROM ${name}`)));
  expect(results.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['contacts', 'leads', 'merges', 'contact_log']),
  );
  const rows = tables.flatMap((table) => table.results.map((row) => JSON.stringify(row)));
  return rows
    .filter((row) => row.includes(owner.databaseId))
    .join('\n')
    .toLowerCase();
}

const traces = (text: string, words: string[]) => words.filter((word) => text.includes(word.toLowerCase()));

test('erasing leaves no byte of the person in any table, and receipts and neighbours stand', async () => {
  const owner = await newOwner();
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { replaces: true });
  await call(owner, 'POST', '/fields', { key: 'budget', type: 'text' });
  const words = ['Zelda', 'Quixote', '5512399', 'zq@', 'Krypton', 'Notabene', 'Rarefield', 'Strange', 'Zorro'];
  const lead = await putLead(owner, {
    FirstName: 'Zelda',
    LastName: 'Quixote',
    Phone: '052-5512399',
    City: 'Krypton',
    Remarks: 'Notabene',
    Strange: 'Strange thing',
    budget: 'Rarefield',
  });
  await putLead(owner, {
    Phone: '052-5512399',
    Email: 'zq@example.com',
    FirstName: 'Zorro',
    UpdateExistingDetails: '1',
  });
  await call(owner, 'PATCH', `/contacts/${lead.contactId}`, { firstName: 'Zelda' });
  await call(owner, 'PATCH', `/tasks/${lead.contactId}-1`, { notes: 'Notabene too' });
  const again =
    '<leads><lead><FirstName>Noam</FirstName><Phone>03-6123456</Phone></lead><lead><FirstName>Zelda</FirstName><Phone>0525512399</Phone></lead></leads>';
  const shared = await exports.default.fetch(owner.intakeUrl, { method: 'POST', body: again });
  const ids = [...(await shared.text()).matchAll(/<id>([^<]+)</g)].map(([, id]) => id ?? '');
  for (const id of ids) await writtenLead(owner, id);
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['Country'] });
  const rejected = await putLead(owner, { FirstName: 'Zelda', Phone: '+972 52 551 2399' });
  expect(rejected.status).toBe('rejected');
  expect(traces(await dump(owner), words)).toEqual(words.map((word) => word));
  const before = await tablesOf(owner);

  expect((await call(owner, 'DELETE', `/contacts/${lead.contactId}`)).status).toBe(204);

  expect(traces(await dump(owner), words)).toEqual([]);
  const after = await tablesOf(owner);
  const receipts = ({ leads }: typeof after) => leads.map(({ id, receivedAt, status }) => ({ id, receivedAt, status }));
  expect(receipts(after)).toEqual(receipts(before));
  expect(after.contacts.map(({ number, erasedAt }) => [number, erasedAt !== null])).toEqual([
    [1, true],
    [2, false],
  ]);
  expect(after.contacts[1]).toEqual(before.contacts[1]);
  expect(after.leads.find(({ id }) => id === ids[0])).toMatchObject({
    raw: null,
    fields: { details: { firstName: 'Noam' } },
  });

  for (const path of ['', '/log', '/tasks']) {
    expect((await get(owner, `/contacts/${lead.contactId}${path}`)).status).toBe(404);
  }
  expect((await get(owner, '/contacts')).body.items.map(({ number }: Json) => number)).toEqual([2]);
  expect((await get(owner, '/contacts?phone=0525512399')).body.items).toEqual([]);
  expect((await get(owner, '/contacts?q=zel')).body.items).toEqual([]);
  expect((await get(owner, '/tasks?status=open')).body.items.map(({ contactId }: Json) => contactId)).toEqual([
    `${owner.databaseId}-2`,
  ]);
  expect((await get(owner, `/leads/${lead.id}`)).body).toMatchObject({
    status: 'created',
    fields: null,
    contact: null,
  });
  expect((await call(owner, 'POST', `/leads/${rejected.id}/replay`)).status).toBe(409);
  expect((await call(owner, 'DELETE', `/contacts/${lead.contactId}`)).status).toBe(404);
  expect((await call(owner, 'PATCH', `/contacts/${lead.contactId}`, { city: 'X' })).status).toBe(404);
});

test('a late redelivery or replay of an erased lead changes nothing, and the number is never given again', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  const { leads } = await tablesOf(owner);
  const [row] = leads;
  if (!row?.fields) throw new Error('no lead');
  const order = {
    ...{ id: lead.id, channelId: owner.channelId, wayIn: 'html-form', sender: 'generic', charset: 'utf-8' },
    ...{ receivedAt: row.receivedAt, attempt: 1, fingerprint: 'x', doubleSubmitWindow: 0, createdBy: 'x' },
    ...{ compares: ['phone'], task: null, raw: row.raw, rawIndex: 0, rawOf: null, lead: row.fields },
    ...{ rejection: null, quarantine: null },
  };
  const message = { v: 1, databaseId: owner.databaseId, order };
  await call(owner, 'DELETE', `/contacts/${lead.contactId}`);
  const before = await tablesOf(owner);
  expect(await deliver([message, { ...message, order: { ...order, attempt: 2 } }])).toEqual({ acked: 2, again: 0 });
  expect(await tablesOf(owner)).toEqual(before);
  const next = await putLead(owner, { FirstName: 'Noam', Phone: '052-5512399' });
  expect(next.contactId).toBe(`${owner.databaseId}-2`);
});

test('a rejected lead in flight again does not come back after its person was erased', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['Country'] });
  const rejected = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399', City: 'X' });
  const { leads } = await tablesOf(owner);
  const row = leads.find(({ id }) => id === rejected.id);
  if (!row?.fields) throw new Error('no lead');
  await call(owner, 'DELETE', `/contacts/${lead.contactId}`);
  const before = await tablesOf(owner);
  const { databaseId } = owner;
  const {
    erasedAt: _erased,
    contactNumber: _number,
    status: _status,
    outcome: _outcome,
    warnings: _w,
    fields,
    ...rest
  } = row;
  const order = { ...rest, attempt: 2, lead: fields, rejection: null, quarantine: null };
  const decided = { fingerprint: 'x', doubleSubmitWindow: 0, createdBy: 'x', compares: [], task: null };
  await deliver([{ v: 1, databaseId, order: { ...order, ...decided } }]);
  expect(await tablesOf(owner)).toEqual(before);
});

test('erasing the kept contact erases whom it was merged from', async () => {
  const owner = await newOwner();
  const phone = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  await putLead(owner, { FirstName: 'Quixote', Email: 'zq@example.com', City: 'Krypton' });
  await putLead(owner, { Phone: '052-5512399', Email: 'zq@example.com' });
  const [pair] = (await get(owner, '/duplicates')).body.items;
  await call(owner, 'POST', `/duplicates/${pair.id}/merge`, { keep: phone.contactId });
  await call(owner, 'DELETE', `/contacts/${phone.contactId}`);
  expect(traces(await dump(owner), ['Zelda', 'Quixote', '5512399', 'zq@', 'Krypton'])).toEqual([]);
  expect((await get(owner, `/contacts/${owner.databaseId}-2`)).status).toBe(404);
  expect((await tablesOf(owner)).contacts).toHaveLength(2);
});

test('erasing one of two that were merged and parted leaves nothing of it with the other', async () => {
  const owner = await newOwner();
  const phone = await putLead(owner, { FirstName: 'Noam', Phone: '052-1234567' });
  const email = await putLead(owner, { LastName: 'Quixote', Email: 'zq@example.com', City: 'Krypton' });
  await putLead(owner, { Phone: '052-1234567', Email: 'zq@example.com' });
  const [pair] = (await get(owner, '/duplicates')).body.items;
  const { body } = await call(owner, 'POST', `/duplicates/${pair.id}/merge`, { keep: phone.contactId });
  await call(owner, 'POST', `/merges/${body.mergeId}/undo`);
  await call(owner, 'DELETE', `/contacts/${email.contactId}`);
  expect(traces(await dump(owner), ['Quixote', 'Krypton'])).toEqual([]);
  expect((await get(owner, `/contacts/${phone.contactId}`)).body).toMatchObject({ firstName: 'Noam', city: null });
});

test('a retry that was recognised, and a message nobody could read, are emptied too', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  const [row] = (await tablesOf(owner)).leads;
  const [card] = (await tablesOf(owner)).contacts;
  const [fingerprint] = card?.recentLeads?.[0] ?? [];
  const { databaseId } = owner;
  const id = await newLeadId('test-secret', databaseId, Date.now());
  const order = { ...orderOfRow(row, lead.raw), id, fingerprint, doubleSubmitWindow: 60_000 };
  await deliver([
    { v: 1, databaseId, order },
    { v: 99, databaseId, order: { said: 'Zelda, 052-551-2399' } },
    { v: 99, databaseId, order: { said: 'Noam, 052-1234567' } },
  ]);
  expect((await get(owner, `/leads/${id}`)).body).toMatchObject({ status: 'duplicate', contactId: lead.contactId });
  await call(owner, 'DELETE', `/contacts/${lead.contactId}`);
  expect(traces(await dump(owner), ['Zelda', '5512399'])).toEqual([]);
  expect((await get(owner, `/leads/${id}`)).body).toMatchObject({
    status: 'duplicate',
    fields: null,
    erasedAt: expect.any(String),
  });
  const { results } = await env.CONTROL.prepare('SELECT body FROM dead_letters').all<{ body: string }>();
  const bodies = results.map(({ body }) => body).join();
  expect(bodies).not.toContain('Zelda');
  expect(bodies).toContain('Noam');
});

const orderOfRow = (row: Json, raw: Json) => ({
  channelId: row.channelId,
  wayIn: row.wayIn,
  sender: row.sender,
  charset: row.charset,
  receivedAt: row.receivedAt,
  attempt: 1,
  createdBy: 'x',
  compares: ['phone'],
  task: null,
  raw: row.raw ?? raw,
  rawIndex: 0,
  rawOf: null,
  lead: row.fields,
  rejection: null,
  quarantine: null,
});

test('a document sent again with somebody new in it loses its bytes with whoever was known before', async () => {
  const owner = await newOwner();
  const of = (name: string, phone: string) => `<lead><FirstName>${name}</FirstName><Phone>${phone}</Phone></lead>`;
  const [zelda, noam, gal] = [of('Zelda', '052-5512399'), of('Noam', '03-6123456'), of('Gal', '03-6123457')];
  const post = async (leads: string) => {
    const response = await exports.default.fetch(owner.intakeUrl, { method: 'POST', body: `<leads>${leads}</leads>` });
    return [...(await response.text()).matchAll(/<id>([^<]+)</g)].map(([, id]) => id ?? '');
  };
  const [first = ''] = await post(zelda + gal);
  const ids = await post(noam + zelda);
  expect(ids).toContain(first);
  for (const id of ids) await writtenLead(owner, id);
  const { leads } = await tablesOf(owner);
  expect(leads.filter(({ raw }) => raw?.body.includes('Zelda'))).toHaveLength(2);
  const { body } = await get(owner, `/leads/${first}`);
  await call(owner, 'DELETE', `/contacts/${body.contactId}`);
  expect(traces(await dump(owner), ['Zelda', '5512399'])).toEqual([]);
  expect(traces(await dump(owner), ['Noam', '6123456'])).toEqual(['Noam', '6123456']);
});

test('what recognised the person once is looked for too, unless it is somebody else’s by now', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399', Email: 'zelda@example.com' });
  const path = `/contacts/${lead.contactId}`;
  await call(owner, 'PATCH', path, { phone: '052-5512388', email: 'zq@example.com' });
  await call(owner, 'PATCH', path, { email: null });
  const { body: heir } = await call(owner, 'POST', '/contacts', { firstName: 'Heir', phone: '052-5512388' });
  await call(owner, 'PATCH', path, { phone: '052-5512377' });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['Country'] });
  const sent = await Promise.all(
    ['5512399', '5512388', '5512377'].map((rest) => putLead(owner, { FirstName: `By ${rest}`, Phone: `052-${rest}` })),
  );
  sent.push(await putLead(owner, { FirstName: 'By mail', Email: 'zelda@example.com' }));
  sent.push(await putLead(owner, { FirstName: 'By another', Email: 'ZQ@example.com' }));
  expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 'rejected'));

  await call(owner, 'DELETE', path);
  const left = await Promise.all(sent.map(async ({ id }) => (await get(owner, `/leads/${id}`)).body.fields !== null));
  expect(left).toEqual([false, true, false, false, false]);
  expect(traces(await dump(owner), ['5512399', '5512377', 'zelda@', 'zq@'])).toEqual([]);
  expect((await get(owner, `/contacts/${heir.id}`)).body.phone).toBe('052-5512388');
});

test('no object keeps what a person’s leads were called by in a way that names them', async () => {
  const owner = await newOwner();
  const response = await exports.default.fetch(owner.intakeUrl, {
    method: 'POST',
    headers: { 'idempotency-key': 'zelda@example.com 0525512399', accept: 'application/json' },
    body: new URLSearchParams({ FirstName: 'Zelda', Phone: '052-5512399' }),
  });
  const { id } = await response.json<{ id: string }>();
  const { contactId } = await writtenLead(owner, id);
  await call(owner, 'DELETE', `/contacts/${contactId}`);
  const kept = await runInDurableObject(env.IDEMPOTENCY_KEYS.getByName(owner.channelId), (_, { storage }) =>
    storage.sql.exec('SELECT * FROM claims').toArray(),
  );
  expect(kept).toHaveLength(1);
  expect(traces(JSON.stringify(kept), ['zelda', '5512399', 'example.com'])).toEqual([]);
});
