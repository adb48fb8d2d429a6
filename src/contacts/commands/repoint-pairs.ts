import type { PossibleDuplicate } from '../../storage/contacts/schema.ts';

/** Two customer numbers as a pair names them. */
export const numbersOfPair = (a: number, b: number) => ({ olderNumber: Math.min(a, b), newerNumber: Math.max(a, b) });

/**
 * Pairs of one contact with others become pairs of another contact.
 * @param all every pair that is known of the two: where one is there already, it stands.
 */
export function repointPairs(
  before: PossibleDuplicate[],
  all: PossibleDuplicate[],
  from: number,
  to: number,
): { before: PossibleDuplicate[]; after: PossibleDuplicate[] } {
  const after = before.flatMap((pair) => {
    const other = pair.olderNumber === from ? pair.newerNumber : pair.olderNumber;
    const numbers = numbersOfPair(other, to);
    const isThere = all.some((it) => it.olderNumber === numbers.olderNumber && it.newerNumber === numbers.newerNumber);
    return other === to || isThere ? [] : [{ ...pair, ...numbers }];
  });
  return { before, after };
}
