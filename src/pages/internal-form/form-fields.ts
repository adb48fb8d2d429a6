import type { Channel } from '../../lead/channel/channel.ts';
import { type ChannelFields, fieldsOf } from '../../lead/fields/channel-fields.ts';
import type { Target } from '../../lead/fields/field-names.ts';
import { fieldsNamed, type SampleField } from '../../lead/samples/sample-fields.ts';
import type { Pair } from '../../lead/submission.ts';

/** What an operator asks first, in the order of a call. */
const FIRST: Target[] = ['mobile', 'phone', 'firstName', 'lastName', 'email', 'city'];
const MORE: Target[] = [
  ...(['company', 'namePrefix', 'title', 'otherPhone', 'fax', 'idNumber', 'birthDate', 'gender'] as const),
  ...(['address', 'postalCode', 'country', 'url', 'mailingList'] as const),
];

/** The fields of the internal form: what is asked first, the process's own, and the rest of the contact's. */
export function formFields(channel: Channel): { first: SampleField[]; onTask: SampleField[]; more: SampleField[] } {
  const { required } = fieldsOf(channel);
  const custom = channel.customFields.map(({ key }): Target => `custom:${key}`);
  const all = [...MORE, ...custom];
  const isFirst = (target: Target) => required.includes(target);
  return {
    first: fieldsNamed(channel, [...FIRST, ...all.filter(isFirst)]),
    more: fieldsNamed(
      channel,
      all.filter((target) => !isFirst(target)),
    ),
    onTask: fieldsNamed(
      channel,
      channel.processFields.map(({ key }): Target => `process:${key}`),
    ).filter(({ name, target }) => fieldsOf(channel).targetOf({ name, value: '' }) === target),
  };
}

/** What stands in a field, of what was sent. */
export const valuesOf = (fields: Pick<ChannelFields, 'targetOf'>, pairs: readonly Pair[], { target }: SampleField) =>
  pairs.filter((pair) => fields.targetOf(pair) === target).map(({ value }) => value);
