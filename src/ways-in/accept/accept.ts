import { withIdReused } from '../../lead/id-reused.ts';
import type { Lead } from '../../lead/lead.ts';
import { isSpamVerdict } from '../../lead/spam.ts';
import type { Pair, Rejection, WayIn } from '../../lead/submission.ts';
import { logEvent } from '../../log.ts';
import type { FoundChannel } from '../../published/find-channel.ts';
import type { LeadMessage } from '../../queue/message.ts';
import { sendLeads } from '../../queue/send.ts';
import { printOf } from '../decisions.ts';
import type { Gate } from '../senders/gates.ts';
import { missTokens } from '../spam/turnstile.ts';
import type { UnderstoodBody } from '../understood.ts';
import { type Arrival, bodyOfArrival } from './arrival.ts';
import { assignIds, markDurable } from './assign-ids.ts';
import { checkSenders, withoutProofs } from './check-sender.ts';
import { messagesOf } from './lead-messages.ts';
import { asSent, ownNameOf } from './own-name.ts';

export type AcceptEnv = Pick<Env, 'KELET_SECRET' | 'LEADS' | 'FALLBACK_STORE' | 'IDEMPOTENCY_KEYS'>;

/** What the sender holds in hand afterwards, one for each lead of the body. */
export interface GivenReceipt {
  id: string;
  status: 'queued' | 'rejected';
  rejection: Rejection | null;
  sender: string;
  /** This isolate took the same content a moment ago, under this id. */
  isRetry: boolean;
  lead: Lead;
  /** It is kept aside as spam, which its sender must not notice. */
  isSpam: boolean;
  /** As sent, for giving back what was typed. */
  pairs: Pair[];
}

export type Acceptance =
  | { kind: 'receipts'; wayIn: WayIn; receipts: GivenReceipt[] }
  /** The channel has this way in turned off; nothing was kept. */
  | { kind: 'not-allowed'; wayIn: WayIn }
  /** The sender could not prove to be the one its shape says; nothing was kept. */
  | { kind: 'unproven'; wayIn: WayIn; refusal: Gate['refusal'] }
  /** What came tells of something else than a lead; nothing was kept. */
  | { kind: 'nothing'; wayIn: WayIn }
  /** This `Idempotency-Key` was used for other content. */
  | { kind: 'conflict'; wayIn: WayIn };

/**
 * The one path every public way in takes: read, name, make durable. When it returns receipts, every lead in it is on
 * the queue or in a fallback store; rejected ones too.
 * @param send another way to make them durable, which throws when it cannot.
 * @throws NotDurable when neither takes it.
 */
export async function accept(
  env: AcceptEnv,
  found: FoundChannel,
  arrival: Arrival,
  send: (messages: LeadMessage[]) => Promise<void> = (messages) => sendLeads(env, messages),
): Promise<Acceptance> {
  const { channel, isKnown } = found;
  const body = await bodyOfArrival(arrival, channel);
  const { wayIn } = body;
  if (isKnown && !arrival.refused && !arrival.page && !channel.waysIn.includes(wayIn))
    return { kind: 'not-allowed', wayIn };
  if (body.leads.length === 0) return { kind: 'nothing', wayIn };
  const refusal = isKnown
    ? await checkSenders(body.leads, channel, arrival.raw, arrival.signature, !!arrival.page)
    : undefined;
  if (refusal) {
    logEvent('sender refused', { channelId: channel.id, code: refusal.code });
    return { kind: 'unproven', wayIn, refusal };
  }
  if (isKnown) missTokens(body, channel);
  else suspendJudgement(body);

  const prints = await Promise.all(body.leads.map((lead) => printOf(channel, wayIn, lead)));
  const naming = {
    channelId: channel.id,
    databaseId: channel.databaseId,
    receivedAt: arrival.receivedAt,
    idempotencyKey: arrival.idempotencyKey,
    doubleSubmitWindow: channel.doubleSubmitSeconds * 1000,
  };
  const message = { webhookId: arrival.webhookId, leads: body.leads.length };
  const sent = arrival.refused ? body.leads : await asSent(body, arrival, channel);
  const ownNames = await Promise.all(sent.map((lead) => ownNameOf(lead, wayIn, message, arrival.receivedAt)));
  const named = await assignIds(env, naming, body.leads, prints, ownNames);
  if (!named) return { kind: 'conflict', wayIn };
  for (const [i, lead] of body.leads.entries()) if (named[i]?.isReused) lead.lead = withIdReused(lead.lead);

  const retries = named.map(({ isSettled }) => isSettled);
  await send(messagesOf(found, { ...arrival, raw: withoutProofs(arrival.raw, body.leads) }, body, prints, named));
  markDurable(named);
  const receipts = body.leads.map(({ lead, rejection, sender, quarantine, pairs }, i) => ({
    id: named[i]?.id ?? '',
    sender,
    isRetry: retries[i] ?? false,
    status: rejection ? ('rejected' as const) : ('queued' as const),
    rejection,
    lead,
    isSpam: isSpamVerdict(quarantine),
    pairs,
  }));
  return { kind: 'receipts', wayIn, receipts };
}

/** Nobody rejects by settings the edge does not have; the consumer reads the lead again with the true ones. */
function suspendJudgement(body: UnderstoodBody): void {
  for (const lead of body.leads) if (lead.rejection?.status === 422) lead.rejection = null;
}
