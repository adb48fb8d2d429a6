import { expect, test } from 'vitest';
import { callWithKey } from '../../support/worker/keyed.ts';
import { call, get, type Json, newOwner, type Owner, putLead, sendLead, tablesOf } from '../../support/worker/owner.ts';

/* Whoever works with a contact writes notes, calls and meetings into its log; they go where the contact goes. */

async function aContact() {
  const owner = await newOwner();
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  return { owner, id: lead.contactId as string, leadId: lead.id as string };
}

const write = (owner: Owner, id: string, body: Json) => call(owner, 'POST', `/contacts/${id}/log`, body);
const logOf = async (owner: Owner, id: string): Promise<Json[]> => (await get(owner, `/contacts/${id}/log`)).body.items;

test('a note, a call and a meeting stand in the log, newest first, with who wrote them and when', async () => {
  const { owner, id } = await aContact();
  const texts = { note: 'שלום <b>דנה</b>', call: 'No answer', meeting: 'Sunday at ten\nin the office' };
  for (const [kind, text] of Object.entries(texts)) {
    const { status, body } = await write(owner, id, { kind, text });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind, text, by: expect.stringContaining('(API)'), at: expect.stringMatching(/Z$/) });
  }
  expect(await logOf(owner, id)).toMatchObject([
    { kind: 'meeting', text: texts.meeting, changes: [] },
    { kind: 'call', text: texts.call },
    { kind: 'note', text: texts.note, by: expect.stringContaining('(API)') },
    { kind: 'inquiry' },
  ]);
});

test('it changes nothing else: neither card nor task nor identity', async () => {
  const { owner, id } = await aContact();
  const { log: _, ...before } = await tablesOf(owner);
  await write(owner, id, { text: 'Calls back tomorrow' });
  const { log, ...after } = await tablesOf(owner);
  expect(after).toEqual(before);
  expect(log).toHaveLength(1);
});

test('sent twice under one Idempotency-Key it is one note, and with other words it is refused', async () => {
  const { owner, id } = await aContact();
  const keyed = (text: string) => callWithKey(owner, 'note-1', 'POST', `/contacts/${id}/log`, { text });
  const first = await keyed('Once');
  expect(await keyed('Once')).toEqual({ ...first, status: 201 });
  expect((await keyed('Twice')).body.code).toBe('idempotency_key_reused');
  expect((await logOf(owner, id)).filter(({ kind }) => kind === 'note')).toHaveLength(1);
});

test('notes go over with a merge, and back with its undo', async () => {
  const { owner, id } = await aContact();
  const other = (await call(owner, 'POST', '/contacts', { firstName: 'Daniela' })).body;
  await write(owner, other.id, { text: 'Of the other one' });
  const { body } = await call(owner, 'POST', `/contacts/${id}/merge`, { contactId: other.id });
  expect((await logOf(owner, id)).map(({ text }) => text)).toContain('Of the other one');
  expect((await write(owner, other.id, { text: 'Too late' })).status).toBe(410);
  await call(owner, 'POST', `/merges/${body.mergeId}/undo`);
  expect((await logOf(owner, id)).map(({ text }) => text)).not.toContain('Of the other one');
  expect((await logOf(owner, other.id)).map(({ text }) => text)).toContain('Of the other one');
});

test('an erased person’s notes are gone', async () => {
  const { owner, id } = await aContact();
  await write(owner, id, { text: 'Allergic to nuts' });
  expect((await call(owner, 'DELETE', `/contacts/${id}`)).status).toBe(204);
  expect(JSON.stringify(await tablesOf(owner))).not.toContain('nuts');
  expect((await write(owner, id, { text: 'Again' })).status).toBe(404);
});

test('a contact that somebody has written about is in use: a split that made it cannot be undone', async () => {
  const { owner, id } = await aContact();
  const second = await putLead(owner, { FirstName: 'Omer', Phone: '052-1234567' });
  expect(second.contactId).toBe(id);
  const split = await call(owner, 'POST', `/leads/${second.id}/split`);
  await write(owner, split.body.contact.id, { text: 'A customer of his own' });
  expect((await call(owner, 'POST', `/splits/${split.body.splitId}/undo`)).status).toBe(409);
  expect((await logOf(owner, split.body.contact.id)).map(({ text }) => text)).toContain('A customer of his own');
});

test.each([
  ['nothing', { text: '  ' }, 422],
  ['too much', { text: 'x'.repeat(10_001) }, 422],
  ['a kind Kelet writes itself', { kind: 'merge', text: 'x' }, 422],
  ['another’s name', { text: 'x', by: 'Somebody else' }, 422],
])('%s is refused and writes nothing', async (_what, body, status) => {
  const { owner, id } = await aContact();
  expect((await write(owner, id, body)).status).toBe(status);
  expect((await tablesOf(owner)).log).toEqual([]);
});

test('another business’s contact is not there, and a key that may only read writes nothing', async () => {
  const { owner, id } = await aContact();
  const stranger = await newOwner();
  expect((await write(stranger, id, { text: 'x' })).status).toBe(404);
  const reader = (await call(owner, 'POST', '/keys', { name: 'Reader', scopes: ['read'] })).body.key;
  expect((await write({ ...owner, apiKey: reader }, id, { text: 'x' })).status).toBe(403);
  expect((await tablesOf(owner)).log).toEqual([]);
});
