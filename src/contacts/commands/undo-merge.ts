import { notFound, Refusal } from '../../refusal.ts';
import type { MergeRead } from '../../storage/contacts/merges.ts';
import type { MergeUndo } from '../../storage/contacts/schema.ts';
import { restoreCard } from '../card-field.ts';
import { identitiesOnCard, NO_LEAD } from '../fold/card-identities.ts';
import { type Mark, markKey, type Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';
import { entriesOf } from './merge.ts';

/** What an undo must know beside the two cards. */
export interface UndoKnown extends Pick<MergeRead, 'merges' | 'pairs'> {
  /** A lead has been split off the kept contact since the merge, and still is. */
  wasSplitSince: boolean;
}

/**
 * Makes one contact two again, as they were. What happened since stays with the kept contact: its later leads, and
 * every field that somebody or something has changed after the merge.
 */
export function undoMerge(round: Round, { mergeId, id, at, by }: CommandOf<'undo-merge'>, known: UndoKnown): Decision {
  const merge = known.merges.find((it) => it.id === mergeId);
  if (!merge) return notFound('merge');
  const { keptNumber, droppedNumber, undo } = merge;
  if (undo === null) return { done: { number: keptNumber, mergeId } };
  const kept = liveCard(round.known.cards.get(keptNumber));
  if (kept instanceof Refusal) return kept.facts?.mergedInto ? UNDO_THE_LATER_ONE : kept;
  if (known.wasSplitSince) return UNDO_THE_SPLIT;
  const dropped = round.known.cards.get(droppedNumber);
  if (!dropped) return notFound('merge');

  restoreCard(kept, undo.keptBefore, undo.keptAfter);
  dropped.mergedInto = null;
  round.change(kept);
  round.change(dropped);
  const before = new Set(identitiesOnCard(round.rules, undo.keptBefore).map(markKey));
  const since = new Set(identitiesOnCard(round.rules, kept).map(markKey)).difference(before);
  for (const mark of undo.added as Mark[]) if (!since.has(markKey(mark))) round.unmark(kept, mark);
  for (const mark of undo.identities as Mark[]) {
    const others = round.ownersOf(mark).filter((number) => number !== keptNumber && number !== droppedNumber);
    if (!others.length) round.mark(dropped, mark);
    // What somebody else has got since recognises them; the two may be one person.
    for (const other of others) round.pair(droppedNumber, other, NO_LEAD, at);
  }

  const isUntouched = (pair: MergeUndo['pairsAfter'][number]) =>
    known.pairs.some(
      (it) => it.olderNumber === pair.olderNumber && it.newerNumber === pair.newerNumber && it.state === pair.state,
    );
  const { databaseId } = round;
  for (const contactNumber of [keptNumber, droppedNumber]) {
    round.log.push({ databaseId, contactNumber, id, at, kind: 'merge undone', by, data: { merge: mergeId } });
  }
  const shift = undo.keptBefore.taskCount;
  return {
    done: { number: keptNumber, mergeId },
    write: {
      ...round.effects(),
      decidedPairs: undo.pairsBefore,
      droppedPairs: undo.pairsAfter.filter(isUntouched),
      moves: [
        {
          from: keptNumber,
          to: droppedNumber,
          ordinals: [shift + 1, undo.keptAfter.taskCount],
          shift: -shift,
          entries: Object.fromEntries(Object.entries(entriesOf(undo)).map(([id, there]) => [there, id])),
        },
      ],
      merges: [{ ...merge, undoneAt: at, undo: null }],
    },
  };
}

const UNDO_THE_SPLIT = new Refusal(
  409,
  'split_since',
  'A lead has been split off the contact that was kept since. Undo that split first.',
);

const UNDO_THE_LATER_ONE = new Refusal(
  409,
  'merged_again',
  'The contact that was kept has itself been merged since. Undo that merge first.',
);
