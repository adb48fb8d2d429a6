import type { LeadOrder } from '../../contacts/order.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { judged, unchecked } from '../../lead/spam.ts';
import { readCurrentChannel } from '../../published/current-channel.ts';
import { findChannelById } from '../../published/find-channel.ts';
import type { LeadMessage } from '../../queue/message.ts';
import { readAgain } from '../read-again.ts';
import { type ExpectedWidget, siteverify } from './siteverify.ts';
import { isOpen } from './turnstile.ts';

/** Deliveries in which Cloudflare is waited for; then the lead goes without its word. */
const MOST_ATTEMPTS = 3;
/** Tokens hold for five minutes, most of which a visitor may have used up: milliseconds. */
const IN_TIME = 60_000;

type FinishEnv = Pick<Env, 'CONTROL' | 'CHANNELS'>;

/**
 * The order of a message that the edge could not finish: read again where the channel was not known, and its visitor
 * checked where the channel has Turnstile. The edge itself asks nobody.
 * @param attempts deliveries of this message, this one included.
 * @throws when D1 or Cloudflare does not answer, so that the message comes again.
 */
export async function finishOrder(env: FinishEnv, message: LeadMessage, attempts: number): Promise<LeadOrder> {
  const order = message.readAgain ? await readAgain(env, message) : message.order;
  if (message.turnstile === undefined || !isOpen(order)) return order;
  const channel = await channelOf(env, order.channelId);
  if (channel?.turnstileSecret === undefined) return order;
  return checkVisitor(order, { ...channel, turnstileSecret: channel.turnstileSecret }, message.turnstile, attempts);
}

async function checkVisitor(
  order: LeadOrder,
  channel: ExpectedWidget & { turnstileSecret: string },
  token: string,
  attempts: number,
): Promise<LeadOrder> {
  const answer = await siteverify(channel.turnstileSecret, token, order.id, channel);
  const without = (why: 'away' | 'late' | 'wrong-secret') => ({ ...order, lead: unchecked(order.lead, why) });
  switch (answer) {
    case 'passed':
      return order;
    case 'wrong-secret':
      return without('wrong-secret');
    case 'away':
      if (attempts <= MOST_ATTEMPTS) throw new Error('Turnstile does not answer');
      return without('away');
    case 'spent':
      // If it ran out on our way, that is not its visitor's doing.
      return Date.now() - order.receivedAt > IN_TIME ? without('late') : refused(order);
    case 'refused':
      return refused(order);
  }
}

function refused(order: LeadOrder): LeadOrder {
  const quarantine = 'spam:turnstile-refused';
  return { ...order, quarantine, lead: judged(order.lead, quarantine) };
}

/** From memory or KV, as at the edge; D1 only when neither knows the channel. */
async function channelOf(env: FinishEnv, channelId: string): Promise<Channel | undefined> {
  const found = await findChannelById(env, channelId, Date.now());
  return found?.isKnown === false ? readCurrentChannel(env.CONTROL, channelId) : found?.channel;
}
