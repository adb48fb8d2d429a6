import { giveLeads } from '../../contacts/ask-writer.ts';
import type { Card } from '../../contacts/find-contact.ts';
import { readChannelKey } from '../../ids/channel-key.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import type { LeadStatus } from '../../lead/outcome.ts';
import type { Warning } from '../../lead/submission.ts';
import type { LeadMessage } from '../../queue/message.ts';
import { KEY_REUSED, notFound, Refusal } from '../../refusal.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { accept } from '../../ways-in/accept/accept.ts';
import { readAgain } from '../../ways-in/read-again.ts';
import { MAX_BODY_BYTES } from '../../ways-in/receive.ts';
import type { Actor } from '../actor.ts';
import { findLead } from './find.ts';

type SendEnv = Pick<
  Env,
  'KELET_SECRET' | 'CONTROL' | 'CONTACT_WRITER' | 'LEADS' | 'FALLBACK_STORE' | 'IDEMPOTENCY_KEYS'
>;

/** A lead as a program sends it. */
export interface LeadToSend {
  /** JSON. */
  body: Uint8Array;
  /** The channel whose rules it comes under, by its id or its public key; else the oldest. */
  channelId?: string | undefined;
  channelKey?: string | undefined;
  idempotencyKey: string | undefined;
  /** Waits for what becomes of it. */
  waits: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/** What became of it: `queued`, unless it was waited for. */
export interface SentLead {
  id: string;
  status: LeadStatus;
  card: Card | undefined;
  warnings: Warning[];
  /** Ids of further leads, if the body held several. */
  others: string[];
}

/**
 * Sends a lead through the whole pipeline, as a channel's JSON. One that cannot be taken is kept as *rejected* and
 * refused; the refusal names it (`facts.leadId`).
 * @throws NotDurable or Busy when it could not be made durable just now.
 */
export async function sendLead(
  env: SendEnv,
  actor: Actor,
  { body, channelId, channelKey, idempotencyKey, waits, now }: LeadToSend,
): Promise<SentLead | Refusal> {
  const channel = await chooseChannel(env, actor, channelId, channelKey);
  if (channel instanceof Refusal) return channel;
  if (body.length > MAX_BODY_BYTES) return TOO_LARGE;
  const arrival = {
    raw: { method: 'POST' as const, query: '', contentType: 'application/json', body },
    receivedAt: now,
    // Apart from what the channel's other senders, and other actors, call theirs: no header holds a line break.
    idempotencyKey: idempotencyKey === undefined ? undefined : `${actor.id}\n${idempotencyKey}`,
    refused: undefined,
    isOfApi: true,
  };
  const direct = async (messages: LeadMessage[]) => {
    const orders = messages.map((message) => (message.readAgain ? readAgain(env, message) : message.order));
    await giveLeads(env, actor.database.id, await Promise.all(orders));
  };
  const acceptance = await accept(env, { channel, isKnown: true }, arrival, ...(waits ? [direct] : []));
  if (acceptance.kind === 'conflict') return KEY_REUSED;
  if (acceptance.kind === 'unproven') return new Refusal(403, acceptance.refusal.code, acceptance.refusal.message);
  if (acceptance.kind === 'not-allowed') return NOT_JSON;
  const [first, ...others] = acceptance.kind === 'receipts' ? acceptance.receipts : [];
  if (!first) return NO_LEAD;
  if (first.rejection) {
    const { status, code, message, field } = first.rejection;
    return new Refusal(status, code, message, field, { leadId: first.id });
  }
  const outcome = waits ? await outcomeOf(env, actor, first.id) : QUEUED;
  return { id: first.id, ...outcome, warnings: first.lead.warnings, others: others.map(({ id }) => id) };
}

/** The channel named, else the oldest. */
async function chooseChannel(
  env: SendEnv,
  { database }: Pick<Actor, 'database'>,
  channelId: string | undefined,
  channelKey: string | undefined,
): Promise<Channel | Refusal> {
  const stored = await readChannels(env.CONTROL, database.id);
  const isNamed = channelId !== undefined || channelKey !== undefined;
  if (!isNamed && !stored.length) return NO_CHANNEL;
  const id = channelId ?? (await readChannelKey(env.KELET_SECRET, channelKey ?? ''))?.channelId;
  const chosen = isNamed ? stored.find(({ channel }) => channel.id === id) : stored[0];
  if (!chosen) return notFound('channel');
  const { channel } = chosen;
  return {
    ...channel,
    // The key is the leave to send.
    waysIn: [...channel.waysIn, 'json'],
    onlyProven: false,
  };
}

const QUEUED = { status: 'queued' as const, card: undefined };

async function outcomeOf(env: SendEnv, actor: Pick<Actor, 'database'>, id: string) {
  const found = await findLead(env, actor, id);
  if (found instanceof Refusal || found.kind === 'queued') return QUEUED;
  return { status: found.lead.status, card: found.card };
}

const TOO_LARGE = new Refusal(413, 'too_large', 'A lead has at most 64 KB.');
const NOT_JSON = new Refusal(415, 'not_a_lead', 'Send the fields of one lead as JSON.');
const NO_LEAD = new Refusal(422, 'not_a_lead', 'This holds no lead. Send the fields of one lead as JSON.');
const NO_CHANNEL = new Refusal(422, 'no_channel', 'This database has no channel. Open one with POST /channels.');
