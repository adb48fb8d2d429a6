import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { BUDGET } from '../../bench/budget.ts';
import { formOf } from '../../bench/forms.ts';
import { batchOf } from '../../bench/messages.ts';
import { type Meter, metered, meteredEnv, newMeter } from '../../bench/meter.ts';
import { seedStatements } from '../../bench/seed.ts';
import { ContactWriter } from '../../src/contacts/writer.ts';
import { type ConsumerEnv, consumeLeads } from '../../src/queue/consumer.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { type Business, newBusiness } from '../worker/business.ts';
import { messagesOf } from '../worker/deliver.ts';

const FIRST_NEW = 1_000_000;

async function businessWith(contacts: number): Promise<Business> {
  const business = await newBusiness();
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

/** The real consumer and the real writer of a business, and what they ask of D1. */
async function meteredConsumer({ databaseId }: Business) {
  const meter: Meter & { writerCalls: number } = { ...newMeter(), writerCalls: 0 };
  const object = env.CONTACT_WRITER.getByName(databaseId);
  let writer: ContactWriter | undefined;
  const write: ContactWriter['write'] = (...args) => {
    meter.writerCalls += 1;
    return runInDurableObject(object, (_, state) => {
      writer ??= new ContactWriter(state, meteredEnv(env, meter));
      return writer.write(...args);
    });
  };
  const on = { CONTROL: metered(env.CONTROL, meter), CONTACT_WRITER: { getByName: () => ({ write }) } };

  /** Puts messages through as one batch of the queue and tells what that cost. */
  return async (messages: LeadMessage[]) => {
    Object.assign(meter, newMeter(), { writerCalls: 0 });
    const { batch, said } = batchOf(messages);
    await consumeLeads(batch, on as unknown as ConsumerEnv, () => Promise.reject(new Error('Nothing is read again')));
    expect(said).toEqual({ acked: messages.length, again: 0 });
    expect(meter.unmetered).toBe(0);
    return { ...meter };
  };
}

test.for([1_000, 20_000])('leads cost no more than their budget beside %d contacts', async (contacts) => {
  const business = await businessWith(contacts);
  const consume = await meteredConsumer(business);
  // A writer's first round also takes the epoch and reads the rules.
  await consume(await messagesFor(business, FIRST_NEW, 1, 'first'));

  for (const count of [100, 1]) {
    const costs = {
      new: await consume(await messagesFor(business, FIRST_NEW + 1_000 + count, count, 'new')),
      repeat: await consume(await messagesFor(business, 1 + count, count, 'repeat')),
    };
    for (const kind of ['new', 'repeat'] as const) {
      const { rowsWritten, rowsRead, roundTrips, writerCalls } = costs[kind];
      expect(rowsWritten, `rows written, ${kind}`).toBeGreaterThan(0);
      expect(rowsWritten / count, `rows written, ${kind}`).toBeLessThanOrEqual(BUDGET.rowsWritten[kind]);
      expect(rowsRead / count, `rows read, ${kind}, ${count} at once`).toBeLessThanOrEqual(BUDGET.rowsRead);
      expect(roundTrips, `round trips, ${kind}`).toBeLessThanOrEqual(BUDGET.roundTrips);
      expect(writerCalls, `writer calls, ${kind}`).toBe(BUDGET.writerCalls);
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
