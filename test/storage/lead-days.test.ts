import { env } from 'cloudflare:workers';
import { drizzle } from 'drizzle-orm/d1';
import { expect, test } from 'vitest';
import { metered, newMeter } from '../../bench/exact/meter.ts';
import { DIMENSIONS, type Dimension, reportLeads } from '../../src/business/reports/count-leads.ts';
import { emptyCard } from '../../src/contacts/fold/card.ts';
import { receivedAtOf, timeText } from '../../src/ids/lead-id.ts';
import { emptyLead } from '../../src/lead/lead.ts';
import { dayOf } from '../../src/lead/local-days.ts';
import { marketerKey } from '../../src/lead/marketer.ts';
import { insertAll } from '../../src/storage/bulk.ts';
import { type Card, contacts, type LeadRecord, leads, tasks } from '../../src/storage/contacts/schema.ts';
import { marketerKeys, marketers } from '../../src/storage/control/schema.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { contentOf } from '../support/worker/observe.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const ZONE = 'Asia/Jerusalem';
const now = Date.now();

/** Random numbers that are the same for the same seed (mulberry32). */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { below, of: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}

const STATUSES = ['created', 'updated', 'renewed', 'duplicate', 'rejected', 'quarantined', 'failed'] as const;
const HAS_CONTACT = new Set<string>(['created', 'updated', 'renewed']);

let made = 0;

function leadRow(
  databaseId: string,
  at: number,
  status: LeadRecord['status'],
  contactNumber: number | null,
  marketer?: string,
) {
  made += 1;
  const fields = { ...emptyLead(), ...(marketer ? { marketer } : {}) };
  return {
    databaseId,
    id: `${timeText(at)}${String(made).padStart(8, '0')}`,
    channelId: `channel-${made % 3}`,
    wayIn: 'json',
    sender: 'generic',
    receivedAt: at,
    status,
    attempt: 1,
    contactNumber,
    fields,
    charset: 'utf-8',
    rawIndex: 0,
  } satisfies typeof leads.$inferInsert;
}

/** Every lead of a business counted one by one. */
async function naive(business: Business, by: Dimension, from: number, to: number) {
  const content = await contentOf(business);
  const cards = new Map(content.contacts.map((card) => [card.number, card]));
  const lines = new Map<string, Record<string, number>>();
  for (const lead of content.leads) {
    const at = receivedAtOf(lead.id);
    if (at < from || at >= to) continue;
    const card = HAS_CONTACT.has(lead.status) ? cards.get(lead.contactNumber ?? 0) : undefined;
    const named = marketerKey(lead.fields?.marketer ?? '');
    const key = {
      channel: lead.channelId,
      day: dayOf(ZONE, at),
      status: card?.statusId ?? '',
      marketer: named === 'rina-fb' ? '1001' : named,
    }[by];
    const line = lines.get(key) ?? {};
    lines.set(key, line);
    line[lead.status] = (line[lead.status] ?? 0) + 1;
    if (card) line[`now ${card.statusId}`] = (line[`now ${card.statusId}`] ?? 0) + 1;
  }
  return Object.fromEntries([...lines].sort());
}

async function reported(business: Business, by: Dimension, from: number, to: number) {
  const database = { id: business.databaseId, shard: 'CONTACTS_1', country: 'IL' };
  const { lines, total } = await reportLeads(env, database, by, { from, to }, now);
  expect(lines.reduce((sum, line) => sum + line.leads, 0)).toBe(total.leads);
  return Object.fromEntries(
    lines
      .map(({ key, byStatus, byContactStatus }) => {
        const become = [...byContactStatus].map(([id, n]) => [`now ${id}`, n]);
        return [marketerKey(key), { ...byStatus, ...Object.fromEntries(become) }] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function businessWithLeads(random: ReturnType<typeof dice>, count: number) {
  const business = await newBusiness();
  const { databaseId, database } = business;
  const id = `m-${databaseId}`;
  await drizzle(env.CONTROL).batch([
    drizzle(env.CONTROL)
      .insert(marketers)
      .values({ id, databaseId, name: 'Rina', accountNumber: '1001', references: ['RINA-fb'], createdAt: 1 }),
    drizzle(env.CONTROL).insert(marketerKeys).values({ databaseId, key: '1001', marketerId: id }),
  ]);
  const cards = [1, 2, 3, 4, 5].map((number): Card => {
    const order = { createdBy: 'test', receivedAt: now - 6 * DAY };
    return emptyCard(databaseId, number, order, business.statusId('new'));
  });
  await insertAll(database, contacts, cards).run();
  for (let i = 0; i < count; i++) await arrive(business, random);
  return business;
}

async function arrive({ databaseId, database }: Business, random: ReturnType<typeof dice>) {
  const status = random.of(STATUSES);
  const number = HAS_CONTACT.has(status) || status === 'duplicate' ? 1 + random.below(5) : null;
  const at = now - random.below(6 * DAY);
  const row = leadRow(databaseId, at, status, number, random.of(['', '1001', 'Rina-FB', 'tv', 'TV']));
  await insertAll(database, leads, [row]).run();
  if (number && HAS_CONTACT.has(status)) await openTask(database, row, number);
}

const openTask = (
  database: D1Database,
  { databaseId, id: leadId, receivedAt }: ReturnType<typeof leadRow>,
  number: number,
) => {
  made += 1;
  const place = { databaseId, contactNumber: number, ordinal: made, processId: 'p', stageId: 's' };
  return insertAll(database, tasks, [{ ...place, leadId, openedAt: receivedAt }]).run();
};

/** What other rooms do to leads and contacts, without a thought for reports. */
const MEDDLE: ((business: Business, random: ReturnType<typeof dice>) => Promise<unknown>)[] = [
  arrive,
  async ({ databaseId, database, statusId }, random) =>
    database
      .prepare('UPDATE contacts SET status_id = ?3 WHERE database_id = ?1 AND number = ?2')
      .bind(databaseId, 1 + random.below(5), statusId(random.of(['new', 'customer', 'not-interested'])))
      .run(),
  async (business, random) => {
    const { leads: all } = await contentOf(business);
    const lead = random.of(all.filter(({ status }) => status === 'rejected'));
    if (!lead) return;
    const number = 1 + random.below(5);
    // The writer's upsert.
    const replayed = { ...lead, status: 'created' as const, attempt: 2, contactNumber: number };
    const again = 'ON CONFLICT DO UPDATE SET status = excluded.status, contact_number = excluded.contact_number';
    await insertAll(business.database, leads, [replayed], again).run();
    await openTask(business.database, lead as ReturnType<typeof leadRow>, number);
  },
  async ({ databaseId, database }, random) => {
    const [from, to] = [1 + random.below(5), 1 + random.below(5)];
    await database.batch(
      [
        'UPDATE leads SET contact_number = ?3 WHERE database_id = ?1 AND contact_number = ?2',
        'UPDATE tasks SET contact_number = ?3 WHERE database_id = ?1 AND contact_number = ?2',
      ].map((sql) => database.prepare(sql).bind(databaseId, from, to)),
    );
  },
  async (business, random) => {
    const lead = random.of((await contentOf(business)).leads);
    const sql = random.of([
      'DELETE FROM leads WHERE database_id = ?1 AND id = ?2',
      'UPDATE leads SET fields = NULL, outcome = NULL, erased_at = 1 WHERE database_id = ?1 AND id = ?2',
    ]);
    await business.database.prepare(sql).bind(business.databaseId, lead.id).run();
  },
];

test.each([1, 2, 3, 4])(
  'a report is what counting one by one gives, whatever happened since the last one (%i)',
  async (seed) => {
    const random = dice(seed);
    const business = await businessWithLeads(random, 40);
    for (let step = 0; step < 30; step++) {
      const by = random.of(DIMENSIONS);
      const whole = random.below(2) === 0;
      const from = whole ? now - 10 * DAY : now - random.below(7 * DAY);
      const to = whole ? now + 1 : from + 1 + random.below(4 * DAY);
      expect(await reported(business, by, from, to), `step ${step}, by ${by}`).toEqual(
        await naive(business, by, from, to),
      );
      await random.of(MEDDLE)(business, random);
    }
  },
);

/** How many leads the next test counts. */
const MANY = 6000;

test('reports of a year read each lead once, and then no lead of a closed day again', async ({ annotate }) => {
  const business = await businessWithLeads(dice(7), 0);
  const { databaseId, database } = business;
  const year = 364 * DAY;
  const rows = Array.from({ length: MANY }, (_, i) => {
    const at = now - year + Math.floor((i * year) / MANY);
    return leadRow(databaseId, at, STATUSES[i % 3] ?? 'created', 1 + (i % 5), ['', '1001', 'tv'][i % 3]);
  });
  for (let at = 0; at < rows.length; at += 500) await insertAll(database, leads, rows.slice(at, at + 500)).run();
  const meter = newMeter();
  const on = { ...env, CONTACTS_1: metered(database, meter) };
  const place = { id: databaseId, shard: 'CONTACTS_1', country: 'IL' };
  const report = async (by: Dimension) => {
    Object.assign(meter, newMeter());
    const began = performance.now();
    const { total } = await reportLeads(on, place, by, { from: now - 365 * DAY, to: now + 1 }, now);
    const { rowsRead, rowsWritten, roundTrips } = meter;
    const took = Math.round(performance.now() - began);
    await annotate(
      `${MANY} leads by ${by}: ${rowsRead} rows read, ${rowsWritten} written, ${roundTrips} trips, ${took} ms`,
    );
    expect([total.leads, meter.unmetered]).toEqual([MANY, 0]);
    return meter;
  };
  const first = { ...(await report('channel')) };
  // The lead, its contact, and its share of the counts.
  expect(first.rowsRead).toBeLessThan(6 * MANY + 10_000);
  expect(first.roundTrips).toBeLessThanOrEqual(2 + Math.ceil(366 / 31));
  const perDay = Math.ceil(MANY / 364);
  for (const by of DIMENSIONS) {
    const { rowsRead, rowsWritten, roundTrips } = await report(by);
    // A closed day costs its row, twice, and one for each of the nine things its leads have in common; the open ones
    // all.
    expect(rowsRead).toBeLessThan(366 * (4 + 2 * Math.min(perDay, 9)) + 10 * perDay + 500);
    expect([rowsWritten, roundTrips]).toEqual([0, 2]);
  }
});

test('a database that moves to another country is counted by that one’s days', async () => {
  const business = await businessWithLeads(dice(11), 60);
  const range = { from: now - 8 * DAY, to: now };
  const { id, shard } = { id: business.databaseId, shard: 'CONTACTS_1' };
  for (const country of ['IL', 'US', 'IL', 'IN']) {
    const { total } = await reportLeads(env, { id, shard, country }, 'day', range, now);
    expect(total.leads).toBe((await contentOf(business)).leads.length);
  }
  const { results } = await business.database
    .prepare(
      `SELECT count(*) AS n FROM lead_days AS a JOIN lead_days AS b USING (database_id)
       WHERE a.database_id = ?1 AND a.from_id < b.from_id AND a.to_id > b.from_id`,
    )
    .bind(id)
    .all();
  expect(results).toEqual([{ n: 0 }]);
});

test('a day is kept only two hours after its end', async () => {
  const business = await businessWithLeads(dice(13), 30);
  const place = { id: business.databaseId, shard: 'CONTACTS_1', country: 'IL' };
  await reportLeads(env, place, 'day', { from: now - 8 * DAY, to: now + DAY }, now);
  const { results } = await business.database
    .prepare('SELECT to_id AS toId FROM lead_days WHERE database_id = ?1')
    .bind(business.databaseId)
    .all<{ toId: string }>();
  expect(results.length).toBeGreaterThanOrEqual(6);
  for (const { toId } of results) expect(receivedAtOf(toId)).toBeLessThanOrEqual(now - 2 * HOUR);
});

// The last one here: it takes the triggers away.
test('an ordinary lead, and a card that changes all but its status, write nothing for reports and read one row more', async () => {
  const business = await businessWithLeads(dice(9), 20);
  const { databaseId, database } = business;
  await reportLeads(
    env,
    { id: databaseId, shard: 'CONTACTS_1', country: 'IL' },
    'day',
    { from: now - 9 * DAY, to: now },
    now,
  );
  const touch = database.prepare('UPDATE contacts SET notes = ?2, status_id = status_id WHERE database_id = ?1');
  const cost = async () => {
    const [lead, card] = await database.batch([
      insertAll(database, leads, [leadRow(databaseId, now, 'created', 1)]),
      touch.bind(databaseId, String(made)),
    ]);
    return [lead?.meta.rows_written, lead?.meta.rows_read, card?.meta.rows_written, card?.meta.rows_read];
  };
  const withTriggers = await cost();
  const { results } = await database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'lead_days%'")
    .all<{ name: string }>();
  expect(results).toHaveLength(4);
  for (const { name } of results) await database.exec(`DROP TRIGGER ${name}`);
  const [leadWrites, leadReads = 0, cardWrites, cardReads = 0] = await cost();
  expect(withTriggers).toEqual([leadWrites, leadReads + 1, cardWrites, cardReads + 5]);
});
