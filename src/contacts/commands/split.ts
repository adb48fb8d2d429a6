import type { Identity } from '../../lead/lead.ts';
import { emptyLead } from '../../lead/lead.ts';
import type { Change, LeadOutcome } from '../../lead/outcome.ts';
import { stampNew } from '../../lead/stamps.ts';
import { notFound, Refusal } from '../../refusal.ts';
import type { Card, SplitUndo } from '../../storage/contacts/schema.ts';
import type { SplitLead, SplitRead } from '../../storage/contacts/splits.ts';
import { isSameValue, readField, revertField } from '../card-field.ts';
import { identitiesOnCard } from '../fold/card-identities.ts';
import { cardOfLead } from '../fold/new-card.ts';
import { type Mark, markKey, type Round } from '../fold/round.ts';
import type { DatabaseRules } from '../order.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';
import { numbersOfPair, repointPairs } from './repoint-pairs.ts';

/**
 * Takes a lead off the contact it was added to: it becomes a contact of its own, with the values, identities and task
 * it brought, as the log tells them. The contact it leaves gets every field back that still holds what the lead put
 * there. The two are remembered as two persons. What both of them have goes on recognising the one that had it first.
 */
export function splitOffLead(round: Round, command: CommandOf<'split'>, known: SplitRead): Decision {
  const { leadId, id, at, by } = command;
  const { lead } = known;
  const made = known.splits.find((it) => it.id === id || isStanding(it, lead));
  if (made) return { done: { number: made.toNumber, splitId: made.id, stays: made.undo ? staysOf(made.undo) : [] } };
  if (!lead || lead.erasedAt !== null) return notFound('lead');
  if (lead.status === 'created') return MADE_THE_CONTACT;
  if (!lead.outcome || lead.contactNumber === null || lead.status === 'duplicate') return NOT_ADDED;
  const kept = liveCard(round.known.cards.get(lead.contactNumber));
  if (kept instanceof Refusal) return kept;

  const keptBefore = structuredClone(kept);
  const back = takeBack(kept, lead, known);
  kept.updatedAt = Math.max(kept.updatedAt, at);
  round.change(kept);
  const { card, outcome } = ownCard(round, lead, lead.outcome, keptBefore, at);
  const marks = shareIdentities(round, kept, card, lead, back, at);
  const { before, after } = repointPairs(known.pairs.filter(isFoundBy(leadId)), known.pairs, kept.number, card.number);

  const { databaseId } = round;
  const moved = { raw: null, contactNumber: card.number };
  round.leads.push({ ...lead, ...moved, status: 'created', outcome });
  round.leads.push(...known.retries.map((retry) => ({ ...retry, ...moved })));
  const { status } = lead;
  const undo: SplitUndo = { keptBefore, keptAfter: structuredClone(kept), ...marks, status, outcome: lead.outcome };
  const stays = staysOf(undo);
  const keptEntry = { split: id, leadId, other: card.number, changes: back, ...(stays.length ? { stays } : {}) };
  const entry = { databaseId, id, at, by, kind: 'split' };
  round.log.push({ ...entry, contactNumber: kept.number, data: keptEntry });
  round.log.push({ ...entry, contactNumber: card.number, data: { split: id, leadId, other: kept.number } });
  const split = {
    databaseId,
    id,
    leadId,
    fromNumber: kept.number,
    toNumber: card.number,
    at,
    by,
    undoneAt: null,
    undo,
  };
  const twoPersons = {
    databaseId,
    ...numbersOfPair(kept.number, card.number),
    leadId,
    foundAt: at,
    state: 'dismissed' as const,
  };
  return {
    done: { number: card.number, splitId: id, stays },
    write: {
      ...round.effects(),
      decidedPairs: [twoPersons, ...after],
      droppedPairs: before.filter((pair) => !isStillShared(round, pair)),
      moves: [moveOf(leadId, lead.outcome.task, kept.number, card.number)],
      splits: [split],
    },
  };
}

/** Everything that values a lead changed, or put in their place, recognise. */
export const identitiesOfChanges = (rules: DatabaseRules, changes: Change[]): Mark[] =>
  changes.flatMap(({ field, old, new: value }) => [
    ...identitiesOnCard(rules, { [field]: old }),
    ...identitiesOnCard(rules, { [field]: value }),
  ]);

const isStanding = ({ undoneAt, toNumber }: SplitRead['splits'][number], lead: SplitLead | undefined) =>
  undoneAt === null && toNumber === lead?.contactNumber;

/** Pairs this lead alone is the reason for, and nobody has decided on. */
const isFoundBy = (leadId: string) => (pair: SplitRead['pairs'][number]) =>
  pair.leadId === leadId && pair.state === 'open';

/** Whether the two have something that recognises both, whatever lead showed it first. */
const isStillShared = ({ known }: Round, { olderNumber, newerNumber }: SplitRead['pairs'][number]) =>
  [...known.owners.values()].some((owners) => owners.includes(olderNumber) && owners.includes(newerNumber));

/** Puts back what the lead changed on the card. @returns what changed, for the log. */
function takeBack(card: Card, { id, outcome }: SplitLead, known: SplitRead): Change[] {
  if (!outcome) return [];
  const { tokenBefore } = known;
  const { changes, statusBefore, statusAfter } = outcome;
  const status = statusBefore === undefined ? [] : [{ field: 'statusId', old: statusBefore, new: statusAfter }];
  // What a later lead put there again is that one's, though it be the same.
  const later = known.others.filter(({ leadId }) => leadId > id).flatMap(({ changes }) => changes);
  const isLast = ({ field }: Change) => !later.some((it) => it.field === field);
  const formerly = [...changes, ...status]
    .filter(isLast)
    .map((change) => ({ ...change, old: beforeSplits(change, card, id, known) }));
  const back = formerly.reverse().filter((change) => revertField(card, change));
  if (outcome.token !== null && tokenBefore !== null) card.websiteLastToken = tokenBefore;
  const recent = card.recentLeads?.filter(([, leadId]) => leadId !== id);
  card.recentLeads = recent?.length ? recent : null;
  return back.map(({ field, old, new: value }) => ({ field, old: value, new: old }));
}

/**
 * What stood in a field before this change. Where that had come by a lead that was split off since, it is a stranger's:
 * then what stood before that one. What a lead that is there still has put there, or a person once, is the contact's
 * own, whoever else says so too.
 */
function beforeSplits({ field, old }: Change, { number }: Card, leadId: string, known: SplitRead): unknown {
  const { splits, log, others } = known;
  const parted = splits
    .filter((it) => it.fromNumber === number && it.undoneAt === null)
    .map(({ leadId, undo }) => ({ leadId, changes: changesOf(undo?.outcome), isStranger: true }));
  const earlier = [...parted, ...others.map((other) => ({ ...other, isStranger: false }))]
    .filter((it) => it.leadId < leadId)
    .sort((a, b) => (a.leadId < b.leadId ? 1 : -1));
  const byPeople = log.filter(({ kind }) => kind !== 'split').flatMap(({ data }) => changesOf(data));
  let value = old;
  // The newest first: each step goes further back.
  for (const { changes, isStranger } of earlier) {
    if (byPeople.some((it) => it.field === field && isSameValue(it.new, value))) break;
    const brought = changes.find((it) => it.field === field && it.new !== null && isSameValue(it.new, value));
    if (brought && !isStranger) break;
    if (brought) value = brought.old;
  }
  return value;
}

const changesOf = (data: unknown): Change[] => (data as { changes?: Change[] } | null | undefined)?.changes ?? [];

/** Fields the lead changed that stay as they are, since somebody or a later lead has put something there since. */
const staysOf = ({ keptBefore, keptAfter, outcome }: SplitUndo): string[] => {
  const fields = new Set(outcome.changes.map(({ field }) => field));
  return [...fields].filter((field) => isSameValue(readField(keptBefore, field), readField(keptAfter, field)));
};

/** The lead's own contact, and what became of the lead now. */
function ownCard(round: Round, lead: SplitLead, was: LeadOutcome, { recentLeads }: Card, at: number) {
  const { createdBy, event, task, marketer } = was;
  const stamps = { createdBy, receivedAt: lead.receivedAt };
  const card = cardOfLead(round, lead.fields ?? emptyLead(), stamps, round.rules.newStatusId);
  const token = was.token === null ? null : stampNew().token;
  const recent = recentLeads?.filter(([, leadId]) => leadId === lead.id);
  const updatedAt = Math.max(card.updatedAt, at);
  const taskCount = task === undefined ? 0 : 1;
  const own = { websiteLastToken: token, recentLeads: recent?.length ? recent : null, updatedAt, taskCount };
  Object.assign(card, own);
  round.add(card);
  const outcome: LeadOutcome = {
    event: event === 'import' ? 'import' : 'first inquiry',
    createdBy,
    token,
    matchedBy: [],
    changes: [],
    statusAfter: card.statusId,
    ...(task === undefined ? {} : { task: 1 }),
    ...(marketer === undefined ? {} : { marketer }),
  };
  return { card, outcome };
}

/**
 * What recognises whom from now on: what the lead brought recognises its own contact, and so does what nobody has; a
 * value that is back on the other card recognises that one again.
 */
function shareIdentities(
  round: Round,
  kept: Card,
  card: Card,
  { id, fields, outcome }: SplitLead,
  back: Change[],
  at: number,
) {
  const onCards = (changes: { field: string; value: unknown }[]) =>
    identitiesOnCard(round.rules, Object.fromEntries(changes.map(({ field, value }) => [field, value])));
  const put = onCards((outcome?.changes ?? []).map(({ field, new: value }) => ({ field, value })));
  const beside = [...(outcome?.furtherIdentities ?? []), ...(outcome?.addedIdentities ?? [])] as Identity[];
  const brought = new Set([...put, ...beside].map(markKey));
  const onKept = new Set(identitiesOnCard(round.rules, kept).map(markKey));
  const moved: Mark[] = [];
  for (const mark of fields?.identities ?? []) {
    const owners = round.ownersOf(mark);
    const isBrought = brought.has(markKey(mark)) && !onKept.has(markKey(mark));
    if (owners.includes(kept.number) && isBrought) {
      round.unmark(kept, mark);
      moved.push(mark);
      // Whoever else it recognises may be this person: after an undone merge, two have what a lead brought.
      for (const other of owners) if (other !== kept.number) round.pair(card.number, other, id, at);
    } else if (owners.length) continue;
    round.mark(card, mark);
  }
  const regained = onCards(back.map(({ field, new: value }) => ({ field, value }))).filter(
    (mark) => !round.ownersOf(mark).length,
  );
  for (const mark of regained) round.mark(kept, mark);
  return { moved, regained };
}

/** The lead's task goes with it, or the entry that stands for the lead where it opened none. */
export const moveOf = (leadId: string, task: number | undefined, from: number, to: number, first = 1) => ({
  from,
  to,
  // No ordinal is between one and none.
  ordinals: (task === undefined ? [1, 0] : [task, task]) as [number, number],
  shift: task === undefined ? 0 : first - task,
  entries: task === undefined ? { [leadId]: leadId } : {},
});

const MADE_THE_CONTACT = new Refusal(
  409,
  'made_the_contact',
  'This lead made its contact. Split off the leads that are not of this person; if a merge brought it here, undo the merge.',
);

const NOT_ADDED = new Refusal(
  409,
  'not_added_to_a_contact',
  'This lead was added to no contact: it was kept aside, or it is a retry of another lead. Split that one.',
);
