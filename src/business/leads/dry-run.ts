import { rehearseLeads } from '../../contacts/ask-writer.ts';
import type { LeadOrder, Rehearsed } from '../../contacts/order.ts';
import { readChannelKey } from '../../ids/channel-key.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { readCurrentChannel } from '../../published/current-channel.ts';
import { notFound, type Refusal } from '../../refusal.ts';
import type { Arrival } from '../../ways-in/accept/arrival.ts';
import { ordersOf } from '../../ways-in/accept/rehearse.ts';
import type { Actor } from '../actor.ts';

/** What would become of an input, lead by lead. */
export interface DryRun {
  channel: Channel;
  leads: { order: LeadOrder; rehearsed: Rehearsed | undefined }[];
}

/**
 * What would become of this input, decided by the very engine that would write it, with the channel as it is now.
 * Writes nothing. Refused for a channel that is not the actor's.
 */
export async function dryRunLeads(
  env: Pick<Env, 'KELET_SECRET' | 'CONTROL' | 'CONTACT_WRITER'>,
  { database }: Pick<Actor, 'database'>,
  { channelKey, ...arrival }: { channelKey: string } & Pick<Arrival, 'raw' | 'refused' | 'receivedAt'>,
): Promise<DryRun | Refusal> {
  const named = await readChannelKey(env.KELET_SECRET, channelKey);
  const isOurs = named?.databaseId === database.id;
  const channel = isOurs ? await readCurrentChannel(env.CONTROL, named.channelId) : undefined;
  if (!channel) return notFound('channel');
  const orders = await ordersOf(env, { channel, isKnown: true }, { ...arrival, idempotencyKey: undefined });
  const rehearsed = await rehearseLeads(env, database.id, orders);
  return { channel, leads: orders.map((order, i) => ({ order, rehearsed: rehearsed[i] })) };
}
