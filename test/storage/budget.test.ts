import { createExecutionContext, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { BUDGET, BY_HAND, type ByHand, type Cost, IMPORTED } from '../../bench/exact/budget.ts';
import { doByHand, newApiKey } from '../../bench/exact/by-hand.ts';
import { type Meter, meteredEnv, newMeter } from '../../bench/exact/meter.ts';
import { importRows, makeCustomers } from '../../bench/imports/import-rows.ts';
import { formOf } from '../../bench/inputs/forms.ts';
import { mailOf, messagesOfMails } from '../../bench/inputs/mails.ts';
import { batchOf } from '../../bench/inputs/messages.ts';
import { seedStatements } from '../../bench/inputs/seed.ts';
import { ContactWriter } from '../../src/contacts/writer.ts';
import { type ConsumerEnv, consumeLeads } from '../../src/queue/consumer.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { messagesOf } from '../support/worker/deliver.ts';

const FIRST_NEW = 1_000_000;

async function businessWith(contacts: number): Promise<Business> {
  const business = await newBusiness({ channel: { waysIn: ['html-form', 'mail'] } });
  for (const { sql, values } of seedStatements(business.databaseId, contacts)) {
    await business.database
      .prepare(sql)
      .bind(...values)
      .run();
  }
  return business;
}

const messagesFor = (business: Business, first: number, count: number, note: string): Promise<LeadMessage[]> =>
  messagesOf(
    business,
    Array.from({ length: count }, (_, i) => formOf(first + i, note)),
  );

type Writer = Pick<ContactWriter, 'write' | 'command'>;

/** The real writer of a business, and what is asked of D1 and of it from here on. */
function meteredWriter({ databaseId }: Business) {
  const meter: Meter & { writerCalls: number } = { ...newMeter(), writerCalls: 0 };
  const object = env.CONTACT_WRITER.getByName(databaseId);
  let writer: ContactWriter | undefined;
  const call = <T>(work: (writer: Writer) => Promise<T>): Promise<T> => {
    meter.writerCalls += 1;
    return runInDurableObject(object, (_, state) => {
      writer ??= new ContactWriter(state, meteredEnv(env, meter));
      return work(writer);
    });
  };
  const stub: Writer = {
    write: (...args) => call((it) => it.write(...args)),
    command: (...args) => call((it) => it.command(...args)),
  };
  const on = { ...meteredEnv(env, meter), CONTACT_WRITER: { getByName: () => stub } } as unknown as Env;

  /** What some work costs. */
  const costOf = async (work: (on: Env) => Promise<unknown>): Promise<Cost> => {
    Object.assign(meter, newMeter(), { writerCalls: 0 });
    await work(on);
    const { unmetered, ...cost } = meter;
    expect(unmetered).toBe(0);
    return cost;
  };
  return { costOf };
}

/** Puts messages through the real consumer as one batch of the queue. */
async function consume(messages: LeadMessage[], on: Env) {
  const { batch, said } = batchOf(messages);
  await consumeLeads(batch, on as ConsumerEnv, () => Promise.reject(new Error('Nothing is read again')));
  expect(said).toEqual({ acked: messages.length, again: 0 });
}

const expectWithin = ({ rowsWritten, rowsRead, roundTrips, writerCalls }: Cost, budget: Cost, what: string) => {
  expect(rowsWritten, `rows written, ${what}`).toBeLessThanOrEqual(budget.rowsWritten);
  expect(rowsRead, `rows read, ${what}`).toBeLessThanOrEqual(budget.rowsRead);
  expect(roundTrips, `round trips, ${what}`).toBeLessThanOrEqual(budget.roundTrips);
  expect(writerCalls, `writer calls, ${what}`).toBe(budget.writerCalls);
};

test.for([1_000, 20_000])('leads cost no more than their budget beside %d contacts', async (contacts) => {
  const business = await businessWith(contacts);
  const { costOf } = meteredWriter(business);
  const cost = async (first: number, count: number, note: string) => {
    const messages = await messagesFor(business, first, count, note);
    return costOf((on) => consume(messages, on));
  };
  // A writer's first round also takes the epoch and reads the rules.
  await cost(FIRST_NEW, 1, 'first');

  for (const count of [100, 1]) {
    const costs = {
      new: await cost(FIRST_NEW + 1_000 + count, count, 'new'),
      repeat: await cost(1 + count, count, 'repeat'),
    };
    for (const kind of ['new', 'repeat'] as const) {
      const { rowsWritten, rowsRead, ...rest } = costs[kind];
      expect(rowsWritten, `rows written, ${kind}`).toBeGreaterThan(0);
      const each = { rowsWritten: rowsWritten / count, rowsRead: rowsRead / count, ...rest };
      expectWithin(each, { ...BUDGET, rowsWritten: BUDGET.rowsWritten[kind] }, `${kind}, ${count} at once`);
    }
  }
  const { results } = await business.database
    .prepare('SELECT status, count(*) AS leads FROM leads WHERE database_id = ?1 AND received_at > ?2 GROUP BY status')
    .bind(business.databaseId, Date.now() - 3_600_000)
    .all();
  expect(results).toEqual([
    { status: 'created', leads: 102 },
    { status: 'updated', leads: 101 },
  ]);
});

test('a contact form’s mail costs what any lead costs, from its bytes to the writer', async () => {
  const business = await businessWith(1_000);
  const { costOf } = meteredWriter(business);
  const cost = (person: number, note: string) =>
    costOf(async (on) => consume(await messagesOfMails(on, business.key, [mailOf(person, note)]), on));
  await cost(FIRST_NEW, 'first');
  for (const [kind, person] of [['new', FIRST_NEW + 1] as const, ['repeat', 7] as const]) {
    const budget = { ...BUDGET, rowsWritten: BUDGET.rowsWritten[kind] };
    const measured = await cost(person, kind);
    expect(measured.rowsWritten).toBeGreaterThan(0);
    expectWithin(measured, budget, `mail, ${kind}`);
  }
});

test('rows of an import cost no more than their budget, a hundred at once', async () => {
  const business = await businessWith(1_000);
  const { costOf } = meteredWriter(business);
  const { databaseId } = business;
  await costOf((on) => importRows(on, { databaseId, mode: 'skip', first: FIRST_NEW, count: 1, note: 'first' }));
  for (const [i, { outcome, mode, isKnown }] of IMPORTED.entries()) {
    const first = isKnown ? 1 + i * 100 : FIRST_NEW + 100;
    if (outcome === 'renewed') await makeCustomers(business.database, databaseId);
    let became: Record<string, number> = {};
    const { rowsWritten, rowsRead, ...rest } = await costOf(async (on) => {
      became = await importRows(on, { databaseId, mode, first, count: 100, note: outcome });
    });
    expect(became).toEqual({ [outcome]: 100 });
    const each = { rowsWritten: rowsWritten / 100, rowsRead: rowsRead / 100, ...rest };
    expectWithin(each, { ...BUDGET, ...BUDGET.imported[outcome] }, `imported, ${outcome}`);
    expect(each.rowsWritten).toBe(BUDGET.imported[outcome].rowsWritten);
  }
});

test('what somebody at a screen does costs no more than its budget', async () => {
  const business = await businessWith(1_000);
  const { databaseId } = business;
  const { costOf } = meteredWriter(business);
  const apiKey = await newApiKey(env, databaseId);
  const cost = (what: ByHand, person: number) =>
    costOf((on) => doByHand(on, createExecutionContext(), what, { databaseId, apiKey, person }));
  await cost('check and create', FIRST_NEW);
  for (const [i, what] of BY_HAND.entries()) {
    const person = what === 'check and create' ? FIRST_NEW + 1 : 100 + i;
    const measured = await cost(what, person);
    expectWithin(measured, BUDGET.byHand[what], what);
    // Exactly: what is written is what was decided, wherever else the rows read come from.
    expect(measured.rowsWritten).toBe(BUDGET.byHand[what].rowsWritten);
  }
});
