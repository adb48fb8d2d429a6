import { readCurrentChannel } from '../channels/find-channel.ts';
import type { LeadOrder } from '../contacts/order.ts';
import type { Channel } from '../lead/channel.ts';
import { restoreRaw } from '../lead/raw.ts';
import type { Rejection } from '../lead/submission.ts';
import type { LeadMessage } from '../queue/message.ts';
import { decisionsOf, printOf, understand } from './understand.ts';
import type { Charset } from './way-in.ts';

/**
 * Reads the raw bytes of a message again with the channel as the control database has it.
 * @throws when D1 does not answer, so that the message comes again.
 */
export async function readAgain(env: Pick<Env, 'CONTROL'>, { order }: LeadMessage): Promise<LeadOrder> {
  const channel = await readCurrentChannel(env.CONTROL, order.channelId);
  return channel ? reorder(order, channel) : { ...order, rejection: NO_CHANNEL };
}

const NO_CHANNEL: Rejection = {
  code: 'no_such_channel',
  status: 422,
  message: 'The channel this lead came by was deleted before the lead could be read. Its bytes are kept.',
};

/** The order with its lead read anew from the raw bytes it carries, under these settings. */
export async function reorder(
  order: LeadOrder,
  channel: Channel,
  options: { charset?: Charset } = {},
): Promise<LeadOrder> {
  if (!order.raw || order.rejection?.code === 'too_large') return order;
  const body = await understand(restoreRaw(order.raw), channel, options);
  const understood = body.leads[order.rawIndex] ?? body.leads[0];
  if (!understood) return order;
  const { wayIn, charset } = body;
  const { lead, rejection, sender, quarantine } = understood;
  const print = await printOf(channel, wayIn, understood);
  const decisions = decisionsOf(channel, wayIn, lead);
  return { ...order, wayIn, charset, lead, rejection, sender, quarantine, fingerprint: print, ...decisions };
}
