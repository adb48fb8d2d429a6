import { logProblem } from '../log.ts';
import type { LeadMessage } from './message.ts';

/** A lead that could be made durable nowhere. The sender gets 503 and must come again. */
export class NotDurable extends Error {
  override name = 'NotDurable';
}

// What sendBatch takes at once.
const BATCH_MESSAGES = 100;
const BATCH_BYTES = 240_000;
const FALLBACK_STORES = 8;

/**
 * Makes leads durable: on the queue or, when that refuses, in a fallback store that puts them on the queue later.
 * Resolves only when every message is safe.
 * @throws NotDurable when neither takes them.
 */
export async function sendLeads(env: Pick<Env, 'LEADS' | 'FALLBACK_STORE'>, messages: LeadMessage[]): Promise<void> {
  for (const batch of batchesOf(messages)) {
    try {
      if (batch.length === 1) await env.LEADS.send(batch[0]);
      else await env.LEADS.sendBatch(batch.map((body) => ({ body })));
    } catch (queueError) {
      logProblem('queue refused', { leads: batch.length, error: queueError });
      await keep(env, batch, 0);
    }
  }
}

/**
 * Keeps messages in a fallback store, to be put on the queue no sooner than `seconds` from now.
 * @throws NotDurable when the store does not answer.
 */
export async function keep(env: Pick<Env, 'FALLBACK_STORE'>, messages: LeadMessage[], seconds: number): Promise<void> {
  const stores = fallbackStores(env);
  try {
    await stores[Math.floor(Math.random() * stores.length)]?.keep(
      messages.map((message) => JSON.stringify(message)),
      seconds,
    );
  } catch (error) {
    logProblem('fallback store refused', { leads: messages.length, error });
    throw new NotDurable('Neither the queue nor the fallback store took the lead', { cause: error });
  }
}

/** All objects in which leads may wait; several, so that none of them is the bottleneck of a bad day. */
export const fallbackStores = ({ FALLBACK_STORE }: Pick<Env, 'FALLBACK_STORE'>) =>
  Array.from({ length: FALLBACK_STORES }, (_, i) => FALLBACK_STORE.getByName(`store-${i}`));

function* batchesOf(messages: LeadMessage[]): Generator<LeadMessage[]> {
  let batch: LeadMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = messages.length === 1 ? 0 : sizeOf(message);
    if (batch.length && (batch.length === BATCH_MESSAGES || bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length) yield batch;
}

/** A message's size in bytes, as the queue will count it. */
export const sizeOf = (message: LeadMessage): number => new TextEncoder().encode(JSON.stringify(message)).length;
