import { Hono } from 'hono';
import { rehearseLeads } from '../../contacts/ask-writer.ts';
import type { LeadOrder, Rehearsed } from '../../contacts/order.ts';
import { readChannelKey } from '../../ids/channel-key.ts';
import { readFlag } from '../../lead/fields/flag.ts';
import { readCurrentChannel } from '../../published/find-channel.ts';
import { ordersOf } from '../../ways-in/accept.ts';
import { receive } from '../../ways-in/receive.ts';
import { answerError } from '../http/answer-error.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { authenticate, needs } from '../http/authenticate.ts';
import { found } from '../http/problem.ts';
import { contactId } from '../http/resource-ids.ts';

/**
 * `/in/{channelKey}?dry_run=1`: what would become of this input, decided by the very engine that would write it, with
 * the channel as it is now. Writes nothing, and needs a key of the channel's database
 * with the scope `read`, since the answer tells who is known.
 */
export const dryRun = new Hono<ApiEnv>();

dryRun.onError(answerError);

dryRun.on(['GET', 'POST'], '/:channelKey{[^/]+/?}', async (c, next) => {
  if (!isSwitchedOn(c.req.query('dry_run'))) return next();
  await authenticate(c, async () => {});
  await needs('read')(c, async () => {});
  const { database } = c.get('actor');
  const named = await readChannelKey(c.env.KELET_SECRET, c.req.param('channelKey').replace(/\/$/, ''));
  const isOurs = named?.databaseId === database.id;
  const channel = found(isOurs ? await readCurrentChannel(c.env.CONTROL, named.channelId) : undefined, 'channel');

  const { raw, refused } = await receive(c.req.raw);
  const arrival = { raw, refused, receivedAt: Date.now(), idempotencyKey: undefined };
  const orders = await ordersOf(c.env, { channel, isKnown: true }, arrival);
  const rehearsed = await rehearseLeads(c.env, database.id, orders);
  const [first] = orders;
  c.header('cache-control', 'no-store');
  return c.json({
    dryRun: true,
    wayIn: first?.wayIn,
    isAllowed: first !== undefined && channel.waysIn.includes(first.wayIn),
    charset: first?.charset,
    leads: orders.map((order, i) => leadJson(database.id, order, rehearsed[i])),
  });
});

/** Said in any way but a clear no, it is a dry run: whoever asks for one must never make a lead by a slip of the pen. */
const isSwitchedOn = (value: string | undefined) => value !== undefined && readFlag(value) !== false;

function leadJson(databaseId: string, { sender, lead, rejection }: LeadOrder, rehearsed: Rehearsed | undefined) {
  const { warnings, ...fields } = lead;
  const { status, contactNumber, outcome } = rehearsed ?? {};
  const isKnown = outcome?.event === 'repeat inquiry' || status === 'duplicate';
  return {
    status,
    sender,
    contactId: isKnown && contactNumber ? contactId(databaseId, contactNumber) : null,
    matchedBy: outcome?.matchedBy ?? [],
    changes: outcome?.changes ?? [],
    alsoMatched: (outcome?.alsoMatched ?? []).map((number) => contactId(databaseId, number)),
    fields,
    warnings,
    error: rejection,
  };
}
