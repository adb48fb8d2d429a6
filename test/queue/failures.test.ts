import {
  abortAllDurableObjects,
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  runInDurableObject,
} from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import type { LeadOrder } from '../../src/contacts/order.ts';
import { ContactWriter } from '../../src/contacts/writer.ts';
import { consumeLeads, type FinishOrder } from '../../src/queue/consumer.ts';
import { consumeDeadLeads } from '../../src/queue/dead-letters.ts';
import { healthOf } from '../../src/queue/health.ts';
import { withoutD1 } from '../support/faults/down-d1.ts';
import { notingStore, withNothingDurable } from '../support/faults/fallback-store.ts';
import { faultyD1, giveD1, refuseContact } from '../support/faults/faulty-d1.ts';
import { withFullQueue } from '../support/faults/held-queue.ts';
import { withoutWriter, withWriter } from '../support/faults/other-writer.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { deliver, messagesOf } from '../support/worker/deliver.ts';
import { afterLeads, contentOf } from '../support/worker/observe.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ Phone: `052-12345${10 + i}`, LastName: `N${i}` }));

test('a poisonous lead in a batch is kept as failed, and the others go through', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(20));
  await refuseContact(business, '"N7"', 'poison');
  expect(await deliver(messages)).toEqual({ acked: 20, again: 0 });
  const { contacts, leads } = await contentOf(business);
  expect(contacts).toHaveLength(19);
  const failed = leads.filter(({ status }) => status === 'failed');
  expect(failed.map(({ id }) => id)).toEqual([messages[7]?.order.id]);
  expect(failed[0]?.warnings?.[0]?.message).toMatch(/poison/);
  expect(failed[0]?.raw?.body).toContain('N7');
});

test('a lead the fold chokes on is found and kept as failed, and the others go through', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(9));
  const orders = messages.map(({ order }) => order);
  Object.assign(orders[4]?.lead ?? {}, { contactTypes: null });
  const outcomes = await env.CONTACT_WRITER.getByName(business.databaseId).write(business.databaseId, orders);
  expect(outcomes.map(({ status }) => status)).toEqual(orders.map((_, i) => (i === 4 ? 'failed' : 'created')));
});

test('a lead whose deliveries are spent and that still cannot be written is stored as failed, with its bytes', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(1));
  await refuseContact(business, '"N0"', 'Network connection lost');
  expect(await deliver(messages, env, 'kelet-dead-leads')).toEqual({ acked: 1, again: 0 });
  const { leads, contacts } = await contentOf(business);
  expect(leads).toMatchObject([{ status: 'failed', raw: { method: 'POST', body: expect.stringContaining('Phone=') } }]);
  expect(contacts).toEqual([]);
});

test('a lead that can be written nowhere at all waits in a fallback store', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(1));
  const { on, kept } = notingStore(withoutWriter());
  expect(await deliver(messages, on, 'kelet-dead-leads')).toEqual({ acked: 1, again: 0 });
  expect(kept.map(({ message }) => message)).toEqual(messages);
});

test('D1 failing before the commit: nothing is written, everything comes again, and then goes through', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(5));
  await giveD1(
    business,
    faultyD1(env.CONTACTS_1, async () => {
      throw new Error('D1_ERROR: Network connection lost.');
    }),
  );
  expect(await deliver(messages)).toEqual({ acked: 0, again: 5 });
  expect((await contentOf(business)).leads).toEqual([]);
  await giveD1(business, env.CONTACTS_1);
  expect(await deliver(messages)).toEqual({ acked: 5, again: 0 });
  expect((await contentOf(business)).contacts).toHaveLength(5);
});

test('D1 failing after the commit: what was written is found, and nothing is written twice', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(5));
  let commits = 0;
  await giveD1(
    business,
    faultyD1(env.CONTACTS_1, async (run, isWrite) => {
      const results = await run();
      if (isWrite && commits++ === 0) throw new Error('D1_ERROR: Network connection lost.');
      return results;
    }),
  );
  expect(await deliver(messages)).toEqual({ acked: 5, again: 0 });
  expect(commits).toBe(1);
  const { contacts, leads, tasks } = await contentOf(business);
  expect([contacts.length, leads.length, tasks.length]).toEqual([5, 5, 5]);
});

test('a writer reset in the middle of a batch: the messages come again and each lead is there once', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(30));
  const delivery = deliver(messages);
  await scheduler.wait(3);
  await abortAllDurableObjects();
  const first = await delivery;
  expect(first.acked + first.again).toBe(30);
  await deliver(messages);
  const { contacts, leads, tasks } = await contentOf(business);
  expect([contacts.length, leads.length, tasks.length]).toEqual([30, 30, 30]);
});

/** Two writer objects of one database, as there are for a while when a new version is deployed. */
async function twoWriters(business: Business, oldOnesD1: D1Database) {
  const state = await runInDurableObject(env.CONTACT_WRITER.getByName(business.databaseId), (_, state) => state);
  return [new ContactWriter(state, { ...env, CONTACTS_1: oldOnesD1 }), new ContactWriter(state, env)] as const;
}

test('a stale writer cannot overwrite what its successor wrote: the fence makes it read again', async () => {
  const business = await newBusiness();
  const forms: Record<string, string>[] = [
    { Phone: '052-1234567' },
    { Phone: '052-1234567', Email: 'dana@example.com' },
    { Phone: '052-1234567', City: 'Haifa' },
  ];
  const orders = (await messagesOf(business, forms)).map(({ order }) => ({ ...order, task: null }));
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let writes = 0;
  const slow = faultyD1(env.CONTACTS_1, async (run, isWrite) => {
    if (isWrite && ++writes === 2) {
      reached.resolve();
      await held.promise;
    }
    return run();
  });
  const [old, successor] = await twoWriters(business, slow);
  await old.write(business.databaseId, orders.slice(0, 1));

  const late = old.write(business.databaseId, orders.slice(1, 2));
  await reached.promise;
  await successor.write(business.databaseId, orders.slice(2));
  held.resolve();
  expect(await late).toMatchObject([{ status: 'updated' }]);
  expect((await contentOf(business)).contacts).toMatchObject([{ email: 'dana@example.com', city: 'Haifa' }]);
  expect(writes).toBe(3);
});

test('two writers of one database at once write every lead once', async () => {
  const business = await newBusiness();
  const forms = Array.from({ length: 40 }, (_, i) => ({ Phone: '052-1234567', Remarks: `inquiry ${i}` }));
  const messages = await messagesOf(business, forms);
  const orders = messages.map(({ order }) => order);
  const [one, two] = await twoWriters(business, env.CONTACTS_1);
  for (let i = 0; i < 40; i += 4) {
    await Promise.all([
      one.write(business.databaseId, orders.slice(i, i + 3)),
      two.write(business.databaseId, orders.slice(i + 1, i + 4)),
    ]);
  }
  await deliver(messages);
  const { contacts, leads, tasks } = await contentOf(business);
  expect([contacts.length, leads.length, tasks.length]).toEqual([1, 40, 40]);
});

test('the queue refusing: the lead waits in the fallback store and is drained onto the queue', async () => {
  const business = await newBusiness();
  const response = await app.fetch(formRequest(business), withFullQueue(), createExecutionContext());
  expect(response.status).toBe(200);
  const { leads } = await afterLeads(business, 1);
  expect(leads[0]).toMatchObject({ id: ((await response.json()) as { id: string }).id, status: 'created' });
});

test('healthz counts what waits in the fallback stores', async () => {
  const business = await newBusiness();
  const [message] = await messagesOf(business, [{ Phone: '052-1234567' }]);
  await env.FALLBACK_STORE.getByName('store-3').keep([JSON.stringify(message)], 3600);
  const health = await exports.default.fetch('https://kelet.test/healthz');
  expect(await health.json()).toMatchObject({ status: 'ok', unprocessed: expect.any(Number) });
  const { unprocessed } = await healthOf(env, Date.now() + 60_000);
  expect(unprocessed).toBeGreaterThanOrEqual(1);
  expect((await healthOf(env, Date.now() + 60_000)).oldestUnprocessedSeconds).toBeGreaterThanOrEqual(60);
});

test('the queue and the fallback store refusing: 503 with Retry-After, and no receipt', async () => {
  const business = await newBusiness();
  const response = await app.fetch(formRequest(business), withNothingDurable(), createExecutionContext());
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('30');
  expect(await response.json()).toMatchObject({ code: 'try_again', status: 503 });

  const retried = await app.fetch(formRequest(business), env, createExecutionContext());
  expect(retried.status).toBe(200);
  expect((await afterLeads(business, 1)).leads).toHaveLength(1);
});

test('a request under a key that was made durable nowhere is one lead when it comes again, under the id it was given', async () => {
  const business = await newBusiness();
  const down = withNothingDurable();
  const keyed = () => {
    const request = formRequest(business);
    request.headers.set('idempotency-key', 'a key');
    return request;
  };
  expect((await app.fetch(keyed(), down, createExecutionContext())).status).toBe(503);
  const ids = [];
  for (let i = 0; i < 2; i++) {
    const response = await app.fetch(keyed(), env, createExecutionContext());
    ids.push(((await response.json()) as { id: string }).id);
  }
  expect(new Set(ids).size).toBe(1);
  const { leads, contacts } = await afterLeads(business, 1);
  expect([leads.map(({ id }) => id), contacts.length]).toEqual([[ids[0]], 1]);
});

test('the store of keys being away: 503, since nobody can tell whether this is a retry; without a key it is not asked', async () => {
  const business = await newBusiness();
  const away = { getByName: () => ({ claim: async () => Promise.reject(new Error('overloaded')) }) };
  const on = { ...env, IDEMPOTENCY_KEYS: away as unknown as Env['IDEMPOTENCY_KEYS'] };
  const keyed = formRequest(business);
  keyed.headers.set('idempotency-key', 'a key');
  expect((await app.fetch(keyed, on, createExecutionContext())).status).toBe(503);
  expect((await app.fetch(formRequest(business), on, createExecutionContext())).status).toBe(200);
  expect((await afterLeads(business, 1)).leads).toHaveLength(1);
});

test('a spent lead that nobody could read finally is stored as failed, with the bytes to replay it from', async () => {
  const business = await newBusiness({ publish: false });
  const messages = await messagesOf(business, people(1));
  expect(messages[0]?.readAgain).toBe(true);
  const unreadable = async () => Promise.reject(new RangeError('Invalid array length'));
  expect(await spend(messages, env, unreadable)).toEqual({ acked: 1, again: 0 });
  const { leads, contacts } = await contentOf(business);
  expect(leads).toMatchObject([{ status: 'failed', raw: { body: expect.stringContaining('Phone=') } }]);
  expect(contacts).toEqual([]);
});

test('a spent lead that is to be read again is read then, and goes through', async () => {
  const business = await newBusiness({ publish: false, channel: { mapping: { q1: 'phone' } } });
  const messages = await messagesOf(business, [{ q1: '052-1234567' }]);
  expect(messages[0]?.readAgain).toBe(true);
  expect(await deliver(messages, env, 'kelet-dead-leads')).toEqual({ acked: 1, again: 0 });
  const { leads, contacts } = await contentOf(business);
  expect([leads.map(({ status }) => status), contacts.map(({ phone }) => phone)]).toEqual([
    ['created'],
    ['052-1234567'],
  ]);
});

/** Takes messages whose deliveries are spent, with another reading than the product's. */
async function spend(messages: unknown[], on: Env, finish: FinishOrder) {
  const batch = createMessageBatch(
    'kelet-dead-leads',
    messages.map((body, i) => ({ id: `spent-${i}`, timestamp: new Date(), attempts: 1, body })),
  );
  const ctx = createExecutionContext();
  await consumeDeadLeads(batch, on, finish);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, ctx);
  return { acked: explicitAcks.length, again: retryMessages.length };
}

test.each([
  ['the writer says come again', { write: async (_: string, orders: LeadOrder[]) => orders.map(later) }],
  ['the writer gives no outcome', { write: async () => [] }],
])(
  'weather makes no spent lead a failed one: where %s it waits a minute and goes the whole way again',
  async (_, writer) => {
    const business = await newBusiness();
    const messages = await messagesOf(business, people(2));
    const { on, kept } = notingStore(withWriter(writer));
    expect(await deliver(messages, on, 'kelet-dead-leads')).toEqual({ acked: 2, again: 0 });
    expect(kept).toEqual(messages.map((message) => ({ message, seconds: 60 })));
    expect((await contentOf(business)).leads).toEqual([]);
  },
);

const later = ({ id }: LeadOrder) => ({ id, status: 'later' });

test('a spent lead that cannot be read because D1 is away waits, and is read when D1 is back', async () => {
  const business = await newBusiness({ publish: false });
  const messages = await messagesOf(business, people(1));
  const { on, kept } = notingStore();
  const away = async () => Promise.reject(new Error('D1_ERROR: Network connection lost.'));
  expect(await spend(messages, on, away)).toEqual({ acked: 1, again: 0 });
  expect(kept.map(({ message }) => message)).toEqual(messages);
  expect((await contentOf(business)).leads).toEqual([]);
  expect(await deliver(kept.map(({ message }) => message))).toEqual({ acked: 1, again: 0 });
  expect((await contentOf(business)).leads).toMatchObject([{ status: 'created' }]);
});

test.each([
  ['once, because it was replaced that moment, is asked again', 1, 'created'],
  ['for what was read of a lead, and not for its bytes, keeps it as failed', 9, 'failed'],
])('a writer that throws %s', async (_, times, status) => {
  const business = await newBusiness();
  const messages = await messagesOf(business, people(1));
  let left = times;
  const write = async (databaseId: string, orders: LeadOrder[]) => {
    if (!orders[0]?.failure && left-- > 0) throw new Error('The object was reset because its code was updated.');
    return env.CONTACT_WRITER.getByName(databaseId).write(databaseId, orders);
  };
  expect(await deliver(messages, withWriter({ write }), 'kelet-dead-leads')).toEqual({ acked: 1, again: 0 });
  expect((await contentOf(business)).leads).toMatchObject([{ status }]);
});

test('however long D1 is away, a lead waits no more than a minute from one try to the next', async () => {
  const business = await newBusiness();
  const [body] = await messagesOf(business, people(1));
  const writers = [
    { write: async (_: string, orders: LeadOrder[]) => orders.map(later) },
    { write: async () => Promise.reject(new Error('D1_ERROR: D1 is down')) },
  ];
  for (const writer of writers) {
    const on = withWriter(writer);
    const delays: number[] = [];
    for (let attempts = 1; attempts <= 11; attempts++) {
      const retry = ({ delaySeconds = 0 } = {}) => void delays.push(delaySeconds);
      const message = { id: 'one', timestamp: new Date(), attempts, body, ack: () => delays.push(-1), retry };
      await consumeLeads({ messages: [message] } as unknown as MessageBatch, on, async ({ order }) => order);
    }
    expect(delays).toEqual([10, 20, 40, 60, 60, 60, 60, 60, 60, 60, 60]);
  }
});

test('D1 down: the edge goes on accepting, known channel or not, and the leads are there once D1 is back', async () => {
  const [known, unknown] = [
    await newBusiness(),
    await newBusiness({ publish: false, channel: { mapping: { q1: 'phone' } } }),
  ];
  const edge = withoutD1();
  const one = await app.fetch(formRequest(known), edge, createExecutionContext());
  const two = await app.fetch(formRequest(unknown, { q1: '052-1234567' }), edge, createExecutionContext());
  expect([one.status, two.status]).toEqual([200, 200]);
  expect((await afterLeads(known, 1)).contacts).toHaveLength(1);
  expect((await afterLeads(unknown, 1)).contacts).toMatchObject([
    { phone: '052-1234567', createdBy: 'Landing page (HTML form)' },
  ]);
});

test('the edge refuses what the true settings refuse, once the consumer reads it with them', async () => {
  const business = await newBusiness({ publish: false, channel: { required: ['city'] } });
  const response = await app.fetch(formRequest(business), env, createExecutionContext());
  expect(response.status).toBe(200);
  const { leads, contacts } = await afterLeads(business, 1);
  expect(leads).toMatchObject([{ status: 'rejected', rejection: { code: 'required_field_missing' } }]);
  expect(contacts).toEqual([]);
});

test('a lead of a channel that is gone before it could be read is kept as rejected, with its bytes', async () => {
  const business = await newBusiness({ publish: false });
  const messages = await messagesOf(business, [{ Phone: '052-1234567' }]);
  await env.CONTROL.prepare('DELETE FROM channels WHERE id = ?1').bind(business.channelId).run();
  expect(await deliver(messages)).toEqual({ acked: 1, again: 0 });
  const { leads, contacts } = await contentOf(business);
  expect(leads).toMatchObject([
    { status: 'rejected', rejection: { code: 'no_such_channel' }, raw: { method: 'POST' } },
  ]);
  expect(contacts).toEqual([]);
});

const formRequest = (business: Business, form: Record<string, string> = { Phone: '052-1234567' }) =>
  new Request(business.intakeUrl, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { accept: 'application/json' },
  });

test('a message the queue will never take does not hold up the others in the fallback store', async () => {
  const business = await newBusiness();
  const [good] = await messagesOf(business, [{ Phone: '052-1234567' }]);
  const store = env.FALLBACK_STORE.getByName(`store-of-${business.databaseId}`);
  await store.keep([JSON.stringify({ large: 'x'.repeat(200_000) }), JSON.stringify(good)], 0);
  expect((await afterLeads(business, 1)).contacts).toHaveLength(1);
  expect(await store.waiting()).toMatchObject({ count: 1 });
});
