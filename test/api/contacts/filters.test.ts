import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner, sendLead } from '../../support/worker/owner.ts';

/* GET /contacts finds the contacts that fit, beside any search, and pages through all of them once. */

let owner: Owner;
let statuses: Record<string, string>;
const made: Record<string, Json> = {};

beforeAll(async () => {
  owner = await newOwner();
  const { items } = (await get(owner, '/statuses')).body;
  statuses = Object.fromEntries(items.map(({ id, name }: Json) => [name, id]));
  const lead = await sendLead(owner, { FirstName: 'Dana', LastName: 'Levi', Phone: '052-1234567', MailingList: '1' });
  made.dana = (await get(owner, `/contacts/${lead.contactId}`)).body;
  const create = async (name: string, fields: Json) => {
    await new Promise((done) => setTimeout(done, 5));
    const { body } = await call(owner, 'POST', '/contacts', fields);
    made[name] = body;
  };
  await create('omer', { firstName: 'Omer', lastName: 'Levi', status: 'Customer', mailingList: false });
  await create('ruth', { firstName: 'Ruth', phone: '052-7654321', marketer: { reference: 'spring' } });
});

async function foundBy(query: Record<string, string>): Promise<string[]> {
  const { status, body } = await get(owner, `/contacts?${new URLSearchParams(query)}`);
  expect(status).toBe(200);
  return body.items.map(({ firstName }: Json) => firstName).sort();
}

test('by status, marketer, stamp, and what they said of the mailing list', async () => {
  expect(await foundBy({ status: statuses.Customer as string })).toEqual(['Omer']);
  expect(await foundBy({ status: statuses.New as string })).toEqual(['Dana', 'Ruth']);
  expect(await foundBy({ status: 'none' })).toEqual([]);
  expect(await foundBy({ marketer: 'spring' })).toEqual(['Ruth']);
  expect(await foundBy({ createdBy: made.dana?.createdBy })).toEqual(['Dana']);
  expect(await foundBy({ mailingList: 'true' })).toEqual(['Dana']);
  expect(await foundBy({ mailingList: 'false' })).toEqual(['Omer']);
});

test('by when they were created or changed', async () => {
  const at = made.omer?.createdAt;
  expect(await foundBy({ createdSince: at })).toEqual(['Omer', 'Ruth']);
  expect(await foundBy({ createdUntil: at })).toEqual(['Dana']);
  expect(await foundBy({ createdSince: at, createdUntil: made.ruth?.createdAt })).toEqual(['Omer']);
  const before = new Date().toISOString();
  expect(await foundBy({ changedSince: before })).toEqual([]);
  await call(owner, 'PATCH', `/contacts/${made.dana?.id}`, { city: 'Haifa' });
  expect(await foundBy({ changedSince: before })).toEqual(['Dana']);
});

test('filters hold together, and beside a search by name and by phone', async () => {
  expect(await foundBy({ status: statuses.New as string, marketer: 'spring' })).toEqual(['Ruth']);
  expect(await foundBy({ status: statuses.Customer as string, marketer: 'spring' })).toEqual([]);
  expect(await foundBy({ q: 'levi' })).toEqual(['Dana', 'Omer']);
  expect(await foundBy({ q: 'levi', status: statuses.Customer as string })).toEqual(['Omer']);
  expect(await foundBy({ q: '052', marketer: 'spring' })).toEqual(['Ruth']);
  expect(await foundBy({ phone: '0521234567', mailingList: 'false' })).toEqual([]);
});

test.each([
  ['mailingList=yes', 'mailingList'],
  ['createdSince=today', 'createdSince'],
  ['changedSince=2026-13-01T00:00:00Z', 'changedSince'],
])('%s is refused by its name', async (query, field) => {
  expect(await get(owner, `/contacts?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid', field } });
});

test('among many, a page looks at 2,000, and its cursors lead to every contact that fits, once', async () => {
  const many = await newOwner();
  const { items } = (await get(many, '/statuses')).body;
  const [one, two] = items.map(({ id }: Json) => id);
  const rows = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)
    INSERT INTO contacts (database_id, number, first_name, status_id, created_by, created_at, updated_at, task_count,
      merged_into, erased_at)
    SELECT ?1, i, 'N' || i, CASE WHEN i % 500 = 0 THEN ?2 ELSE ?3 END, 'x', i, i, 0,
      CASE WHEN i = 1000 THEN 1 END, CASE WHEN i = 1500 THEN 1 END FROM n`;
  await env.CONTACTS_1.prepare(rows).bind(many.databaseId, two, one).run();
  const seen: string[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const page: Json = await get(many, `/contacts?status=${two}&limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.body.items.map(({ firstName }: Json) => firstName));
    cursor = page.body.nextCursor;
  }
  expect(seen).toEqual(['N4500', 'N4000', 'N3500', 'N3000', 'N2500', 'N2000', 'N500']);
  expect(pages).toBeLessThan(8);
});

test('another business finds none of ours', async () => {
  const stranger = await newOwner();
  const query = new URLSearchParams({ status: statuses.New as string, createdUntil: '2100-01-01T00:00:00Z' });
  expect((await get(stranger, `/contacts?${query}`)).body.items).toEqual([]);
});
