import type { DatabasePlace } from '../contacts/find-contact.ts';
import type { LeadOrder } from '../contacts/order.ts';
import { isCarrierMissing, readWithRaw } from '../contacts/read-lead.ts';
import { emptyLead, type Lead } from '../lead/lead.ts';
import { REPLAYABLE } from '../lead/outcome.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { LeadRecord } from '../storage/contacts/schema.ts';

/** What a replay needs of the ways in and of the queue. */
export interface ReplayThrough {
  /** Reads the order's bytes again with the channel as it is; undefined when the channel is gone. */
  read: (order: LeadOrder) => Promise<LeadOrder | undefined>;
  send: (order: LeadOrder) => Promise<void>;
}

/**
 * Puts a lead that made no contact through once more, under its own id and with the time it first came.
 * @param options `release` lets a lead through that was kept aside, such as a provider's test; `repair` are values that
 * somebody has put right, on top of those of earlier replays.
 */
export async function putThroughAgain(
  env: Pick<Env, 'IDEMPOTENCY_KEYS'>,
  database: DatabasePlace,
  leadId: string,
  { release, repair }: { release: boolean; repair?: Lead['repair'] | undefined },
  { read, send }: ReplayThrough,
): Promise<{ id: string; status: 'queued' } | Refusal> {
  const lead = await readWithRaw(env, database, leadId);
  if (!lead) return notFound('lead');
  if (!(REPLAYABLE as string[]).includes(lead.status)) {
    return notReplayable(`This lead is ${lead.status}; only rejected, quarantined and failed leads can be replayed.`);
  }
  if (!lead.raw) return notReplayable((await isCarrierMissing(env, database, lead)) ? notYet(lead) : GIVEN_UP);
  if (lead.rejection?.code === 'too_large') {
    return notReplayable(
      'This lead was larger than Kelet keeps, so its end is missing. Ask the sender to send it again, shorter.',
    );
  }
  const order = await read(orderOf(lead, repair));
  if (!order) return notReplayable('The channel this lead came by is gone, so nobody knows how to read it.');
  if (release && order.quarantine === 'notification') {
    return notReplayable('This only announces a lead and holds none of its fields. Have them sent here instead.');
  }
  const counter = env.IDEMPOTENCY_KEYS.getByName(`replays ${database.id}`);
  const attempt = await counter.nextAttempt(lead.id, lead.attempt, Date.now());
  // The bytes are in the lead's row already, and a replay never changes them.
  await send({ ...order, attempt, raw: null, quarantine: release ? null : order.quarantine });
  return { id: lead.id, status: 'queued' };
}

const GIVEN_UP = 'The bytes of this lead are no longer kept, so it cannot be read again.';
/** Nothing is lost: the message that carries the bytes waits in a queue, or stands whole among the dead letters. */
const notYet = ({ rawOf }: LeadRecord) =>
  `This lead came in one body with the lead ${rawOf}, which holds the bytes of both and is not written yet. ` +
  'Try again in a minute; if a dead letter holds that lead, replay the dead letter first.';

const notReplayable = (message: string) => new Refusal(409, 'not_replayable', message);

function orderOf(lead: LeadRecord, repair: Lead['repair']): LeadOrder {
  const { id, channelId, wayIn, sender, charset, receivedAt, attempt, raw, rawIndex, rawOf, rejection } = lead;
  return {
    id,
    channelId,
    wayIn,
    sender,
    charset,
    receivedAt,
    attempt,
    raw,
    rawIndex,
    rawOf,
    rejection,
    lead: withRepair(lead.fields ?? emptyLead(), repair),
    quarantine: null,
    fingerprint: '',
    doubleSubmitWindow: 0,
    createdBy: '',
    compares: [],
    task: null,
  };
}

/** What was put right before stays right. */
const withRepair = (lead: Lead, repair: Lead['repair']): Lead =>
  repair ? { ...lead, repair: { ...repair, values: { ...lead.repair?.values, ...repair.values } } } : lead;
