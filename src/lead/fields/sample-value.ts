import type { Pair } from '../submission.ts';
import { cleanLine } from '../text.ts';
import type { ChannelFields } from './channel-fields.ts';
import type { Target } from './field-names.ts';
import { isSampleOf } from './sample-words.ts';

const BRACKETED = /^\[([^[\]]{0,200})\]$/;

/** No sample has more values. */
const MOST_LOOKED_AT = 200;

/** What a value in the square brackets of an exported sample stands for. */
export type SampleValue =
  | { kind: 'plain' }
  /** The placeholder itself: nothing was sent. */
  | { kind: 'placeholder' }
  /** A real value whose sender left the brackets on. */
  | { kind: 'bracketed'; value: string };

const PLAIN: SampleValue = { kind: 'plain' };

/**
 * Reads a value that may still wear the sample's brackets: `[FirstName]` is nothing, `[Dana]` is `Dana`
 * (product.md, "Unreplaced samples"). `isPlaceholder` says whether the words inside are a field's name.
 */
export function readSampleValue(value: string, isPlaceholder: (inside: string) => boolean): SampleValue {
  if (value[0] !== '[') return PLAIN;
  const inside = BRACKETED.exec(value)?.[1]?.trim();
  if (inside === undefined) return PLAIN;
  return inside === '' || isPlaceholder(inside) ? { kind: 'placeholder' } : { kind: 'bracketed', value: inside };
}

/** What tells one person from another. A submission in which any of these was replaced is no longer the sample. */
const PERSONAL: ReadonlySet<Target> = new Set<Target>([
  ...(['firstName', 'lastName', 'fullName', 'company', 'email', 'idNumber'] as const),
  ...(['phone', 'mobile', 'otherPhone', 'fax'] as const),
]);

/**
 * Reads the bracketed values of one submission. The sample's own values (`[Noa]`) are its invented person only while
 * the sample stands as it was copied; once anything personal was replaced, what is left of them is nothing. Otherwise
 * every lead of a supplier who replaced some values only would share the sample's phone, and all would become one
 * contact.
 */
export function sampleReader(
  pairs: readonly Pair[],
  fields: ChannelFields,
): (target: Target, pair: Pair) => SampleValue {
  const read = (target: Target, { value }: Pair) =>
    readSampleValue(
      cleanLine(value),
      (inside) => fields.isFieldName(inside) || fields.targetOf({ name: inside, value }) === target,
    );
  const isLeft = (target: Target, sample: SampleValue) =>
    sample.kind === 'bracketed' && isSampleOf(target, fields.customField(target), sample.value);

  const isReplacedBy = (pair: Pair) => {
    const target = fields.targetOf(pair);
    if (target === undefined || !PERSONAL.has(target) || cleanLine(pair.value) === '') return false;
    const sample = read(target, pair);
    return sample.kind !== 'placeholder' && !isLeft(target, sample);
  };
  let isReplaced: boolean | undefined;
  const replaced = () => {
    isReplaced ??= pairs.slice(0, MOST_LOOKED_AT).some(isReplacedBy);
    return isReplaced;
  };

  return (target, pair) => {
    const sample = read(target, pair);
    return isLeft(target, sample) && replaced() ? { kind: 'placeholder' } : sample;
  };
}
