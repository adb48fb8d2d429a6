import type { LeadOrder } from '../../contacts/order.ts';
import { newLeadId } from '../../ids/lead-id.ts';
import { unchecked } from '../../lead/spam.ts';
import type { FoundChannel } from '../../published/find-channel.ts';
import { printOf } from '../decisions.ts';
import { missTokens } from '../spam/turnstile.ts';
import { type Arrival, bodyOfArrival } from './arrival.ts';
import { messagesOf } from './lead-messages.ts';

/**
 * The orders this arrival would become, under ids nobody will see: for a dry run. Sends and remembers nothing.
 */
export async function ordersOf(
  env: Pick<Env, 'KELET_SECRET'>,
  found: FoundChannel,
  arrival: Arrival,
): Promise<LeadOrder[]> {
  const { channel } = found;
  const { receivedAt } = arrival;
  const body = await bodyOfArrival(arrival, channel);
  missTokens(body, channel);
  const prints = await Promise.all(body.leads.map((lead) => printOf(channel, body.wayIn, lead)));
  const ids = await Promise.all(prints.map(() => newLeadId(env.KELET_SECRET, channel.databaseId, receivedAt)));
  const named = ids.map((id) => ({ id, receivedAt, isSettled: false, isOfThisDocument: true }));
  return messagesOf(found, arrival, body, prints, named).map(({ order, turnstile }) =>
    turnstile === undefined ? order : { ...order, lead: unchecked(order.lead, 'dry-run') },
  );
}
