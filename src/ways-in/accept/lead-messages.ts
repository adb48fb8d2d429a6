import { isIdReused } from '../../lead/id-reused.ts';
import { emptyLead, type Lead } from '../../lead/lead.ts';
import { type StoredRaw, storeRaw } from '../../lead/raw.ts';
import { judged } from '../../lead/spam.ts';
import type { FoundChannel } from '../../published/find-channel.ts';
import type { LeadMessage } from '../../queue/message.ts';
import { MAX_MESSAGE_BYTES } from '../../queue/message-size.ts';
import { sizeOf } from '../../queue/send.ts';
import { decisionsOf } from '../decisions.ts';
import { tokenToCheck } from '../spam/turnstile.ts';
import type { Understood, UnderstoodBody } from '../understood.ts';
import type { Arrival } from './arrival.ts';
import type { Assigned } from './assign-ids.ts';

/** A document that names more leads than these does not fit a message beside its bytes. */
const MOST_NAMED = 400;

/**
 * The queue's messages for an arrival's leads, one each; none for what is durable already, and one for what came twice.
 * What the consumer has to read again, because the channel was not known or the message would be too large, says so.
 */
export function messagesOf(
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
