import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import { readContactLog } from '../../../src/business/contacts/read-log.ts';
import {
  type CardFilter,
  type ContactPlace,
  type ContactQuery,
  searchContacts,
} from '../../../src/business/contacts/search.ts';
import { listDuplicates } from '../../../src/business/duplicates/list.ts';
import { listLeads } from '../../../src/business/leads/list.ts';
import { listTasks } from '../../../src/business/tasks/list.ts';
import { listTasksOf } from '../../../src/business/tasks/list-of-contact.ts';
import { listOpenTasks } from '../../../src/business/tasks/list-open.ts';
import { findContact } from '../../../src/contacts/find-contact.ts';
import { scanNames, scanPhones } from '../../../src/storage/contacts/scan.ts';
import type { BoardPlace, TaskKey } from '../../../src/storage/contacts/tasks.ts';

/* Pages must cost the same however many contacts there are: rows read are bounded by the page. */

const COUNT = 20_000;
const LIMIT = 10;
/** What reading one contact takes; the verbs about one contact look first whether it is there. */
const ONE_CARD = 3;
const database = {
  id: 'readtest',
  shard: 'CONTACTS_1',
  country: 'IL',
  junk: [],
  rawDays: 365,
  businessId: 'b',
  name: '',
  language: 'en' as const,
  allowDuplicates: false,
  createdAt: 0,
};
const actor = { database };

let rowsRead = 0;

/** The database, counting every row its statements read. */
const counted = new Proxy(env.CONTACTS_1, {
  get(target, name) {
    if (name === 'batch') {
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements);
        for (const { meta } of results) rowsRead += meta.rows_read;
        return results;
      };
    }
    if (name !== 'prepare') return Reflect.get(target, name);
    return (sql: string) => countedStatement(target.prepare(sql));
  },
});

function countedStatement(statement: D1PreparedStatement): D1PreparedStatement {
  return new Proxy(statement, {
    get(target, name) {
      if (name === 'bind') return (...values: unknown[]) => countedStatement(target.bind(...values));
      if (name !== 'all' && name !== 'raw') return Reflect.get(target, name);
      return async () => {
        const result = await target.all();
        rowsRead += result.meta.rows_read;
        return name === 'all' ? result : target.raw();
      };
    },
  });
}

const counting = { ...env, CONTACTS_1: counted };

async function readsOf(work: () => Promise<unknown>): Promise<number> {
  rowsRead = 0;
  await work();
  expect(rowsRead, 'the count counts').toBeGreaterThan(0);
  return rowsRead;
}

beforeAll(async () => {
  const series = (from: number) =>
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${from} + 4999) `;
  for (let from = 1; from <= COUNT; from += 5000) {
    await env.CONTACTS_1.batch(
      [
        `INSERT INTO contacts (database_id, number, first_name, status_id, created_by, created_at, updated_at, task_count, search_name)
         ${series(from)} SELECT '${database.id}', i, 'Dana', 's', 'x', i, i, 1, 'dana ' || i FROM n`,
        `INSERT INTO identities (database_id, kind, value, contact_number)
         ${series(from)} SELECT '${database.id}', 'phone', '+97252' || (1000000 + i), i FROM n`,
        `INSERT INTO leads (database_id, id, channel_id, way_in, sender, received_at, status, attempt, contact_number, charset, raw_index, fields)
         ${series(from)} SELECT '${database.id}', printf('%020d', i), 'c', 'url', 'generic', i,
           CASE WHEN i % 100 = 0 THEN 'failed' WHEN i = 7 THEN 'rejected' WHEN i = 9 THEN 'quarantined' ELSE 'created' END, 1, i, 'utf-8', 0,
           json_object('details', json_object('firstName', 'Dana', 'phone', '052-' || (1000000 + i))) FROM n`,
        `INSERT INTO tasks (database_id, contact_number, ordinal, lead_id, process_id, stage_id, opened_at, done_at)
         ${series(from)} SELECT '${database.id}', i, 1, printf('%020d', i), 'p', 's' || (i % 3), i, CASE i % 5 WHEN 0 THEN i END FROM n`,
        `INSERT INTO possible_duplicates (database_id, older_number, newer_number, lead_id, found_at, state)
         ${series(from)} SELECT '${database.id}', i, i + 1, 'l', i, 'open' FROM n`,
      ].map((sql) => env.CONTACTS_1.prepare(sql)),
    );
  }
});

const search = (query: ContactQuery & { filter?: CardFilter }, after?: ContactPlace) =>
  searchContacts(counting, actor, { ...query, after, limit: LIMIT });

const leadsOf = (filter: Parameters<typeof listLeads>[2]['filter']) =>
  listLeads(counting, actor, { filter, limit: LIMIT });

const openTasks = (filter: { processId?: string; stageId?: string }, after?: BoardPlace) =>
  listOpenTasks(counting, actor, { ...filter, after, limit: LIMIT });

const DUE = { status: 'open' as const, dueBefore: 5, below: undefined, limit: LIMIT };

const doneTasks = (below?: TaskKey) => listTasks(counting, actor, { status: 'done', below, limit: LIMIT });

const logOf = (number: number) =>
  readContactLog(counting, actor, { number, below: { task: undefined, entryId: undefined }, limit: LIMIT });

test.each([
  ['one contact', () => findContact(counting, database, 777), ONE_CARD],
  ['the newest', () => search({}), 2 * LIMIT],
  ['the newest, far down', () => search({}, { text: '', number: 500 }), 2 * LIMIT],
  ['the newest of a status that none has', () => search({ filter: { statusId: 'none' } }), 4100],
  ['by identity, of a status', () => search({ identity: { phone: '052-1000777' }, filter: { statusId: 's' } }), 12],
  ['by identity', () => search({ identity: { phone: '052-1000777', email: 'x@y.co' } }), 12],
  ['by name', () => search({ text: 'dana 1' }), 3 * LIMIT],
  ['by name, far down', () => search({ text: 'dana' }, { text: 'dana 777', number: 777 }), 3 * LIMIT],
  ['by part of a phone', () => search({ text: '0521' }), 5 * LIMIT],
  ['by part of a phone, far down', () => search({ text: '052' }, { text: '+972521010000', number: 10_000 }), 5 * LIMIT],
  ['by a word inside of names', () => search({ text: 'na 1' }), 1000 + 3 * LIMIT],
  ['by words nobody has', () => search({ text: 'no such name' }), 50_000],
  ['by the last digits of a phone', () => search({ text: '0777' }), 50_000],
  ['leads', () => leadsOf({}), 2 * LIMIT],
  ['leads to repair', () => leadsOf({ status: 'failed' }), 2500],
  ['leads to repair of which there is one', () => leadsOf({ status: 'rejected' }), LIMIT],
  ['leads to repair since a time, of which there is one', () => leadsOf({ status: 'quarantined', from: '0' }), LIMIT],
  ['leads to repair of no channel', () => leadsOf({ status: 'failed', channelId: 'none' }), 700],
  ['leads that somebody has seen, where none was', () => leadsOf({ isSeen: true }), 6200],
  ['leads that say what none says', () => leadsOf({ text: 'nobody' }), 4100],
  ['leads with a number that none has', () => leadsOf({ text: '0549' }), 4100],
  ['leads that say what all say', () => leadsOf({ text: 'dana' }), 4300],
  ['leads to repair by a way in that none came by', () => leadsOf({ status: 'failed', wayIn: 'mail' }), 2500],
  ['leads of no channel', () => leadsOf({ channelId: 'none' }), 4100],
  ['open tasks', () => openTasks({}), 3 * LIMIT],
  ['open tasks of a stage', () => openTasks({ processId: 'p', stageId: 's1' }), 3 * LIMIT],
  [
    'open tasks, far down',
    () => openTasks({}, { processId: 'p', stageId: 's1', openedAt: 9001, contactNumber: 9001, ordinal: 1 }),
    3 * LIMIT,
  ],
  ['tasks that are done, far down', () => doneTasks({ contactNumber: 900, ordinal: 1 }), 4100],
  ['tasks that are due, where none is', () => listTasks(counting, actor, DUE), 4100],
  ['tasks that are done', () => doneTasks(), 4100],
  [
    'tasks of a contact',
    () => listTasksOf(counting, actor, { number: 777, below: undefined, limit: LIMIT }),
    3 + ONE_CARD,
  ],
  ['the log', () => logOf(777), 6 + ONE_CARD],
  ['possible duplicates', () => listDuplicates(counting, actor, { below: undefined, limit: LIMIT }), 2100],
])('%s: rows read are bounded', async (_name, work, most) => {
  expect(await readsOf(work)).toBeLessThanOrEqual(most);
});

test.each([
  ['names', scanNames, ['na 1999', 'dana']],
  ['phones', scanPhones, ['1999']],
] as const)('a scan of %s that may not read everything goes on where it stopped', async (_name, scan, words) => {
  const wish = { databaseId: database.id, words: [...words], exceptPrefixes: [], limit: LIMIT, mostRows: 6000 };
  const all = await scan(env.CONTACTS_1, { ...wish, after: undefined, limit: COUNT, mostRows: 4 * COUNT });
  const seen: number[] = [];
  let pages = 0;
  let after: { text: string; number: number } | undefined;
  do {
    const { found, stopped, rowsRead } = await scan(env.CONTACTS_1, { ...wish, after });
    expect(rowsRead).toBeLessThanOrEqual(wish.mostRows);
    seen.push(...found.map(({ number }) => number));
    after = stopped ?? undefined;
    pages += 1;
  } while (after && pages < 50);
  expect(after).toBe(undefined);
  expect(pages).toBeGreaterThan(6);
  expect(seen).toEqual(all.found.map(({ number }) => number));
  expect(seen.length).toBeGreaterThan(10);
});
