import { Hono } from 'hono';
import { dryRunLeads } from '../../business/leads/dry-run.ts';
import type { LeadOrder, Rehearsed } from '../../contacts/order.ts';
import { wantsDryRun } from '../../ways-in/dry-run-wish.ts';
import { receive } from '../../ways-in/receive.ts';
import { answerError } from '../http/answer-error.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { authenticate, needs } from '../http/authenticate.ts';
import { limitRate } from '../http/limit-rate.ts';
import { accepted } from '../http/problem.ts';
import { contactId } from '../http/resource-ids.ts';

/**
 * `/in/{channelKey}?dry_run=1`: what would become of this input, decided by the very engine that would write it, with
 * the channel as it is now. Writes nothing, and needs a key of the channel's database with the scope `read`, since the
 * answer tells who is known. Counts towards the key's limit as a request of the API does.
 */
export const dryRun = new Hono<ApiEnv>();

dryRun.onError(answerError);

dryRun.on(['GET', 'POST'], '/:channelKey{[^/]+/?}', async (c, next) => {
  if (!wantsDryRun(c.req.query('dry_run'))) return next();
  await authenticate(c, async () => {});
  await needs('read')(c, async () => {});
  const tooMany = await limitRate(c, async () => {});
  if (tooMany) return tooMany;
  const actor = c.get('actor');
  const channelKey = c.req.param('channelKey').replace(/\/$/, '');
  const arrived = { ...(await receive(c.req.raw)), receivedAt: Date.now() };
  const { channel, leads } = accepted(await dryRunLeads(c.env, actor, { channelKey, ...arrived }));
  const first = leads[0]?.order;
  c.header('cache-control', 'no-store');
  return c.json({
    dryRun: true,
    wayIn: first?.wayIn,
    isAllowed: first !== undefined && channel.waysIn.includes(first.wayIn),
    charset: first?.charset,
    leads: leads.map(({ order, rehearsed }) => leadJson(actor.database.id, order, rehearsed)),
  });
});

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
