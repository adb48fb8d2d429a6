import type { LeadOrder } from '../contacts/order.ts';
import { newLeadId } from '../ids/lead-id.ts';
import type { Channel } from '../lead/channel/channel.ts';
import { isIdReused, withIdReused } from '../lead/id-reused.ts';
import { emptyLead, type Lead } from '../lead/lead.ts';
import { type Raw, type StoredRaw, storeRaw } from '../lead/raw.ts';
import { isSpamVerdict, judged, unchecked } from '../lead/spam.ts';
import type { Pair, Rejection, WayIn } from '../lead/submission.ts';
import type { FoundChannel } from '../published/find-channel.ts';
import { type LeadMessage, MAX_MESSAGE_BYTES } from '../queue/message.ts';
import { sendLeads, sizeOf } from '../queue/send.ts';
import { type Assigned, assignIds, markDurable } from './assign-ids.ts';
import { checkSenders, withoutProofs } from './check-sender.ts';
import { ownNameOf } from './own-name.ts';
import type { OwnPage } from './own-pages/page-fields.ts';
import type { Gate } from './senders/gates.ts';
import { missTokens, tokenToCheck } from './spam/turnstile.ts';
import { decisionsOf, printOf, refusedBody, type Understood, type UnderstoodBody, understand } from './understand.ts';

export type AcceptEnv = Pick<Env, 'KELET_SECRET' | 'LEADS' | 'FALLBACK_STORE' | 'IDEMPOTENCY_KEYS'>;

/** What arrived on a channel, and when. */
export interface Arrival {
  raw: Raw;
  /** Milliseconds since 1970. */
  receivedAt: number;
  idempotencyKey: string | undefined;
  /** The body could not even be taken in full; it is kept as rejected. */
  refused: Rejection | undefined;
  /** The header `X-Hub-Signature-256`, if one came. */
  signature?: string | undefined;
  /** The header `webhook-id`, if one came. */
  webhookId?: string | undefined;
  /** The page of ours it came by. Its link was the leave to send, whatever formats the channel takes. */
  page?: OwnPage | undefined;
}

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
  const body = await bodyOf(arrival, channel);
  const { wayIn } = body;
  if (isKnown && !arrival.refused && !arrival.page && !channel.waysIn.includes(wayIn))
    return { kind: 'not-allowed', wayIn };
  if (body.leads.length === 0) return { kind: 'nothing', wayIn };
  const refusal = isKnown
    ? await checkSenders(body.leads, channel, arrival.raw, arrival.signature, !!arrival.page)
    : undefined;
  if (refusal) return { kind: 'unproven', wayIn, refusal };
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
  const { webhookId, receivedAt } = arrival;
  const ownNames = await Promise.all(body.leads.map((lead) => ownNameOf(lead, wayIn, webhookId, receivedAt)));
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
  const body = await bodyOf(arrival, channel);
  missTokens(body, channel);
  const prints = await Promise.all(body.leads.map((lead) => printOf(channel, body.wayIn, lead)));
  const ids = await Promise.all(prints.map(() => newLeadId(env.KELET_SECRET, channel.databaseId, receivedAt)));
  const named = ids.map((id) => ({ id, receivedAt, isSettled: false, isOfThisDocument: true }));
  return messagesOf(found, arrival, body, prints, named).map(({ order, turnstile }) =>
    turnstile === undefined ? order : { ...order, lead: unchecked(order.lead, 'dry-run') },
  );
}

async function bodyOf({ raw, refused, page }: Arrival, channel: Channel): Promise<UnderstoodBody> {
  if (!refused) return understand(raw, channel, { page });
  const body = refusedBody(raw, refused);
  return page ? { ...body, wayIn: page.wayIn } : body;
}

/** Nobody rejects by settings the edge does not have; the consumer reads the lead again with the true ones. */
function suspendJudgement(body: UnderstoodBody): void {
  for (const lead of body.leads) if (lead.rejection?.status === 422) lead.rejection = null;
}

/** A document that names more leads than these does not fit a message beside its bytes. */
const MOST_NAMED = 400;

function messagesOf(
  { channel, isKnown }: FoundChannel,
  { raw, refused, page }: Arrival,
  body: UnderstoodBody,
  prints: string[],
  named: Assigned[],
): LeadMessage[] {
  const messages = new Map<string, LeadMessage>();
  // The first lead of a document carries its bytes for all that nobody knew before; a row that may stand already does
  // not.
  const carrier = named.find(({ isSettled, isOfThisDocument }) => !isSettled && isOfThisDocument)?.id ?? null;
  const known = named.flatMap(({ id, isOfThisDocument }) => (isOfThisDocument ? [] : [id]));
  const isMixed = known.length > 0 && named.length > 1;
  // Who was known before does not lead to the rows of these bytes: the bytes must tell themselves whose they are.
  const all = [...new Set([...known.slice(0, MOST_NAMED), ...(carrier ? [carrier] : [])])];
  const stored = { ...storeRaw(raw), ...(isMixed ? { with: all } : {}) };
  for (const [rawIndex, understood] of body.leads.entries()) {
    const { id, receivedAt, isSettled, isOfThisDocument } = named[rawIndex] as Assigned;
    if (isSettled || messages.has(id)) continue;
    const { lead, rejection, sender, quarantine } = understood;
    const rawOf = isOfThisDocument && id !== carrier ? carrier : isMixed ? id : null;
    const order = {
      id,
      channelId: channel.id,
      wayIn: body.wayIn,
      sender,
      charset: body.charset,
      receivedAt,
      attempt: 1,
      fingerprint: prints[rawIndex] ?? '',
      ...decisionsOf(channel, body.wayIn, lead),
      raw: rawOf && rawOf !== id ? null : stored,
      rawIndex,
      rawOf,
      lead: judged(lead, quarantine),
      rejection,
      quarantine,
    };
    const turnstile = tokenToCheck(understood, body.wayIn, channel, isKnown);
    const { databaseId } = channel;
    const message: LeadMessage = { v: 1, databaseId, order, ...(turnstile === undefined ? {} : { turnstile }) };
    const isFinal = (isKnown || refused) && fits(message, understood);
    // Only the consumer will know whether this channel wants proofs.
    const isUnproven = !isKnown && !page;
    messages.set(id, isFinal ? message : { ...toBeReadAgain(message, stored), ...(isUnproven ? { isUnproven } : {}) });
  }
  return [...messages.values()];
}

/** Sizes are counted only where they could matter: counting costs more than the rest of a small lead. */
const fits = (message: LeadMessage, { content }: Understood): boolean => {
  const { raw } = message.order;
  const roughly = 3 * content.length + (raw ? raw.body.length + raw.query.length : 0);
  return roughly < MAX_MESSAGE_BYTES / 4 || sizeOf(message) <= MAX_MESSAGE_BYTES;
};

/** It carries the bytes also where another row will hold them: each message must be readable alone. */
const toBeReadAgain = (message: LeadMessage, stored: StoredRaw): LeadMessage => ({
  ...message,
  readAgain: true,
  order: { ...message.order, raw: stored, lead: emptied(message.order.lead) },
});

/** Whether its person has to confirm it, and what its id was used for before, the bytes do not say. */
const emptied = ({ isUnconfirmed, page, warnings }: Lead): Lead => ({
  ...emptyLead(),
  warnings: warnings.filter(isIdReused),
  ...(isUnconfirmed ? { isUnconfirmed } : {}),
  ...(page ? { page } : {}),
});
