import { env, exports } from 'cloudflare:workers';
import { drizzle } from 'drizzle-orm/d1';
import { expect, test } from 'vitest';
import { newLeadId } from '../../../src/ids/lead-id.ts';
import { leads } from '../../../src/storage/contacts/schema.ts';
import { eventually } from '../../support/worker/observe.ts';
import {
  call,
  get,
  type Json,
  newOwner,
  type Owner,
  sendLead,
  tablesOf,
  writtenLead,
} from '../../support/worker/owner.ts';

const replayed = async (owner: Owner, id: string, body?: unknown): Promise<Json> => {
  const answer = await call(owner, 'POST', `/leads/${id}/replay`, body);
  expect(answer).toMatchObject({ status: 200, body: { id, status: 'queued' } });
  return eventually(async () => {
    const lead = (await get(owner, `/leads/${id}`)).body;
    return lead.attempt > 1 && lead;
  });
};

test('a lead shows its bytes, what was read of them, and what became of it', async () => {
  const owner = await newOwner();
  const lead = await sendLead(owner, { FirstName: 'דנה', Phone: '052-1234567', Colour: 'red' });
  expect(lead).toMatchObject({
    status: 'created',
    channelId: owner.channelId,
    wayIn: 'html-form',
    sender: 'generic',
    attempt: 1,
    charset: 'utf-8',
    rejection: null,
    fields: { details: { firstName: 'דנה', phone: '052-1234567' }, unknown: { Colour: 'red' } },
    outcome: { event: 'first inquiry', token: 'Hot Lead', task: `${owner.databaseId}-1-1` },
    raw: { method: 'POST', encoding: 'text', charset: 'utf-8', body: expect.stringContaining('Phone=052-1234567') },
    contact: { id: `${owner.databaseId}-1`, status: 'New' },
  });
});

test('bytes that are not UTF-8 are shown as base64, and as text by their charset', async () => {
  const owner = await newOwner();
  const body = new Uint8Array([...new TextEncoder().encode('Phone=0521234567&FirstName='), 0xe3, 0xf0, 0xe4]);
  const response = await exports.default.fetch(owner.intakeUrl, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  const { id } = await response.json<{ id: string }>();
  const lead = await writtenLead(owner, id);
  expect(lead.raw).toMatchObject({
    encoding: 'base64',
    charset: 'windows-1255',
    body: btoa(String.fromCharCode(...body)),
  });
  expect(lead.raw.text).toBe('Phone=0521234567&FirstName=דנה');
});

test('the list filters by status, channel and time, and pages', async () => {
  const owner = await newOwner();
  const good = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const bad = await sendLead(owner, { FirstName: 'Nobody' });
  const listed = async (query: string) => (await get(owner, `/leads?${query}`)).body.items.map(({ id }: Json) => id);
  expect(await listed('')).toEqual([bad.id, good.id]);
  expect(await listed('status=rejected')).toEqual([bad.id]);
  expect(await listed('status=created')).toEqual([good.id]);
  expect(await listed('status=failed')).toEqual([]);
  expect(await listed('status=queued')).toEqual([]);
  expect(await listed(`channel=${owner.channelId}`)).toEqual([bad.id, good.id]);
  expect(await listed('channel=elsewhere')).toEqual([]);
  expect(await listed(`since=${bad.receivedAt}`)).toEqual([bad.id]);
  expect(await listed('since=2999-01-01T00:00:00Z')).toEqual([]);

  const first = await get(owner, '/leads?limit=1');
  expect(first.body.items[0]).toMatchObject({ id: bad.id, rejection: { code: 'no_way_to_contact' }, contactId: null });
  const second = await get(owner, `/leads?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ id: good.id }], nextCursor: null });
});

test('a filter looks at a bounded number of leads a page and goes on', async () => {
  const owner = await newOwner();
  const row = async (at: number, status: 'created' | 'renewed') => ({
    databaseId: owner.databaseId,
    id: await newLeadId('test-secret', owner.databaseId, at),
    channelId: owner.channelId,
    wayIn: 'url' as const,
    sender: 'generic',
    receivedAt: at,
    status,
    attempt: 1,
    charset: 'utf-8',
    rawIndex: 0,
  });
  const db = drizzle(env[owner.shard]);
  const wanted = await row(1000, 'renewed');
  await db.insert(leads).values(wanted);
  for (let from = 0; from < 4100; from += 5) {
    await db.insert(leads).values(await Promise.all([1, 2, 3, 4, 5].map((n) => row(2000 + from + n, 'created'))));
  }
  const pages: number[] = [];
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Json = await get(owner, `/leads?status=renewed${cursor && `&cursor=${cursor}`}`);
    pages.push(page.body.items.length);
    seen.push(...page.body.items.map(({ id }: Json) => id));
    cursor = page.body.nextCursor;
  }
  expect(seen).toEqual([wanted.id]);
  expect(pages).toEqual([0, 0, 1]);
});

test('leads to repair are found through their index', async () => {
  const { results } = await env.CONTACTS_1.prepare(
    `EXPLAIN QUERY PLAN SELECT id FROM leads WHERE database_id = ?1 AND status = ?2
     AND status IN ('rejected', 'quarantined', 'failed') ORDER BY id DESC LIMIT 10`,
  )
    .bind('x', 'failed')
    .all<{ detail: string }>();
  expect(results.map(({ detail }) => detail).join()).toContain('leads_to_repair (database_id=? AND status=?)');
});

test('a rejected lead is replayed after the channel was repaired, under its id and time', async () => {
  const owner = await newOwner();
  const lead = await sendLead(owner, { FirstName: 'Dana', 'How to reach you': '052-1234567' });
  expect(lead.status).toBe('rejected');
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { mapping: { 'How to reach you': 'MobilePhone' } });
  const again = await replayed(owner, lead.id);
  expect(again).toMatchObject({
    id: lead.id,
    status: 'created',
    attempt: 2,
    receivedAt: lead.receivedAt,
    rejection: null,
    raw: lead.raw,
    contact: { mobile: '052-1234567', createdAt: lead.receivedAt },
  });
  expect((await call(owner, 'POST', `/leads/${lead.id}/replay`, {})).body).toMatchObject({
    status: 409,
    code: 'not_replayable',
  });
  const { contacts, tasks } = await tablesOf(owner);
  expect([contacts.length, tasks.length]).toEqual([1, 1]);
});

test('a replay that is rejected again stays rejected and can be replayed again', async () => {
  const owner = await newOwner();
  const lead = await sendLead(owner, { FirstName: 'Dana' });
  expect(await replayed(owner, lead.id)).toMatchObject({ status: 'rejected', attempt: 2 });
  expect((await call(owner, 'POST', `/leads/${lead.id}/replay`)).status).toBe(200);
});

test('a replay can name the charset', async () => {
  const owner = await newOwner();
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['LastName'] });
  const lead = await sendLead(owner, 'Phone=0521234567&FirstName=%E3%F0%E4');
  expect(lead).toMatchObject({ status: 'rejected', charset: 'windows-1255' });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: [] });
  const again = await replayed(owner, lead.id, { charset: 'iso-8859-8' });
  expect(again).toMatchObject({ status: 'created', charset: 'iso-8859-8', contact: { firstName: 'דנה' } });
});

test("a provider's test lead is kept aside until somebody releases it", async () => {
  const owner = await newOwner();
  const lead = await sendLead(
    owner,
    JSON.stringify({
      lead_id: 'L1',
      form_id: '1',
      campaign_id: '2',
      google_key: 'k',
      is_test: true,
      user_column_data: [
        { column_id: 'FULL_NAME', string_value: 'Dana Levi' },
        { column_id: 'PHONE_NUMBER', string_value: '+972521234567' },
      ],
    }),
  );
  expect(lead).toMatchObject({ status: 'quarantined', contact: null });
  expect(await replayed(owner, lead.id)).toMatchObject({ status: 'quarantined', attempt: 2 });
  await call(owner, 'POST', `/leads/${lead.id}/replay`, { release: true });
  const released = await eventually(async () => {
    const { body } = await get(owner, `/leads/${lead.id}`);
    return body.attempt === 3 && body;
  });
  expect(released).toMatchObject({ status: 'created', contact: { firstName: 'Dana' } });
});

test('a lead of a document is replayed from the bytes its first lead carries', async () => {
  const owner = await newOwner();
  const response = await exports.default.fetch(owner.intakeUrl, {
    method: 'POST',
    body: '<leads><lead><FirstName>A</FirstName><Phone>0521234567</Phone></lead><lead><FirstName>B</FirstName><Line>0547654321</Line><Row>0547654322</Row></lead></leads>',
  });
  const second = [...(await response.text()).matchAll(/<id>([^<]+)</g)][1]?.[1] ?? '';
  expect((await writtenLead(owner, second)).status).toBe('rejected');
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { mapping: { Line: 'phone' } });
  expect(await replayed(owner, second)).toMatchObject({ status: 'created', contact: { firstName: 'B' } });
});

test('a true id that is not written yet is queued; any other is 404', async () => {
  const owner = await newOwner();
  const now = Date.now();
  const id = await newLeadId('test-secret', owner.databaseId, now);
  expect((await get(owner, `/leads/${id}`)).body).toMatchObject({
    id,
    status: 'queued',
    receivedAt: new Date(now).toISOString(),
    raw: null,
  });
  expect((await call(owner, 'POST', `/leads/${id}/replay`)).status).toBe(404);
  const elsewhere = await newLeadId('test-secret', (await newOwner()).databaseId, now);
  for (const wrong of [`${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`, elsewhere, 'x', '%F0%9F']) {
    expect((await get(owner, `/leads/${wrong}`)).status, wrong).toBe(404);
    expect((await call(owner, 'POST', `/leads/${wrong}/replay`)).status, wrong).toBe(404);
  }
});
