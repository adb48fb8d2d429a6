import type { Effects } from '../../src/contacts/fold/round.ts';
import type { LeadOrder } from '../../src/contacts/order.ts';
import type { ContactWriter } from '../../src/contacts/writer.ts';
import { consumeLeads } from '../../src/queue/consumer.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { readAgain } from '../../src/ways-in/read-again.ts';
import { batchOf } from '../inputs/messages.ts';
import { effectsOf, type IdentityLock, locksOf, writeAlone, writeBlindly } from './alternatives.ts';

export type WriteEnv = Env & {
  CONTACT_WRITER: DurableObjectNamespace<ContactWriter>;
  IDENTITY_LOCK: DurableObjectNamespace<IdentityLock>;
};

/** The ways the same leads can be written; `consumer` is Kelet's, whole, from the queue's batch to the acks. */
export const WAYS = ['consumer', 'writer', 'floor', 'alone-blind', 'alone', 'nested'] as const;
export type Way = (typeof WAYS)[number];

/** Leads ready to be written one way: whatever a way is spared deciding is decided here, outside the time taken. */
export type Prepared = { way: Way; databaseId: string; batches: Batch[] };

interface Batch {
  messages: LeadMessage[];
  orders: LeadOrder[];
  /** Of the whole batch for the floor, lead by lead for those that write alone. */
  effects: Effects[];
}

export function prepare(
  way: Way,
  databaseId: string,
  messages: LeadMessage[],
  size: number,
  lastNumber: number,
): Prepared {
  const batches: Batch[] = [];
  for (let from = 0; from < messages.length; from += size) {
    const chunk = messages.slice(from, from + size);
    const orders = chunk.map(({ order }) => order);
    const alone = (order: LeadOrder, i: number) => effectsOf(databaseId, [order], lastNumber + from + i);
    const effects = way === 'floor' ? [effectsOf(databaseId, orders, lastNumber + from)] : orders.map(alone);
    batches.push({ messages: chunk, orders, effects });
  }
  return { way, databaseId, batches };
}

/**
 * Writes what was prepared, batch after batch.
 * @throws when a lead was not written.
 */
export async function write(env: WriteEnv, { way, databaseId, batches }: Prepared): Promise<void> {
  for (const batch of batches) await writeBatch(env, way, databaseId, batch);
}

async function writeBatch(env: WriteEnv, way: Way, databaseId: string, { messages, orders, effects }: Batch) {
  const database = env.CONTACTS_2;
  const eachAlone = (take: (order: LeadOrder, effects: Effects) => Promise<void>) =>
    Promise.all(orders.map((order, i) => take(order, effects[i] as Effects)));
  switch (way) {
    case 'consumer': {
      const { batch, said } = batchOf(messages);
      await consumeLeads(batch, env, (message) => readAgain(env, message));
      if (said.acked !== messages.length) throw new Error(`${said.acked} of ${messages.length} leads were acked`);
      return;
    }
    case 'writer': {
      const outcomes = await env.CONTACT_WRITER.getByName(databaseId).write(databaseId, orders);
      if (outcomes.some(({ status }) => status !== 'created')) throw new Error('Not every lead made a contact');
      return;
    }
    case 'floor':
      for (const all of effects) await writeBlindly(database, all);
      return;
    case 'alone-blind':
      await eachAlone((_, its) => writeBlindly(database, its));
      return;
    case 'alone':
      await eachAlone((order, its) => writeAlone(database, databaseId, order, its));
      return;
    case 'nested':
      await eachAlone((order, its) => {
        const [first = '', ...further] = locksOf(databaseId, order);
        return env.IDENTITY_LOCK.getByName(first).hold(further, databaseId, order, its);
      });
      return;
  }
}
