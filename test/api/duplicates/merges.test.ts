import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner, putLead, tablesOf } from '../../support/worker/owner.ts';

const PHONE = { Phone: '052-1234567' };
const EMAIL = { Email: 'dana@example.com' };

/** Two contacts of one person, known by phone and by e-mail, and the pair they are. */
async function twoOfOne(owner: Owner) {
  const phone = await putLead(owner, { FirstName: 'Dana', ...PHONE });
  const email = await putLead(owner, { FirstName: 'Daniela', LastName: 'Levi', City: 'Haifa', ...EMAIL });
  const both = await putLead(owner, { ...PHONE, ...EMAIL });
  const [pair] = (await get(owner, '/duplicates')).body.items;
  return { phone, email, both, pair };
}

const merge = (owner: Owner, pair: Json, keep: string) => call(owner, 'POST', `/duplicates/${pair.id}/merge`, { keep });

test('a merge moves what recognises, tasks, leads and log, completes the kept card and names what found no place', async () => {
  const owner = await newOwner();
  const { phone, email, both, pair } = await twoOfOne(owner);
  await call(owner, 'PATCH', `/contacts/${email.contactId}`, { company: 'Acme' });
  const { status, body } = await merge(owner, pair, phone.contactId);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    mergeId: expect.any(String),
    contact: { id: phone.contactId, firstName: 'Dana', lastName: 'Levi', city: 'Haifa', company: 'Acme' },
  });
  const log = (await get(owner, `/contacts/${phone.contactId}/log`)).body.items;
  expect(log).toMatchObject([
    {
      kind: 'merge',
      mergedContactId: email.contactId,
      mergeId: body.mergeId,
      changes: expect.arrayContaining([{ field: 'city', old: null, new: 'Haifa' }]),
      beside: [{ field: 'firstName', value: 'Daniela' }],
    },
    { kind: 'change' },
    { leadId: both.id, task: `${phone.contactId}-2` },
    { leadId: email.id, task: `${phone.contactId}-3` },
    { leadId: phone.id, task: `${phone.contactId}-1` },
  ]);
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Json = await get(owner, `/contacts/${phone.contactId}/log?limit=1${cursor && `&cursor=${cursor}`}`);
    paged.push(...page.body.items.map(({ id }: Json) => id));
    cursor = page.body.nextCursor;
  }
  expect(paged).toEqual(log.map(({ id }: Json) => id));
  const { identities, tasks, leads } = await tablesOf(owner);
  expect(identities.map(({ contactNumber }) => contactNumber)).toEqual([1, 1]);
  expect(tasks.map(({ contactNumber, ordinal }) => [contactNumber, ordinal])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
  ]);
  expect(leads.map(({ contactNumber }) => contactNumber)).toEqual([1, 1, 1]);
  expect((await get(owner, `/leads/${email.id}`)).body).toMatchObject({
    contactId: phone.contactId,
    outcome: { task: `${phone.contactId}-3` },
  });
  expect((await get(owner, '/duplicates')).body.items).toEqual([]);
  expect((await get(owner, '/contacts')).body.items.map(({ id }: Json) => id)).toEqual([phone.contactId]);
  expect((await get(owner, '/contacts?q=daniela')).body.items).toEqual([]);
});

test('the dropped contact answers 410 with where it went, through several merges', async () => {
  const owner = await newOwner();
  const { phone, email, pair } = await twoOfOne(owner);
  await merge(owner, pair, email.contactId);
  for (const path of ['', '/log', '/tasks']) {
    expect(await get(owner, `/contacts/${phone.contactId}${path}`)).toMatchObject({
      status: 410,
      body: { code: 'merged', mergedInto: email.contactId },
    });
  }
  expect(await call(owner, 'PATCH', `/contacts/${phone.contactId}`, { city: 'X' })).toMatchObject({
    status: 410,
    body: { code: 'merged', mergedInto: email.contactId },
  });
  const third = (await call(owner, 'POST', '/contacts', { idNumber: '203745823' })).body;
  await putLead(owner, { ...PHONE, IdNumber: '203745823' });
  const [next] = (await get(owner, '/duplicates')).body.items;
  await merge(owner, next, third.id);
  expect((await get(owner, `/contacts/${phone.contactId}`)).body.mergedInto).toBe(third.id);
});

test('new leads of what was merged go to the kept contact', async () => {
  const owner = await newOwner();
  const { phone, email, pair } = await twoOfOne(owner);
  await merge(owner, pair, email.contactId);
  const again = await putLead(owner, { ...PHONE, Remarks: 'once more' });
  expect(again).toMatchObject({ status: 'updated', contactId: email.contactId });
  expect(again.outcome.task).toBe(`${email.contactId}-4`);
  expect(phone.contactId).not.toBe(email.contactId);
});

test('an undo restores both cards exactly, with tasks, leads, log and the pair', async () => {
  const owner = await newOwner();
  const { phone, email, pair } = await twoOfOne(owner);
  await call(owner, 'PATCH', `/tasks/${email.contactId}-1`, { done: true });
  const before = await tablesOf(owner);
  const { body } = await merge(owner, pair, phone.contactId);
  const undone = await call(owner, 'POST', `/merges/${body.mergeId}/undo`);
  expect(undone).toMatchObject({ status: 200, body: { contact: { id: phone.contactId, lastName: null } } });
  const { log, ...after } = await tablesOf(owner);
  const { log: logBefore, ...others } = before;
  expect(after).toEqual(others);
  expect(log.filter(({ kind }) => !kind.startsWith('merge'))).toEqual(logBefore);
  expect(log.map(({ contactNumber, kind }) => `${contactNumber} ${kind}`).sort()).toEqual([
    '1 merge',
    '1 merge undone',
    '2 merge undone',
    '2 task',
  ]);
  expect((await call(owner, 'POST', `/merges/${body.mergeId}/undo`)).status).toBe(200);
  expect((await tablesOf(owner)).log).toHaveLength(log.length);
  expect((await call(owner, 'POST', '/merges/nothing/undo')).status).toBe(404);
});

test('what happened since a merge stays with the kept contact when it is undone', async () => {
  const owner = await newOwner();
  const { phone, email, pair } = await twoOfOne(owner);
  const { body } = await merge(owner, pair, phone.contactId);
  const later = await putLead(owner, { ...EMAIL, Remarks: 'later' });
  await call(owner, 'PATCH', `/contacts/${phone.contactId}`, { city: 'Eilat' });
  await call(owner, 'POST', `/merges/${body.mergeId}/undo`);
  expect((await get(owner, `/contacts/${phone.contactId}`)).body).toMatchObject({ city: 'Eilat', lastName: null });
  expect((await get(owner, `/contacts/${email.contactId}`)).body).toMatchObject({ city: 'Haifa', lastName: 'Levi' });
  expect((await get(owner, `/leads/${later.id}`)).body.contactId).toBe(phone.contactId);
  const after = await putLead(owner, { ...EMAIL, Remarks: 'after the undo' });
  expect(after.contactId).toBe(email.contactId);
  const more = await putLead(owner, { ...PHONE, Remarks: 'and here' });
  expect(more.outcome.task).toBe(`${phone.contactId}-5`);
});

test('a merge asked for twice is one merge, and the later of two is undone first', async () => {
  const owner = await newOwner();
  const { phone, email, pair } = await twoOfOne(owner);
  const first = await merge(owner, pair, phone.contactId);
  const before = await tablesOf(owner);
  expect((await merge(owner, pair, phone.contactId)).body.mergeId).toBe(first.body.mergeId);
  expect(await tablesOf(owner)).toEqual(before);
  expect((await merge(owner, pair, email.contactId)).status).toBe(410);

  const third = (await call(owner, 'POST', '/contacts', { idNumber: '203745823' })).body;
  await putLead(owner, { ...PHONE, IdNumber: '203745823' });
  const [next] = (await get(owner, '/duplicates')).body.items;
  const second = await merge(owner, next, third.id);
  expect((await call(owner, 'POST', `/merges/${first.body.mergeId}/undo`)).body).toMatchObject({
    code: 'merged_again',
  });
  expect((await call(owner, 'POST', `/merges/${second.body.mergeId}/undo`)).status).toBe(200);
  expect((await call(owner, 'POST', `/merges/${first.body.mergeId}/undo`)).status).toBe(200);
  expect((await get(owner, `/contacts/${email.contactId}`)).status).toBe(200);
});

test('a dismissed pair is not shown again, whatever matches both later', async () => {
  const owner = await newOwner();
  const { pair } = await twoOfOne(owner);
  expect((await call(owner, 'POST', `/duplicates/${pair.id}/dismiss`)).status).toBe(204);
  expect((await call(owner, 'POST', `/duplicates/${pair.id}/dismiss`)).status).toBe(204);
  await putLead(owner, { ...PHONE, ...EMAIL, Remarks: 'again' });
  expect((await get(owner, '/duplicates')).body.items).toEqual([]);
});

test('pairs nobody knows, of others and with strangers are refused', async () => {
  const owner = await newOwner();
  const { phone, pair } = await twoOfOne(owner);
  const other = await newOwner();
  expect((await merge(other, pair, phone.contactId)).status).toBe(404);
  expect((await call(other, 'POST', `/duplicates/${pair.id}/dismiss`)).status).toBe(404);
  expect((await merge(owner, { id: `${owner.databaseId}-1-9` }, phone.contactId)).status).toBe(404);
  expect((await merge(owner, { id: 'x' }, phone.contactId)).status).toBe(404);
  expect((await merge(owner, pair, `${owner.databaseId}-9`)).body).toMatchObject({ status: 422, field: 'keep' });
});

test('merging while leads arrive loses none and leaves one contact', async () => {
  const owner = await newOwner();
  const { phone, pair } = await twoOfOne(owner);
  const sent = Array.from({ length: 30 }, (_, i) =>
    call(owner, 'POST', '/leads?wait=1', { ...(i % 2 ? PHONE : EMAIL), Remarks: `inquiry ${i}` }),
  );
  const merged = await merge(owner, pair, phone.contactId);
  const answers = await Promise.all(sent);
  expect(merged.status).toBe(200);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const { leads, tasks, identities } = await tablesOf(owner);
  expect(leads.map(({ contactNumber }) => contactNumber)).toEqual(leads.map(() => 1));
  expect(tasks.map(({ ordinal, contactNumber }) => [contactNumber, ordinal])).toEqual(tasks.map((_, i) => [1, i + 1]));
  expect([leads.length, tasks.length, identities.length]).toEqual([33, 33, 2]);
});
