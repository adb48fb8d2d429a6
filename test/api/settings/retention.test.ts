import { createScheduledController } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { metered, newMeter } from '../../../bench/exact/meter.ts';
import { giveUpOldRaw } from '../../../src/business/retention/give-up-raw.ts';
import worker from '../../../src/index.ts';
import { withoutD1 } from '../../support/faults/down-d1.ts';
import { deliver, messagesOf } from '../../support/worker/deliver.ts';
import { call, get, newOwner, type Owner, putLead, tablesOf } from '../../support/worker/owner.ts';

const DAY = 24 * 3_600_000;

/** The cron as it runs so many days from now. */
const runIn = (days: number) => giveUpOldRaw(env, Date.now() + days * DAY);
const rawOf = async (owner: Owner, id: string) => (await get(owner, `/leads/${id}`)).body.raw;
const keep = (owner: Owner, rawDays: number | null) =>
  call(owner, 'PATCH', `/databases/${owner.databaseId}`, { rawDays });

test('bytes are given up after the days a database says, and everything else of the lead stays', async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  const [lead, kept] = [
    await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' }),
    await putLead(other, { FirstName: 'Dana', Phone: '052-1234567' }),
  ];
  expect((await keep(owner, 30)).body.rawDays).toBe(30);
  await runIn(29);
  expect(await rawOf(owner, lead.id)).toEqual(lead.raw);
  await runIn(31);
  const after = (await get(owner, `/leads/${lead.id}`)).body;
  expect(after).toEqual({ ...lead, raw: null });
  expect(await rawOf(other, kept.id)).toEqual(kept.raw);
});

test('nothing goes while a registration may still be confirmed, however short the term', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  await deliver([{ v: 99, databaseId: owner.databaseId, said: 'Dana' }]);
  await keep(owner, 1);
  await runIn(7.5);
  expect(await rawOf(owner, lead.id)).toEqual(lead.raw);
  expect((await get(owner, '/dead-letters')).body.items).toHaveLength(1);
  await runIn(9);
  expect(await rawOf(owner, lead.id)).toBeNull();
});

test('a year is the default, and null keeps them for ever', async () => {
  const owner = await newOwner();
  expect((await get(owner, `/databases/${owner.databaseId}`)).body.rawDays).toBe(365);
  const lead = await putLead(owner, { Phone: '052-1234567' });
  await keep(owner, null);
  await runIn(4000);
  expect(await rawOf(owner, lead.id)).toEqual(lead.raw);
  await keep(owner, 365);
  await runIn(366);
  expect(await rawOf(owner, lead.id)).toBeNull();
});

test('a term is at least a day, and a number or null', async () => {
  const owner = await newOwner();
  for (const rawDays of [0, -1, 1.5, '30', 40_000]) {
    const { status, body } = await call(owner, 'PATCH', `/databases/${owner.databaseId}`, { rawDays });
    expect([status, body.field], String(rawDays)).toEqual([422, 'rawDays']);
  }
});

test('a body that several leads share goes for all of them at once, and none can be replayed then', async () => {
  const owner = await newOwner();
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['Country'] });
  const body = '<leads><lead><Phone>052-1234567</Phone></lead><lead><Phone>052-7654321</Phone></lead></leads>';
  const response = await exports.default.fetch(owner.intakeUrl, { method: 'POST', body });
  const ids = (await tablesAfter(owner, 2)).map(({ id }) => id);
  expect(response.status).toBe(422);
  expect(await rawOf(owner, ids[1] ?? '')).toEqual(await rawOf(owner, ids[0] ?? ''));
  await keep(owner, 1);
  await runIn(9);
  for (const id of ids) {
    expect(await rawOf(owner, id)).toBeNull();
    expect(await call(owner, 'POST', `/leads/${id}/replay`)).toMatchObject({
      status: 409,
      body: { code: 'not_replayable' },
    });
  }
});

test('dead letters go with the bytes of leads', async () => {
  const owner = await newOwner();
  await deliver([{ v: 99, databaseId: owner.databaseId, said: 'Dana' }]);
  await keep(owner, 10);
  await runIn(9);
  expect((await get(owner, '/dead-letters')).body.items).toHaveLength(1);
  await runIn(11);
  expect((await get(owner, '/dead-letters')).body.items).toEqual([]);
});

test('a letter to a database that does not exist goes after a year, as one to none does', async () => {
  const owner = await newOwner();
  const gone = crypto.randomUUID();
  await deliver([{ v: 99, databaseId: gone, said: 'Dana' }]);
  await deliver([{ v: 99, databaseId: owner.databaseId, said: 'Dana' }]);
  await keep(owner, null);
  const left = async (databaseId: string) =>
    (await env.CONTROL.prepare('SELECT id FROM dead_letters WHERE database_id = ?1').bind(databaseId).all()).results;
  await runIn(364);
  expect(await left(gone)).toHaveLength(1);
  await runIn(366);
  expect(await left(gone)).toEqual([]);
  expect(await left(owner.databaseId)).toHaveLength(1);
});

test('a run goes on where the last one stopped, and reads no lead twice', async () => {
  const owner = await newOwner();
  const now = Date.now();
  const shard = env[owner.shard];
  const [{ id: first = '' } = {}] = [await putLead(owner, { Phone: '052-1234567' })];
  await shard
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
       INSERT INTO leads (database_id, id, channel_id, way_in, sender, received_at, status, attempt, charset, raw_index, raw)
       SELECT database_id, substr(id, 1, 10) || printf('~%05d', i), channel_id, way_in, sender, received_at, status, attempt, charset, 0, raw
       FROM leads JOIN n WHERE database_id = ?1 AND id = ?2`,
    )
    .bind(owner.databaseId, first)
    .run();
  await keep(owner, 1);
  const left = async () =>
    (
      await shard
        .prepare('SELECT count(*) AS n FROM leads WHERE database_id = ?1 AND raw IS NOT NULL')
        .bind(owner.databaseId)
        .first<{ n: number }>()
    )?.n;
  await giveUpOldRaw(env, now + 9 * DAY);
  expect(await left()).toBe(2001);
  await giveUpOldRaw(env, now + 9 * DAY);
  expect(await left()).toBe(0);
  const mark = await env.CONTROL.prepare('SELECT done_at AS doneAt FROM raw_given_up WHERE database_id = ?1')
    .bind(owner.databaseId)
    .first<{ doneAt: number }>();
  expect(mark?.doneAt).toBe(now + 9 * DAY);
});

test('a lead that is written late loses its bytes too', async () => {
  const owner = await newOwner();
  const [waiting] = await messagesOf(owner, [{ Phone: '052-1234567' }]);
  await keep(owner, 10);
  await runIn(31);
  await deliver([waiting]);
  const id = waiting?.order.id ?? '';
  expect(await rawOf(owner, id)).not.toBeNull();
  await runIn(32);
  expect(await rawOf(owner, id)).toBeNull();
  expect((await get(owner, `/leads/${id}`)).body.status).toBe('created');
});

test('looking for late leads among those whose bytes are gone writes nothing and takes few questions', async () => {
  const owner = await newOwner();
  const now = Date.now();
  const shard = env[owner.shard];
  const { id } = await putLead(owner, { Phone: '052-1234567' });
  await shard
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
       INSERT INTO leads (database_id, id, channel_id, way_in, sender, received_at, status, attempt, charset, raw_index)
       SELECT database_id, substr(id, 1, 10) || printf('~%05d', i), channel_id, way_in, sender, received_at, status, attempt, charset, 0
       FROM leads JOIN n WHERE database_id = ?1 AND id = ?2`,
    )
    .bind(owner.databaseId, id)
    .run();
  await keep(owner, 1);
  await giveUpOldRaw(env, now + 9 * DAY);
  const meter = newMeter();
  await giveUpOldRaw({ ...env, [owner.shard]: metered(shard, meter) } as Env, now + 10 * DAY);
  expect(meter.rowsWritten).toBe(0);
  expect(meter.rowsRead).toBeLessThan(2.1 * 30_000);
  expect(meter.roundTrips).toBeLessThan(20);
});

test('what recognised somebody erased is forgotten with the letters that could bring them back', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { Phone: '052-1234567' });
  await call(owner, 'DELETE', `/contacts/${lead.contactId}`);
  const count = () =>
    env[owner.shard].prepare('SELECT count(*) AS n FROM erased_marks WHERE database_id = ?1').bind(owner.databaseId);
  await keep(owner, 1);
  await runIn(29);
  expect(await count().first('n')).toBeGreaterThan(0);
  await runIn(31);
  expect(await count().first('n')).toBe(0);
});

test('a shard that is away holds up no other, and its leads are tried again', async () => {
  const owner = await newOwner({ shard: 'CONTACTS_2' });
  const neighbour = await newOwner({ shard: 'CONTACTS_1' });
  const sent = { Phone: '052-1234567' };
  const [lead, beside] = [await putLead(owner, sent), await putLead(neighbour, sent)];
  await keep(owner, 1);
  await keep(neighbour, 1);
  await giveUpOldRaw({ ...env, CONTACTS_2: withoutD1().CONTACTS_2 } as Env, Date.now() + 9 * DAY);
  expect([await rawOf(owner, lead.id), await rawOf(neighbour, beside.id)]).toEqual([lead.raw, null]);
  await runIn(9);
  expect(await rawOf(owner, lead.id)).toBeNull();
});

test('giving bytes up strikes no counted day off the reports', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { Phone: '052-1234567' });
  const shard = env[owner.shard];
  await shard
    .prepare("INSERT INTO lead_days (database_id, from_id, to_id) VALUES (?1, '0', 'z')")
    .bind(owner.databaseId)
    .run();
  await keep(owner, 1);
  await runIn(9);
  expect(await rawOf(owner, lead.id)).toBeNull();
  const days = await shard.prepare('SELECT * FROM lead_days WHERE database_id = ?1').bind(owner.databaseId).all();
  expect(days.results).toHaveLength(1);
});

test('the cron of wrangler.toml runs it', async () => {
  const owner = await newOwner();
  const lead = await putLead(owner, { Phone: '052-1234567' });
  await keep(owner, 1);
  await env[owner.shard]
    .prepare("UPDATE leads SET id = '000' || substr(id, 4) WHERE database_id = ?1")
    .bind(owner.databaseId)
    .run();
  await worker.scheduled(createScheduledController(), env);
  const [row] = (await tablesOf(owner)).leads;
  expect([row?.raw, lead.raw !== null]).toEqual([null, true]);
});

async function tablesAfter(owner: Owner, count: number) {
  for (;;) {
    const { leads } = await tablesOf(owner);
    if (leads.length >= count) return leads;
    await scheduler.wait(25);
  }
}
