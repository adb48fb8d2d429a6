import { writeLeads } from '../../contacts/ask-writer.ts';
import { readCurrentChannel } from '../../published/current-channel.ts';
import type { LeadMessage } from '../../queue/message.ts';
import { MAX_MESSAGE_BYTES } from '../../queue/message.ts';
import type { ReplayThrough } from '../../queue/replay-lead.ts';
import { sendLeads, sizeOf } from '../../queue/send.ts';
import { reorder } from '../../ways-in/read-again.ts';
import type { Charset } from '../../ways-in/way-in.ts';
import { Problem } from '../http/problem.ts';

/** The way a replayed lead takes: read again with its channel as it is now, then the queue like every lead. */
export const replayThrough = (env: Env, databaseId: string, charset: Charset | undefined): ReplayThrough => ({
  async read(order) {
    const channel = await readCurrentChannel(env.CONTROL, order.channelId);
    if (!channel || !order.raw) return undefined;
    return reorder(order, channel, charset ? { charset } : {});
  },
  send: (order) => sendOrWrite(env, { v: 1, databaseId, order }),
});

async function sendOrWrite(env: Env, message: LeadMessage): Promise<void> {
  if (sizeOf(message) <= MAX_MESSAGE_BYTES) return sendLeads(env, [message]);
  // What was read does not fit a message; the writer takes more than the queue.
  const { databaseId, order } = message;
  const [outcome] = await writeLeads(env, databaseId, [order]);
  if (outcome?.status === 'later')
    throw new Problem(503, 'try_again', 'Kelet is busy. Send it again in half a minute.');
}
