import type { LeadRecord } from '../storage/contacts-schema.ts';
import type { LeadStatus } from '../storage/records.ts';
import { chooseContact } from './choose.ts';
import { createContact } from './create.ts';
import { findDoubleSubmit, remember } from './double-submit.ts';
import type { DatabaseRules, LeadOrder, Outcome } from './order.ts';
import { renewContact } from './renew.ts';
import { type Effects, type Known, type Receipt, Round } from './round.ts';

/**
 * Decides what becomes of every order of a round, purely: the same orders and the same knowledge give the same
 * effects, in whatever order they came.
 *
 * Leads with more identities go first, then by the time of acceptance. The lead that has phone *and* e-mail thereby
 * ties together those that have only one of them, so that a burst of one person's leads makes one contact.
 *
 * @param known is used up: the fold writes into it.
 */
export function fold(
  databaseId: string,
  orders: LeadOrder[],
  known: Known,
  rules: DatabaseRules,
): { outcomes: Map<string, Outcome>; effects: Effects } {
  const round = new Round(databaseId, known, rules);
  const outcomes = new Map<string, Outcome>();
  for (const order of [...orders].sort(richestFirst)) {
    let receipt = known.receipts.get(order.id);
    if (!receipt || isReplay(order, receipt)) {
      const record = foldLead(round, order);
      round.leads.push(record);
      known.receipts.set(order.id, record);
      receipt = record;
    }
    outcomes.set(order.id, outcomeOf(receipt));
  }
  return { outcomes, effects: round.effects() };
}

const richestFirst = (a: LeadOrder, b: LeadOrder) =>
  b.lead.identities.length - a.lead.identities.length ||
  a.receivedAt - b.receivedAt ||
  (a.id < b.id ? -1 : Number(a.id > b.id)) ||
  b.attempt - a.attempt;

/** A later attempt at a lead that made no contact so far. Everything else with a receipt is a redelivery. */
const isReplay = (order: LeadOrder, { attempt, status }: Receipt) =>
  order.attempt > attempt && (status === 'rejected' || status === 'quarantined' || status === 'failed');

const outcomeOf = ({ id, status, contactNumber }: Receipt): Outcome => ({
  id,
  status: status as Exclude<LeadStatus, 'queued'>,
  contactNumber,
});

function foldLead(round: Round, order: LeadOrder): LeadRecord {
  if (order.failure) return record(round, order, { status: 'failed' });
  if (order.rejection) return record(round, order, { status: 'rejected' });
  if (order.quarantine) return record(round, order, { status: 'quarantined' });

  const twin = findDoubleSubmit(round, order);
  if (twin) return record(round, order, { status: 'duplicate', contactNumber: twin.number });

  const choice = round.rules.allowDuplicates ? undefined : chooseContact(round, order.lead.identities, order.compares);
  const known = choice && round.known.cards.get(choice.number);
  const { card, outcome, status } =
    known && choice
      ? { card: known, ...renewContact(round, order, known, choice) }
      : { ...createContact(round, order), status: 'created' as const };

  remember(card, order);
  const task = openTask(round, order, card);
  return record(round, order, { status, contactNumber: card.number, outcome: { ...outcome, ...task } });
}

/** The task that somebody must do next; none where the database has no process. */
function openTask(
  round: Round,
  { id, lead, task, receivedAt }: LeadOrder,
  card: { number: number; taskCount: number },
) {
  if (!task) return {};
  card.taskCount += 1;
  round.tasks.push({
    databaseId: round.databaseId,
    contactNumber: card.number,
    ordinal: card.taskCount,
    leadId: id,
    ...task,
    openedAt: receivedAt,
    doneAt: null,
    notes: lead.stepNotes ?? lead.details.notes ?? null,
    fields: Object.keys(lead.processFields).length ? lead.processFields : null,
  });
  return { task: card.taskCount };
}

function record(
  round: Round,
  order: LeadOrder,
  result: Pick<LeadRecord, 'status'> & Partial<Pick<LeadRecord, 'contactNumber' | 'outcome'>>,
): LeadRecord {
  const { id, channelId, wayIn, sender, receivedAt, attempt, charset, raw, rawIndex, rawOf, lead, rejection } = order;
  return {
    databaseId: round.databaseId,
    id,
    channelId,
    wayIn,
    sender,
    receivedAt,
    attempt,
    contactNumber: null,
    outcome: null,
    rejection,
    warnings: lead.warnings.length ? lead.warnings : null,
    fields: lead,
    charset,
    rawIndex,
    rawOf,
    raw,
    ...result,
  };
}
