const BRACKETED = /^\[([^[\]]{0,200})\]$/;

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
