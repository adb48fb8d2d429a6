import { notFound, Refusal } from '../../refusal.ts';
import type { MergeRead } from '../../storage/contacts/merges.ts';
import type { Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';

/** Two contacts that a lead matched are two persons: the pair is not shown again, whatever matches them later. */
export function dismissPair(
  round: Round,
  { older, newer }: CommandOf<'dismiss'>,
  { pairs }: Pick<MergeRead, 'pairs'>,
): Decision {
  const pair = pairs.find((it) => it.olderNumber === older && it.newerNumber === newer);
  if (!pair) return notFound('possible duplicate');
  if (pair.state === 'merged') return MERGED;
  if (pair.state === 'dismissed') return { done: { number: null } };
  return { done: { number: null }, write: { ...round.effects(), decidedPairs: [{ ...pair, state: 'dismissed' }] } };
}

const MERGED = new Refusal(409, 'merged', 'These two contacts were merged. Undo the merge if they are two persons.');
