import { labelTarget } from '../../lead/fields/field-names.ts';
import type { Pair } from '../../lead/submission.ts';
import { holdsNumber } from './holds-number.ts';

const REACHES: ReadonlySet<string | undefined> = new Set(['phone', 'mobile', 'otherPhone', 'email']);

/** Whether a pair may be a way to reach a person: by its name, or by an address or a number in its value. */
export function mayReach({ name, label, value }: Pair): boolean {
  if (value.trim() === '') return false;
  const last = lastOf(name);
  if (value.slice(0, 300).includes('@') || holdsNumber(last, value)) return true;
  return [last, ...(label === undefined ? [] : [label])].some((one) => REACHES.has(labelTarget(one, value)));
}

/** What a pair is called within all that wraps it. */
export const lastOf = (name: string): string => name.slice(-100).split('.').at(-1) ?? '';
