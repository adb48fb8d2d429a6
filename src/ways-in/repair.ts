import type { Channel } from '../lead/channel/channel.ts';
import { fieldsOf } from '../lead/fields/channel-fields.ts';
import { nameKey } from '../lead/fields/field-names.ts';
import type { Pair, Submission } from '../lead/submission.ts';

/** Which lead of a body a person has put right, and how: field name → value, where an empty text takes a value away. */
export interface Repair {
  index: number;
  values: Record<string, string>;
}

/**
 * A submission with the values that a person has put right: each takes the place of everything sent for the same field.
 * @param sent what was read; undefined when nobody could read anything.
 */
export function repaired(sent: Submission | undefined, { values }: Repair, channel: Channel): Submission {
  const { targetOf } = fieldsOf(channel);
  const meant = (pair: Pair) => targetOf(pair) ?? nameKey(pair.name);
  const typed = Object.entries(values).map(([name, value]): Pair => ({ name, value }));
  const settled = new Set(typed.map(meant));
  const pairs = [
    ...(sent?.pairs ?? []).filter((pair) => !settled.has(meant(pair))),
    ...typed.filter(({ value }) => value),
  ];
  const { isNotification: _, ...rest } = sent ?? { sender: 'repaired', warnings: [] };
  return { ...rest, pairs };
}
