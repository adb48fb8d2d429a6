import { safeName } from '../draft/draft.ts';
import type { Pair } from '../submission.ts';
import { nameKey } from './field-names.ts';

/**
 * Ids that form builders make up (`field_a1b2`, `q6_input6`, a GUID): what people name has words, and seldom digits.
 */
const OPAQUE = /^(?:(?=[!-~]+$)\D*\d|field_[a-f]+$)/i;

/**
 * How the unknown fields of a submission are called: an opaque id by its label, everything else by its sender's name.
 * A label that is also another field's name, or that another id took before, stays with that one: values of two fields
 * never run together, and either name can be mapped.
 */
export function namesOfUnknown(pairs: readonly Pair[]): (pair: Pair) => string {
  const owners = new Map<string, string>();
  let taken: Set<string> | undefined;
  return ({ name, label }) => {
    if (label === undefined || !OPAQUE.test(name) || !saysMore(label, name)) return name;
    const shown = safeName(label);
    taken ??= new Set(pairs.map((pair) => safeName(pair.name)));
    if (taken.has(shown) || (owners.get(shown) ?? name) !== name) return name;
    owners.set(shown, name);
    return shown;
  };
}

/** `colour` says no more than `items.0.colour`, and `field_2` no more than `field_1`. */
function saysMore(label: string, name: string): boolean {
  return /\p{L}/u.test(label) && !OPAQUE.test(label) && !nameKey(name).includes(nameKey(label));
}
