import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Command, CommandAnswer } from '../../src/contacts/commands/command.ts';
import { contactOrder } from '../../src/contacts/contact-order.ts';
import type { LeadOrder } from '../../src/contacts/order.ts';
import { ContactWriter } from '../../src/contacts/writer.ts';
import { newLeadId } from '../../src/ids/lead-id.ts';
import { emptyLead, type Lead } from '../../src/lead/lead.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { messagesOf } from '../support/worker/deliver.ts';
import { contentOf } from '../support/worker/observe.ts';

const writerOf = ({ databaseId }: Business) => env.CONTACT_WRITER.getByName(databaseId);
const give = (business: Business, command: Command): Promise<CommandAnswer> =>
  writerOf(business).command(business.databaseId, command);

/** The database's D1, whose writes of commands are done and then said to have failed, as often as told. */
function forgetful(times: number) {
  let left = times;
  let lost = 0;
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await env.CONTACTS_1.batch(statements);
    if (results.some(({ meta }) => meta.rows_written > 0) && left-- > 0) {
      lost += 1;
      throw new Error('D1_ERROR: Network connection lost.');
    }
    return results;
  };
  const CONTACTS_1 = new Proxy(env.CONTACTS_1, {
    get: (target, name) => {
      if (name === 'batch') return batch;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { on: { ...env, CONTACTS_1 }, lost: () => lost };
}

const withEnv = (business: Business, on: object) =>
  runInDurableObject(writerOf(business), (writer) => Object.assign(writer, { env: on }));

let commands = 0;
const common = () => {
  commands += 1;
  return { id: `command-${commands}`, at: 1_800_000_000_000 + commands, by: 'Test' };
};

const DANA: Lead = {
  ...emptyLead(),
  details: { firstName: 'Dana', mobile: '052-1234567' },
  identities: [{ kind: 'phone', value: '+972521234567' }],
};

async function orderFor({ databaseId }: Business, lead: Lead, wayIn: 'api' | 'manual' | 'copy'): Promise<LeadOrder> {
  const at = Date.now();
  const id = await newLeadId('test-secret', databaseId, at);
  return contactOrder({ id, channelId: 'api', wayIn, at, maker: 'Test', lead, task: null, raw: null });
}

/** Customer 1 by phone and 2 by e-mail, a pair. */
async function twoOfOne() {
  const business = await newBusiness();
  const forms = [
    { Phone: '052-1234567' },
    { Email: 'dana@example.com' },
    { Phone: '0521234567', Email: 'dana@example.com' },
  ];
  for (const { order } of await messagesOf(business, forms as Record<string, string>[])) {
    await writerOf(business).write(business.databaseId, [order]);
  }
  return business;
}

const COMMANDS: [string, (business: Business) => Promise<Command>][] = [
  ['change', async () => ({ verb: 'change', ...common(), number: 1, wish: { fields: { city: 'Haifa' }, custom: {} } })],
  [
    'complete',
    async () => ({ verb: 'complete', ...common(), number: 1, lead: { ...DANA, details: { city: 'Haifa' } } }),
  ],
  ['renew', async (b) => ({ verb: 'renew', ...common(), number: 1, order: await orderFor(b, DANA, 'manual') })],
  ['create', async (b) => ({ verb: 'create', ...common(), anyway: true, order: await orderFor(b, DANA, 'manual') })],
  ['merge', async () => ({ verb: 'merge', ...common(), older: 1, newer: 2, keep: 2 })],
  ['dismiss', async () => ({ verb: 'dismiss', ...common(), older: 1, newer: 2 })],
  [
    'split',
    async (business) => {
      const added = (await contentOf(business)).leads.find(({ status }) => status === 'updated');
      return { verb: 'split', ...common(), leadId: added?.id ?? '' };
    },
  ],
  ['erase', async () => ({ verb: 'erase', ...common(), number: 1 })],
  ['log-copy', async () => ({ verb: 'log-copy', ...common(), number: 1, to: 'elsewhere-1' })],
  [
    'take-copy',
    async (business) => {
      const [card] = (await contentOf(business)).contacts;
      if (!card) throw new Error('no card');
      const order = await orderFor(business, DANA, 'copy');
      return { verb: 'take-copy', ...common(), order, card, from: 'elsewhere-1' };
    },
  ],
];

test.each(COMMANDS)(
  '%s whose answer is lost is done once, within the writer and when it comes again',
  async (_, of) => {
    const [once, lost] = [await twoOfOne(), await twoOfOne()];
    await give(once, await of(once));
    const shape = async (business: Business) =>
      Object.entries(await contentOf(business)).map(([table, rows]) => [table, rows.length]);

    const command = await of(lost);
    const d1 = forgetful(1);
    await withEnv(lost, d1.on);
    const first = await give(lost, command);
    expect(first).toMatchObject({ kind: 'done' });
    expect(d1.lost()).toBe(1);
    const written = await contentOf(lost);
    expect(await shape(lost)).toEqual(await shape(once));

    await withEnv(lost, forgetful(9).on);
    expect(await give(lost, command)).toEqual(first);
    expect(await contentOf(lost)).toEqual(written);
  },
);

test.each([
  ['change', { verb: 'change', wish: { fields: { city: 'Haifa' }, custom: { budget: '1' } } }],
  ['complete', { verb: 'complete', lead: { ...DANA, details: { city: 'Haifa' }, custom: { budget: '1' } } }],
] as const)('%s that comes again after somebody has changed the same fields overwrites nothing', async (_, wish) => {
  const business = await twoOfOne();
  const first = { ...common(), number: 1, ...wish } as Command;
  expect(await give(business, first)).toMatchObject({ kind: 'done', done: { number: 1 } });
  const fields = wish.verb === 'change' ? { city: 'Eilat' } : { city: null };
  const custom = { budget: wish.verb === 'change' ? '2' : null };
  await give(business, { verb: 'change', ...common(), number: 1, wish: { fields, custom } });
  const written = await contentOf(business);
  expect(await give(business, first)).toMatchObject({ kind: 'done', done: { number: 1 } });
  expect(await contentOf(business)).toEqual(written);
});

test('an undo whose answer is lost is done once', async () => {
  const business = await twoOfOne();
  const merge: Command = { verb: 'merge', ...common(), older: 1, newer: 2, keep: 1 };
  await give(business, merge);
  await withEnv(business, forgetful(1).on);
  const undo: Command = { verb: 'undo-merge', ...common(), mergeId: merge.id };
  expect(await give(business, undo)).toMatchObject({ kind: 'done' });
  const written = await contentOf(business);
  expect(await give(business, undo)).toMatchObject({ kind: 'done' });
  expect(await contentOf(business)).toEqual(written);
  expect(written.contacts.map(({ mergedInto }) => mergedInto)).toEqual([null, null]);
});

test('a split whose undo is not answered is undone once', async () => {
  const business = await twoOfOne();
  const leadId = (await contentOf(business)).leads.find(({ status }) => status === 'updated')?.id ?? '';
  const split: Command = { verb: 'split', ...common(), leadId };
  expect(await give(business, split)).toMatchObject({ kind: 'done', done: { number: 3, splitId: split.id } });
  await withEnv(business, forgetful(1).on);
  const undo: Command = { verb: 'undo-split', ...common(), splitId: split.id };
  const first = await give(business, undo);
  expect(first).toMatchObject({ kind: 'done', done: { splitId: split.id } });
  const written = await contentOf(business);
  expect(await give(business, undo)).toEqual(first);
  expect(await contentOf(business)).toEqual(written);
});

test('a merge that was undone can be made again, and undone again', async () => {
  const business = await twoOfOne();
  const before = await contentOf(business);
  for (let round = 0; round < 3; round++) {
    const merge: Command = { verb: 'merge', ...common(), older: 1, newer: 2, keep: round % 2 ? 2 : 1 };
    expect(await give(business, merge)).toMatchObject({ kind: 'done', done: { mergeId: merge.id } });
    const undo: Command = { verb: 'undo-merge', ...common(), mergeId: merge.id };
    expect(await give(business, undo)).toMatchObject({ kind: 'done' });
  }
  const { identities, tasks, leads } = await contentOf(business);
  expect({ identities, tasks, leads }).toEqual({
    identities: before.identities,
    tasks: before.tasks,
    leads: before.leads,
  });
});

test('contacts whose logs have an entry of one id are merged, and each has its own again after the undo', async () => {
  const business = await twoOfOne();
  const entry = (number: number, kind: string) =>
    business.database
      .prepare('INSERT INTO contact_log (database_id, contact_number, id, at, kind, by) VALUES (?1, ?2, ?3, 1, ?4, ?5)')
      .bind(business.databaseId, number, `about-both-${kind}`, kind, `of ${number}`);
  const about = ['import undone', 'marketer'].flatMap((kind) => [entry(1, kind), entry(2, kind)]);
  await business.database.batch(about);
  const read = async () => {
    const { results } = await business.database
      .prepare(
        "SELECT contact_number || ' ' || id || ' ' || by AS line FROM contact_log WHERE database_id = ?1 AND at = 1",
      )
      .bind(business.databaseId)
      .all<{ line: string }>();
    return results.map(({ line }) => line).sort();
  };
  const before = await read();
  const merge: Command = { verb: 'merge', ...common(), older: 1, newer: 2, keep: 1 };
  expect(await give(business, merge)).toMatchObject({ kind: 'done' });
  const merged = await read();
  expect(merged.filter((line) => line.startsWith('1 '))).toHaveLength(4);
  expect(merged.filter((line) => line.endsWith('of 2'))).toHaveLength(2);
  expect(await give(business, { verb: 'undo-merge', ...common(), mergeId: merge.id })).toMatchObject({ kind: 'done' });
  expect(await read()).toEqual(before);
});

test('D1 away: a command is not done, says come again, and then is done', async () => {
  const business = await twoOfOne();
  const before = await contentOf(business);
  const down = { batch: async () => Promise.reject(new Error('D1_ERROR: Network connection lost.')) };
  await withEnv(business, { ...env, CONTACTS_1: { ...down, prepare: env.CONTACTS_1.prepare.bind(env.CONTACTS_1) } });
  const command: Command = { verb: 'merge', ...common(), older: 1, newer: 2, keep: 1 };
  expect(await give(business, command)).toEqual({ kind: 'later' });
  expect(await contentOf(business)).toEqual(before);
  await withEnv(business, env);
  expect(await give(business, command)).toMatchObject({ kind: 'done' });
});

test('commands and leads are served in the order in which they came', async () => {
  const business = await twoOfOne();
  const messages = await messagesOf(
    business,
    Array.from({ length: 6 }, (_, i) => ({ Email: 'dana@example.com', Remarks: `inquiry ${i}` })),
  );
  const orders = messages.map(({ order }) => order);
  const merge: Command = { verb: 'merge', ...common(), older: 1, newer: 2, keep: 1 };
  const outcomes = await runInDurableObject(writerOf(business), async (writer: ContactWriter) => {
    const { databaseId } = business;
    const waiting = [
      writer.write(databaseId, orders.slice(0, 1)),
      writer.write(databaseId, orders.slice(1, 3)),
      writer.command(databaseId, merge),
      writer.write(databaseId, orders.slice(3)),
      writer.command(databaseId, { verb: 'undo-merge', ...common(), mergeId: merge.id }),
    ];
    return Promise.all(waiting);
  });
  const numbers = outcomes.flatMap((it) =>
    Array.isArray(it) ? it.map((outcome) => ('contactNumber' in outcome ? outcome.contactNumber : 0)) : [],
  );
  expect(numbers).toEqual([2, 2, 2, 1, 1, 1]);
  const { leads, contacts } = await contentOf(business);
  expect(contacts.map(({ taskCount }) => taskCount)).toEqual([9, 4]);
  expect(leads.filter(({ contactNumber }) => contactNumber === 1)).toHaveLength(5);
  expect(leads.filter(({ contactNumber }) => contactNumber === 2)).toHaveLength(4);
});

test('a command of a writer that has been replaced reads again what its successor wrote', async () => {
  const business = await twoOfOne();
  const state = await runInDurableObject(writerOf(business), (_, state) => state);
  const [old, successor] = [new ContactWriter(state, env), new ContactWriter(state, env)];
  const { databaseId } = business;
  const change = (fields: Record<string, string>): Command => ({
    verb: 'change',
    ...common(),
    number: 1,
    wish: { fields, custom: {} },
  });
  await old.command(databaseId, change({ city: 'Haifa' }));
  await successor.command(databaseId, change({ company: 'Acme' }));
  expect(await old.command(databaseId, change({ fax: '1' }))).toMatchObject({ kind: 'done' });
  expect((await contentOf(business)).contacts[0]).toMatchObject({ city: 'Haifa', company: 'Acme', fax: '1' });
});

test('a writer that is reset in the middle of a merge has merged or has not', async () => {
  const business = await twoOfOne();
  const command: Command = { verb: 'merge', ...common(), older: 1, newer: 2, keep: 1 };
  const merging = give(business, command).catch(() => undefined);
  await scheduler.wait(2);
  await abortAllDurableObjects();
  await merging;
  expect(await give(business, command)).toMatchObject({ kind: 'done', done: { number: 1, mergeId: command.id } });
  const { identities, tasks } = await contentOf(business);
  expect(identities.map(({ contactNumber }) => contactNumber)).toEqual([1, 1]);
  expect(tasks.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
});
