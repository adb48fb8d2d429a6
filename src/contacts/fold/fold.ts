import { DUPLICATE_POLICY } from '../../lead/duplicate-policy.ts';
import type { LeadOutcome, LeadStatus } from '../../lead/outcome.ts';
import type { Card, LeadRecord } from '../../storage/contacts/schema.ts';
import type { DatabaseRules, LeadOrder, Outcome } from '../order.ts';
import { assignIdentities } from './assign-identities.ts';
import { type Choice, chooseContact } from './choose-contact.ts';
import { findDoubleSubmit, rememberInquiry } from './double-submit.ts';
import { importOnto, skipRow } from './import-row.ts';
import { makeCard } from './new-card.ts';
import { repeatInquiry } from './repeat-inquiry.ts';
import { type Effects, type Known, Round, type StoredReceipt } from './round.ts';

/**
 * Decides what becomes of every order of a round, purely: the same orders and the same knowledge give the same
 * effects, in whatever order they came.
 *
 * Leads are folded in the order of their arrival, each seeing what the ones before it did. To whom an identity belongs
 * is settled for the whole round beforehand (see `assignIdentities`); for an import it is not, which goes row by row,
 * so that the same file comes to the same however it is cut into rounds.
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
  const arrived = [...orders].sort(byArrival);
  assignIdentities(
    round,
    arrived.filter(
      (order) =>
        isToBeWritten(order, known) && !isKeptAside(order) && isInquiry(order) && !known.erased?.leads.has(order.id),
    ),
  );
  for (const order of arrived) {
    let receipt = known.receipts.get(order.id);
    if (!receipt || isToBeWritten(order, known)) {
      const record = foldLead(round, order);
      round.leads.push(record);
      known.receipts.set(order.id, record);
      receipt = record;
    }
    outcomes.set(order.id, outcomeOf(receipt));
  }
  return { outcomes, effects: { ...round.effects(), ...erasuresOf(known) } };
}

/** Their bytes go from whichever row holds them, and from those that come later still. */
function erasuresOf({ erased }: Known): Pick<Effects, 'erasures'> {
  if (!erased?.carriers.length) return {};
  const { carriers: rawIds, marks, leads } = erased;
  return { erasures: [{ numbers: [], leadIds: [], rawIds, marks, at: Math.max(0, ...leads.values()) }] };
}

const byArrival = (a: LeadOrder, b: LeadOrder) =>
  a.receivedAt - b.receivedAt ||
  a.rawIndex - b.rawIndex ||
  (a.id < b.id ? -1 : Number(a.id > b.id)) ||
  b.attempt - a.attempt;

/** Whether a round writes this lead: it is new, or comes as a replay of one that made no contact. */
export const isToBeWritten = (order: LeadOrder, { receipts }: Known): boolean => {
  const receipt = receipts.get(order.id);
  return !receipt || isReplay(order, receipt);
};

/** It will make no contact. */
const isKeptAside = ({ failure, rejection, quarantine }: LeadOrder) => failure || rejection || quarantine;

/** Whoever sent it may have sent others at the same moment. */
const isInquiry = ({ wayIn }: LeadOrder) => DUPLICATE_POLICY[wayIn].repeatInquiry;

/** A later attempt at a lead that made no contact so far. Everything else with a receipt is a redelivery. */
const isReplay = (order: LeadOrder, { attempt, status, erasedAt }: StoredReceipt) =>
  erasedAt === null &&
  order.attempt > attempt &&
  (status === 'rejected' || status === 'quarantined' || status === 'failed');

const outcomeOf = ({ id, status, contactNumber }: StoredReceipt): Outcome => ({
  id,
  status: status as Exclude<LeadStatus, 'queued'>,
  contactNumber,
});

function foldLead(round: Round, order: LeadOrder): LeadRecord {
  const erasedAt = round.known.erased?.leads.get(order.id);
  if (erasedAt !== undefined) return erasedReceipt(round, order, erasedAt);
  if (order.failure) return record(round, order, { status: 'failed' });
  if (order.rejection) return record(round, order, { status: 'rejected' });
  if (order.quarantine) return record(round, order, { status: 'quarantined' });

  const twin = findDoubleSubmit(round, order);
  if (twin) return record(round, order, { status: 'duplicate', contactNumber: twin.number });

  const choice = round.rules.allowDuplicates ? undefined : chooseContact(round, order.lead.identities, order.compares);
  const known = choice && round.known.cards.get(choice.number);
  return known ? meet(round, order, known, choice) : create(round, order, choice);
}

/** Its person was erased after it came: all that is written is that it was there. */
function erasedReceipt(round: Round, order: LeadOrder, erasedAt: number): LeadRecord {
  const { failure, rejection, quarantine } = order;
  const status = failure ? 'failed' : rejection ? 'rejected' : quarantine ? 'quarantined' : 'duplicate';
  const nothing = { outcome: null, rejection: null, warnings: null, fields: null, raw: null };
  return { ...record(round, order, { status }), ...nothing, erasedAt };
}

function create(round: Round, order: LeadOrder, choice?: Choice): LeadRecord {
  const { card, outcome } = makeCard(round, order, choice);
  return concludeLead(round, order, card, 'created', outcome);
}

/** What happens when the contact is known, by the table of product.md. */
function meet(round: Round, order: LeadOrder, card: Card, choice: Choice): LeadRecord {
  const { onMatch } = DUPLICATE_POLICY[order.wayIn];
  switch (onMatch) {
    case 'complete': {
      const { status, outcome } = repeatInquiry(round, order, card, choice);
      return concludeLead(round, order, card, status, outcome);
    }
    case 'import-mode': {
      if (order.importMode === 'skip') return skip(round, order, card, choice);
      const { status, outcome } = importOnto(round, order, card, choice);
      return concludeLead(round, order, card, status, outcome);
    }
    // Whoever was to be asked has been, before it came here.
    case 'ask':
    case 'create':
      return create(round, order, choice);
    default:
      onMatch satisfies never;
      throw new Error('The table of duplicates says what the fold does not know');
  }
}

/** What a skipped row says is not kept a second time: nothing leads from a contact to a lead that did nothing. */
function skip(round: Round, order: LeadOrder, card: Card, choice: Choice): LeadRecord {
  const { number } = card;
  const outcome = skipRow(round, order, card, choice);
  return record(round, order, { status: 'duplicate', contactNumber: number, outcome, fields: null, warnings: null });
}

/** The receipt of a lead that led to this card: the card remembers it, and a task opens. */
export function concludeLead(
  round: Round,
  order: LeadOrder,
  card: Card,
  status: 'created' | 'updated' | 'renewed',
  outcome: LeadOutcome,
): LeadRecord {
  if (order.doubleSubmitWindow) rememberInquiry(card, order);
  const task = openTask(round, order, card);
  if (!task) round.log.push(inquiryEntry(round, order, card));
  return record(round, order, { status, contactNumber: card.number, outcome: { ...outcome, ...task } });
}

/** Tasks lead from a contact to its leads; a lead that opens none is found by this. */
const inquiryEntry = ({ databaseId }: Round, { id, receivedAt, createdBy }: LeadOrder, { number }: Card) => ({
  databaseId,
  contactNumber: number,
  id,
  at: receivedAt,
  kind: 'inquiry',
  by: createdBy,
  data: { lead: id },
});

/** The task that somebody must do next; none where the database has no process, or nobody asked for one. */
function openTask(
  round: Round,
  { id, lead, task, receivedAt }: LeadOrder,
  card: { number: number; taskCount: number },
) {
  if (!task) return undefined;
  card.taskCount += 1;
  round.tasks.push({
    databaseId: round.databaseId,
    contactNumber: card.number,
    ordinal: card.taskCount,
    leadId: id,
    ...task,
    openedAt: receivedAt,
    doneAt: null,
    dueAt: null,
    notes: lead.stepNotes ?? lead.details.notes ?? null,
    fields: Object.keys(lead.processFields).length ? lead.processFields : null,
  });
  return { task: card.taskCount };
}

function record(
  round: Round,
  order: LeadOrder,
  result: Pick<LeadRecord, 'status'> & Partial<Pick<LeadRecord, 'contactNumber' | 'outcome' | 'fields' | 'warnings'>>,
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
    // A message to be read again carries its document whole; one row of the document holds it.
    raw: rawOf && rawOf !== id ? null : raw,
    erasedAt: null,
    ...result,
  };
}
