import { giveLeads } from '../../contacts/ask-writer.ts';
import { readCurrentChannel } from '../../published/current-channel.ts';
import type { LeadMessage } from '../../queue/message.ts';
import { MAX_MESSAGE_BYTES } from '../../queue/message-size.ts';
import { putThroughAgain } from '../../queue/replay-lead.ts';
import { sendLeads, sizeOf } from '../../queue/send.ts';
import type { Refusal } from '../../refusal.ts';
import { reorder } from '../../ways-in/read-again.ts';
import type { Charset } from '../../ways-in/way-in.ts';
import type { Actor } from '../actor.ts';

type ReplayEnv = Pick<Env, 'CONTROL' | 'LEADS' | 'FALLBACK_STORE' | 'CONTACT_WRITER' | 'IDEMPOTENCY_KEYS'>;

/** How a lead is to be put through again. */
export interface Replay {
  id: string;
  /** What to read its bytes as; else it is found out. */
  charset?: Charset | undefined;
  /** Let it through though it was kept aside, such as a provider's test. */
  release: boolean;
  /** Field name → the value that is right; null takes one away. */
  values?: Record<string, string | null> | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Reads a rejected, quarantined or failed lead again, with its channel as it is now, and puts it through.
 * @throws NotDurable or Busy when it could not be made durable just now.
 */
export async function replayLead(
  env: ReplayEnv,
  { database, by }: Pick<Actor, 'database' | 'by'>,
  { id, charset, release, values, now }: Replay,
): Promise<{ id: string; status: 'queued' } | Refusal> {
  const repair = values && { by, at: new Date(now).toISOString(), values: asTyped(values) };
  return putThroughAgain(
    env,
    database,
    id,
    { release, repair },
    {
      async read(order) {
        const channel = await readCurrentChannel(env.CONTROL, order.channelId);
        if (!channel || !order.raw) return undefined;
        return reorder(order, channel, charset ? { charset } : {});
      },
      send: (order) => sendOrWrite(env, { v: 1, databaseId: database.id, order }),
    },
  );
}

/** Null takes a value away, as an empty text does. */
const asTyped = (values: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value?.trim() ?? '']));

async function sendOrWrite(env: ReplayEnv, message: LeadMessage): Promise<void> {
  if (sizeOf(message) <= MAX_MESSAGE_BYTES) return sendLeads(env, [message]);
  // What was read does not fit a message; the writer takes more than the queue.
  await giveLeads(env, message.databaseId, [message.order]);
}
