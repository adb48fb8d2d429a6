import { labelTarget } from '../../lead/fields/field-names.ts';
import type { Pair } from '../../lead/submission.ts';

const REACHES: ReadonlySet<string | undefined> = new Set(['phone', 'mobile', 'otherPhone', 'email']);
/** An address, a number with a plus, or one as people dial it. */
const REACHING = /@|\+\d{7}|(?<!\d)0\d[\d-]{6,11}(?!\d)/;

/** Whether a pair may be a way to reach a person: by its name, or by an address or a number in its value. */
export function mayReach({ name, label, value }: Pair): boolean {
  if (value.trim() === '') return false;
  if (REACHING.test(value.slice(0, 300))) return true;
  const last = name.slice(-100).split('.').at(-1) ?? '';
  return [last, ...(label === undefined ? [] : [label])].some((one) => REACHES.has(labelTarget(one, value)));
}
