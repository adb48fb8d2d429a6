import { expect, test } from 'vitest';
import { call, get, newOwner, type Owner, sendLead, tablesOf, writtenLead } from '../../support/worker/owner.ts';

/* A lead that nobody has looked at stands out; whoever looks first takes that away for all. */

const mark = (owner: Owner, ids: string[], seen?: boolean) =>
  call(owner, 'POST', '/leads/seen', { ids, ...(seen === undefined ? {} : { seen }) });
const listed = async (owner: Owner, query: string) =>
  (await get(owner, `/leads?${query}`)).body.items.map(({ id }: { id: string }) => id);

async function twoLeads() {
  const owner = await newOwner();
  const first = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const second = await sendLead(owner, { FirstName: 'Omer', Phone: '052-7654321' });
  return { owner, first: first.id as string, second: second.id as string };
}

test('a lead is not seen until somebody marks it, and then for everybody', async () => {
  const { owner, first, second } = await twoLeads();
  expect((await get(owner, `/leads/${first}`)).body.seenAt).toBe(null);
  expect(await listed(owner, 'seen=false')).toEqual([second, first]);
  expect(await mark(owner, [first])).toMatchObject({ status: 200, body: { ids: [first] } });
  expect((await get(owner, `/leads/${first}`)).body.seenAt).toMatch(/^20\d\d-.*Z$/);
  expect((await get(owner, `/leads/${second}`)).body.seenAt).toBe(null);
  expect(await listed(owner, 'seen=true')).toEqual([first]);
  expect(await listed(owner, 'seen=false')).toEqual([second]);
  expect((await get(owner, '/leads')).body.items.map(({ seenAt }: { seenAt: unknown }) => seenAt !== null)).toEqual([
    false,
    true,
  ]);
});

test('marked again, it keeps its first time; and it can stand out again', async () => {
  const { owner, first } = await twoLeads();
  await mark(owner, [first]);
  const { seenAt } = (await get(owner, `/leads/${first}`)).body;
  await mark(owner, [first, first]);
  expect((await get(owner, `/leads/${first}`)).body.seenAt).toBe(seenAt);
  expect(await mark(owner, [first], false)).toMatchObject({ status: 200, body: { ids: [first] } });
  expect((await get(owner, `/leads/${first}`)).body.seenAt).toBe(null);
});

test('rejected leads are found by it too', async () => {
  const owner = await newOwner();
  const rejected = await fetchRejected(owner);
  expect(await listed(owner, 'status=rejected&seen=false')).toEqual([rejected]);
  await mark(owner, [rejected]);
  expect(await listed(owner, 'status=rejected&seen=false')).toEqual([]);
  expect(await listed(owner, 'status=rejected&seen=true')).toEqual([rejected]);
});

test('marking is no change of the lead: its day is not counted again', async () => {
  const { owner, first } = await twoLeads();
  const { leads } = await tablesOf(owner);
  await mark(owner, [first]);
  expect((await tablesOf(owner)).leads).toEqual(leads);
});

test('another business marks none of ours, and ids that are no leads are left out', async () => {
  const { owner, first } = await twoLeads();
  const stranger = await newOwner();
  expect(await mark(stranger, [first, 'nothing'])).toMatchObject({ status: 200, body: { ids: [] } });
  expect(await mark(stranger, [first], false)).toMatchObject({ status: 200, body: { ids: [] } });
  expect((await get(owner, `/leads/${first}`)).body.seenAt).toBe(null);
});

test.each([
  ['no ids', { ids: [] }],
  ['more than 200', { ids: Array.from({ length: 201 }, (_, i) => String(i)) }],
  ['an id that is none', { ids: [7] }],
])('%s are refused', async (_what, body) => {
  const owner = await newOwner();
  expect(await call(owner, 'POST', '/leads/seen', body)).toMatchObject({ status: 422, body: { code: 'invalid' } });
});

async function fetchRejected(owner: Owner): Promise<string> {
  const { exports } = await import('cloudflare:workers');
  const response = await exports.default.fetch(owner.intakeUrl, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ FirstName: 'Nobody to reach' }),
  });
  const { id } = await response.json<{ id: string }>();
  await writtenLead(owner, id);
  return id;
}
