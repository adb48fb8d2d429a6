import { notFound, Refusal } from '../../refusal.ts';
import type { MergeRead } from '../../storage/contacts/merges.ts';
import type { Card, MergeRecord, MergeUndo, PossibleDuplicate } from '../../storage/contacts/schema.ts';
import { customField, isSameValue, readField, setField } from '../card-field.ts';
import { NO_LEAD } from '../fold/card-identities.ts';
import { joinRecent } from '../fold/double-submit.ts';
import { fillCard } from '../fold/fill-card.ts';
import { leadOfCard } from '../fold/lead-of-card.ts';
import { type Mark, markKey, type Round } from '../fold/round.ts';
import { stampMarketer } from '../fold/stamp-marketer.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';
import { repointPairs } from './repoint-pairs.ts';

/** What a merge must know beside the two cards: what recognises them, their pairs, the log that moves. */
export type MergeKnown = Pick<MergeRead, 'identities' | 'pairs' | 'logIds' | 'sharedIds' | 'merges'>;

/**
 * Makes two contacts one: what recognised the dropped one recognises the kept one, its tasks, leads and log go over,
 * and its values fill what is empty there, or take the place of what stands where that was chosen. Values that found no
 * place are named in the log, as changes those that gave theirs up. The dropped card stays as it was, out of sight, for
 * the undo.
 */
export function mergeContacts(round: Round, command: CommandOf<'merge'>, known: MergeKnown): Decision {
  const { older, newer, keep, id, at, by } = command;
  const done = known.merges.find((merge) => merge.id === id || isSame(merge, command));
  if (done) return { done: { number: done.keptNumber, mergeId: done.id } };
  const found = known.pairs.find((it) => it.olderNumber === older && it.newerNumber === newer);
  const pair = found ?? (command.isUnpaired ? newPair(round, command) : undefined);
  if (!pair) return notFound('possible duplicate');
  if (keep !== older && keep !== newer) return NOT_OF_THE_PAIR;
  const kept = liveCard(round.known.cards.get(keep));
  const dropped = liveCard(round.known.cards.get(keep === older ? newer : older));
  if (kept instanceof Refusal) return kept;
  if (dropped instanceof Refusal) return dropped;

  const keptBefore = structuredClone(kept);
  const lead = leadOfCard(dropped);
  const changes = (command.take ?? []).flatMap((field) => setField(kept, field, readField(dropped, field)));
  changes.push(...fillCard(kept, lead, 'complete'));
  changes.push(...stampMarketer(kept, lead, round.rules.marketers));
  kept.taskCount += dropped.taskCount;
  kept.recentLeads = joinRecent(kept.recentLeads, dropped.recentLeads);
  kept.updatedAt = Math.max(kept.updatedAt, at);
  dropped.mergedInto = keep;
  round.change(kept);
  round.change(dropped);

  const theirs = known.identities.filter((it) => it.contactNumber === dropped.number).map(markOf);
  const ours = new Set(known.identities.filter((it) => it.contactNumber === keep).map((it) => markKey(markOf(it))));
  const added = theirs.filter((mark) => !ours.has(markKey(mark)));
  for (const mark of theirs) round.unmark(dropped, mark);
  for (const mark of added) round.mark(kept, mark);

  const { before, after } = repointPairs(
    othersOf(dropped.number, known.pairs, pair),
    known.pairs,
    dropped.number,
    keep,
  );
  const merged: PossibleDuplicate = { ...pair, state: 'merged' };
  const undo: MergeUndo = {
    keptBefore,
    keptAfter: structuredClone(kept),
    identities: theirs,
    added,
    pairsBefore: found ? [found, ...before] : before,
    pairsAfter: found ? after : [merged, ...after],
    logIds: known.logIds,
    ...(known.sharedIds.length ? { renamed: renamedFor(dropped.number, known.sharedIds) } : {}),
  };
  const { databaseId } = round;
  const data = { merge: id, merged: dropped.number, changes, beside: besideOf(kept, dropped) };
  round.log.push({ databaseId, contactNumber: keep, id, at, kind: 'merge', by, data });
  return {
    done: { number: keep, mergeId: id },
    write: {
      ...round.effects(),
      decidedPairs: [merged, ...after],
      droppedPairs: before,
      moves: [
        {
          from: dropped.number,
          to: keep,
          ordinals: [1, dropped.taskCount],
          shift: keptBefore.taskCount,
          entries: entriesOf(undo),
        },
      ],
      merges: [{ databaseId, id, keptNumber: keep, droppedNumber: dropped.number, at, by, undoneAt: null, undo }],
    },
  };
}

/** Two contacts that no lead matched; as a pair they are remembered as merged alone. */
const newPair = ({ databaseId }: Round, { older, newer, at }: CommandOf<'merge'>): PossibleDuplicate => ({
  databaseId,
  olderNumber: older,
  newerNumber: newer,
  leadId: NO_LEAD,
  foundAt: at,
  state: 'open',
});

/** Names of their own for entries that both contacts have, as a command leaves them that was about both. */
const renamedFor = (dropped: number, shared: string[]) =>
  Object.fromEntries(shared.map((id) => [id, `${id}-${dropped}`]));

/** The entries of a dropped contact's log by their ids, and the ids they have in the kept one's. */
export const entriesOf = ({ logIds, renamed }: Pick<MergeUndo, 'logIds' | 'renamed'>): Record<string, string> =>
  Object.fromEntries(logIds.map((id) => [id, renamed?.[id] ?? id]));

const isSame = (
  merge: Pick<MergeRecord, 'keptNumber' | 'droppedNumber' | 'undoneAt'>,
  { older, newer, keep }: CommandOf<'merge'>,
) => merge.undoneAt === null && merge.keptNumber === keep && merge.droppedNumber === (keep === older ? newer : older);

const markOf = ({ kind, value }: MergeRead['identities'][number]) => ({ kind, value }) as Mark;

/** Open and dismissed pairs of the dropped contact with others. */
const othersOf = (dropped: number, pairs: PossibleDuplicate[], merged: PossibleDuplicate) =>
  pairs.filter(
    (it) => it !== merged && it.state !== 'merged' && (it.olderNumber === dropped || it.newerNumber === dropped),
  );

/** Values of the dropped card that the kept one has otherwise: nothing is dropped silently. */
function besideOf(kept: Card, dropped: Card): { field: string; value: unknown }[] {
  const { details, custom, contactTypes, mailingList, marketer } = leadOfCard(dropped);
  const theirs = {
    ...details,
    ...(contactTypes.length ? { contactTypes } : {}),
    mailingList,
    marketerAccountNumber: marketer,
  };
  const named = Object.entries(custom).map(([key, value]) => [customField(key), value] as const);
  return [...Object.entries(theirs), ...named]
    .filter(([field, value]) => value !== undefined && value !== null && !isSameValue(readField(kept, field), value))
    .map(([field, value]) => ({ field, value }));
}

const NOT_OF_THE_PAIR = new Refusal(
  422,
  'not_of_the_pair',
  'keep must be the id of one of the two contacts of this pair.',
  'keep',
);
