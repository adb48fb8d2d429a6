import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { HeldQueue } from '../support/faults/held-queue.ts';
import { deliver } from '../support/worker/deliver.ts';
import { eventually } from '../support/worker/observe.ts';
import { call, get, type Json, newOwner, type Owner, putLead, tablesOf } from '../support/worker/owner.ts';

const ZELDA = { FirstName: 'Zelda', LastName: 'Quixote', Phone: '052-5512399', Email: 'zq@example.com' };
const WORDS = ['zelda', 'quixote', '5512399', 'zq@example', 'krypton'];

/** Sends a body whose messages stay in hand. */
async function hold(owner: Owner, body: string | Record<string, string>): Promise<LeadMessage[]> {
  const queue = new HeldQueue();
  const init = { method: 'POST', body: typeof body === 'string' ? body : new URLSearchParams(body) };
  const response = await app.fetch(new Request(owner.intakeUrl, init), queue.env, createExecutionContext());
  expect(response.status).toBeLessThan(500);
  return queue.messages;
}

const erase = async (owner: Owner, lead: Json) =>
  expect((await call(owner, 'DELETE', `/contacts/${lead.contactId}`)).status).toBe(204);

/** What of Zelda any row of the business says. */
async function left(owner: Owner): Promise<string[]> {
  const shard = env[owner.shard];
  const { results } = await shard
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'd1_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    .all<{ name: string }>();
  const tables = await shard.batch(results.map(({ name }) => shard.prepare(`SELECT * FROM ${name}`)));
  const rows = tables.flatMap((table) => table.results.map((row) => JSON.stringify(row)));
  const text = rows
    .filter((row) => row.includes(owner.databaseId))
    .join('\n')
    .toLowerCase();
  return WORDS.filter((word) => text.includes(word));
}

const rowOf = async (owner: Owner, id: string | undefined) =>
  (await tablesOf(owner)).leads.find((lead) => lead.id === id);

test('a lead that waits while its person is erased leaves nothing but its receipt', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  const waiting = [
    ...(await hold(owner, { Phone: '+972 52 551 2399', City: 'Krypton' })),
    ...(await hold(owner, { Email: 'ZQ@example.com', FirstName: 'Zelda' })),
  ];
  await erase(owner, lead);
  expect(await deliver(waiting)).toEqual({ acked: 2, again: 0 });
  expect(await left(owner)).toEqual([]);
  const { contacts, leads } = await tablesOf(owner);
  expect(contacts).toHaveLength(1);
  for (const { order } of waiting) {
    const row = leads.find(({ id }) => id === order.id);
    expect(row).toMatchObject({ status: 'duplicate', contactNumber: null, fields: null, raw: null });
    expect(row?.erasedAt).toBeGreaterThan(0);
    expect((await get(owner, `/leads/${order.id}`)).body).toMatchObject({ status: 'duplicate', contact: null });
  }
  await deliver(waiting);
  expect(await left(owner)).toEqual([]);
});

test('whoever comes after an erasure is new, though a lead that came before it is still under way', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  const waiting = await hold(owner, { Phone: '052-5512399', City: 'Krypton' });
  await erase(owner, lead);
  const next = await putLead(owner, { Phone: '052-5512399', FirstName: 'Noam' });
  expect(next).toMatchObject({ status: 'created', contactId: `${owner.databaseId}-2` });
  await deliver(waiting);
  expect((await tablesOf(owner)).contacts[1]).toMatchObject({ firstName: 'Noam', city: null });
  expect(await rowOf(owner, waiting[0]?.order.id)).toMatchObject({ fields: null, contactNumber: null });
});

test('a stranger’s lead that waits beside it is written as ever', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  const other = await hold(owner, { FirstName: 'Noam', Phone: '03-6123456' });
  await erase(owner, lead);
  await deliver(other);
  expect(await rowOf(owner, other[0]?.order.id)).toMatchObject({ status: 'created', contactNumber: 2, erasedAt: null });
});

test('what recognised the person once counts too, and what is another’s by now does not', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  await call(owner, 'PATCH', `/contacts/${lead.contactId}`, { phone: '03-6123456', email: null });
  const mine = await hold(owner, { Phone: '052-5512399', City: 'Krypton' });
  const shared = await hold(owner, { Email: 'zq@example.com', City: 'Lod' });
  await putLead(owner, { FirstName: 'Noam', Email: 'zq@example.com' });
  await erase(owner, lead);
  await deliver([...mine, ...shared]);
  expect(await rowOf(owner, mine[0]?.order.id)).toMatchObject({ fields: null });
  expect(await rowOf(owner, shared[0]?.order.id)).toMatchObject({ contactNumber: 2, erasedAt: null });
});

const DOCUMENT = `<leads><lead><FirstName>Noam</FirstName><Phone>03-6123456</Phone></lead>
  <lead><FirstName>Zelda</FirstName><Phone>052-5512399</Phone><City>Krypton</City></lead></leads>`;

test.each([
  ['the lead that carries its bytes', [1], [0]],
  ['the person’s own lead', [0], [1]],
  ['the whole of it', [], [0, 1]],
  ['the whole of it, and comes in the other order', [], [1, 0]],
])('a document’s bytes go with the person, though %s waits', async (_, first, second) => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  const messages = await hold(owner, DOCUMENT);
  const those = (which: number[]) => which.map((at) => messages[at]);
  await deliver(those(first));
  await erase(owner, lead);
  for (const message of those(second)) await deliver([message]);
  expect(await left(owner)).toEqual([]);
  const [carrier] = messages;
  expect(await rowOf(owner, carrier?.order.id)).toMatchObject({
    status: 'created',
    raw: null,
    fields: { details: { firstName: 'Noam' } },
  });
});

const of = (name: string, phone: string) => `<lead><FirstName>${name}</FirstName><Phone>${phone}</Phone></lead>`;

test.each([
  ['the lead known before', [1], [0]],
  ['the document', [0], [1]],
  ['both', [], [0, 1]],
])('bytes that also hold a lead known before go, though %s waits', async (_, first, second) => {
  const owner = await newOwner();
  const zelda = of('Zelda', '052-5512399');
  const [known] = await hold(owner, `<leads>${zelda}${of('Gal', '03-6123457')}</leads>`);
  const [document] = await hold(owner, `<leads>${of('Noam', '03-6123456')}${zelda}</leads>`);
  expect(document?.order.raw?.with).toContain(known?.order.id);
  const messages = [known, document];
  const lead = await putLead(owner, ZELDA);
  await deliver(first.map((at) => messages[at]));
  await erase(owner, lead);
  await deliver(second.map((at) => messages[at]));
  expect(await left(owner)).toEqual([]);
  expect(await rowOf(owner, document?.order.id)).toMatchObject({
    fields: { details: { firstName: 'Noam' } },
    raw: null,
  });
});

test('bytes that nobody could read go where they hold the person, and stay where they do not', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  const theirs = [
    ...(await hold(owner, '<lead><Phone>+972-52-551-23-99</Phone><City>Krypton</lead>')),
    ...(await hold(owner, '{"mail":"zq\\u0040example.com","City":"Krypton"')),
    ...(await hold(owner, { Nonsense: 'please call zq@example.com of Krypton' })),
  ];
  const others = await hold(owner, '<lead><Phone>03-6123456</Phone><City>Lod</lead>');
  await erase(owner, lead);
  await deliver([...theirs, ...others]);
  expect(await left(owner)).toEqual([]);
  for (const { order } of theirs) expect(await rowOf(owner, order.id)).toMatchObject({ raw: null, status: 'rejected' });
  expect((await rowOf(owner, others[0]?.order.id))?.raw).not.toBeNull();
});

test('a lead that can only be stored as failed leaves nothing either', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  const [message] = await hold(owner, { ...ZELDA, City: 'Krypton' });
  await erase(owner, lead);
  const { order } = message as LeadMessage;
  await deliver([{ ...message, order: { ...order, failure: true, lead: { ...order.lead, identities: [] } } }]);
  expect(await left(owner)).toEqual([]);
  expect(await rowOf(owner, order.id)).toMatchObject({ status: 'failed', raw: null });
});

test('a lead whose values are put right to be the person’s goes with its bytes', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, ZELDA);
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['Country'] });
  const rejected = await putLead(owner, { FirstName: 'Zelda', Phone: '03-6123456' });
  await erase(owner, lead);
  const values = { Phone: '052-5512399', Country: 'Israel' };
  await call(owner, 'POST', `/leads/${rejected.id}/replay`, { values });
  const row = await eventually(async () => {
    const found = await rowOf(owner, rejected.id);
    return found?.attempt === 2 && found;
  });
  expect(row).toMatchObject({ erasedAt: expect.any(Number), fields: null, raw: null, contactNumber: null });
});
