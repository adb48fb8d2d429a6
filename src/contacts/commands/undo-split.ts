import { notFound, Refusal } from '../../refusal.ts';
import type { Card, SplitRecord } from '../../storage/contacts/schema.ts';
import type { SplitRead } from '../../storage/contacts/splits.ts';
import { isSameValue, restoreCard } from '../card-field.ts';
import { emptyCard } from '../fold/card.ts';
import { identitiesOnCard } from '../fold/card-identities.ts';
import { joinRecent } from '../fold/double-submit.ts';
import { type Mark, markKey, type Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';
import { repointPairs } from './repoint-pairs.ts';
import { moveOf } from './split.ts';

/**
 * Puts a lead back onto the contact it was split off, with all it brought; fields that have changed since stay. Its own
 * contact is gone then, and its number leads to the other one. When somebody has used it meanwhile that is refused: the
 * two can be merged.
 */
export function undoSplitOff(round: Round, command: CommandOf<'undo-split'>, known: SplitRead): Decision {
  const { splitId, id, at, by } = command;
  const split = known.splits.find((it) => it.id === splitId);
  if (!split) return notFound('split');
  const { leadId, fromNumber, toNumber, undo } = split;
  if (undo === null) return { done: { number: fromNumber, splitId } };
  const kept = liveCard(round.known.cards.get(fromNumber));
  const made = liveCard(round.known.cards.get(toNumber));
  for (const card of [kept, made]) if (card instanceof Refusal) return card.facts?.mergedInto ? MERGED_SINCE : card;
  if (kept instanceof Refusal || made instanceof Refusal || !known.lead) return notFound('split');
  if (isUsed(made, split, known)) return USED_SINCE;

  restoreCard(kept, undo.keptBefore, undo.keptAfter);
  if (!isSameValue(kept.recentLeads, undo.keptBefore.recentLeads)) {
    kept.recentLeads = joinRecent(kept.recentLeads, made.recentLeads);
  }
  kept.updatedAt = Math.max(kept.updatedAt, at);
  round.change(kept);
  giveBack(round, kept, made, undo);
  leaveNumber(round, made, kept, at);

  const theirs = known.pairs.filter((it) => it.olderNumber === toNumber || it.newerNumber === toNumber);
  const { after } = repointPairs(theirs, known.pairs, toNumber, fromNumber);
  const { databaseId } = round;
  const { status, outcome } = undo;
  const moved = { raw: null, contactNumber: fromNumber };
  round.leads.push({ ...known.lead, ...moved, status, outcome });
  round.leads.push(...known.retries.map((retry) => ({ ...retry, ...moved })));
  const data = { split: splitId, leadId, other: toNumber };
  round.log.push({ databaseId, contactNumber: fromNumber, id, at, kind: 'split undone', by, data });
  const task = outcome.task === undefined ? undefined : 1;
  return {
    done: { number: fromNumber, splitId },
    write: {
      ...round.effects(),
      decidedPairs: after,
      droppedPairs: theirs,
      moves: [moveOf(leadId, task, toNumber, fromNumber, outcome.task)],
      splits: [{ ...split, undoneAt: at, undo: null }],
    },
  };
}

/** Whether anything has happened to the lead's own contact that is not the lead's. */
function isUsed({ number, taskCount }: Card, { id, leadId }: SplitRecord, { lead, log }: SplitRead): boolean {
  const own = lead?.outcome?.task === undefined ? 0 : 1;
  const isOwn = (entry: SplitRead['log'][number]) => {
    const data = entry.data as { task?: number } | null;
    return entry.id === id || entry.id === leadId || (own === 1 && data?.task === 1);
  };
  return lead?.contactNumber !== number || taskCount > own || log.some((entry) => !isOwn(entry));
}

/**
 * What recognised the lead's own contact recognises the other one again, as far as it did; and what was back there
 * goes.
 */
function giveBack(round: Round, kept: Card, made: Card, { moved, regained }: NonNullable<SplitRecord['undo']>): void {
  for (const mark of marksOfContact(round, made.number)) round.unmark(made, mark);
  for (const mark of moved as Mark[]) if (!round.ownersOf(mark).length) round.mark(kept, mark);
  const onCard = new Set(identitiesOnCard(round.rules, kept).map(markKey));
  for (const mark of regained as Mark[]) if (!onCard.has(markKey(mark))) round.unmark(kept, mark);
}

function marksOfContact({ known }: Round, number: number): Mark[] {
  const theirs = [...known.owners].filter(([, owners]) => owners.includes(number));
  return theirs.map(
    ([key]) => ({ kind: key.slice(0, key.indexOf(':')), value: key.slice(key.indexOf(':') + 1) }) as Mark,
  );
}

/** A number is never given twice: an empty card keeps it, and leads whoever has it to the contact. */
function leaveNumber(round: Round, { createdBy, createdAt, statusId, number }: Card, kept: Card, at: number): void {
  const empty = emptyCard(round.databaseId, number, { createdBy, receivedAt: createdAt }, statusId);
  round.known.cards.set(number, { ...empty, mergedInto: kept.number, updatedAt: at });
  round.change(empty);
}

const MERGED_SINCE = new Refusal(
  409,
  'merged_since',
  'One of the two contacts has been merged since. Undo that merge first.',
);

const USED_SINCE = new Refusal(
  409,
  'used_since',
  'The contact of its own has been used since: it has other leads, tasks or changes. Merge the two contacts instead.',
);
