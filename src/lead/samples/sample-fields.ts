import type { Channel, CustomField } from '../channel/channel.ts';
import { type ChannelFields, fieldsOf } from '../fields/channel-fields.ts';
import { publicName, type Target } from '../fields/field-names.ts';
import { SAMPLE_WORDS, type SampleWords, sampleCustomValue, samplePhone } from '../fields/sample-words.ts';

/** One field as samples show it. */
export interface SampleField {
  target: Target;
  /** The name a sender writes, which this channel understands as the field. */
  name: string;
  label: string;
  value: string;
  isRequired: boolean;
  custom?: CustomField;
  type?: SampleWords['type'];
  autocomplete?: string;
}

const OFTEN: Target[] = ['firstName', 'lastName', 'phone', 'mobile', 'email'];
const BESIDE: Target[] = ['company', 'namePrefix', 'title', 'address', 'city', 'notes', 'mailingList'];
/** Put in by each sample in its own way. */
const APART: ReadonlySet<Target> = new Set<Target>(['ignore', 'fullName', 'redirectTo', 'stageId']);

/**
 * The fields of a channel for its samples: what every form has, what the channel requires and maps, the contact's
 * custom fields and, where wanted, the process's. What the channel fixes by itself is left out.
 */
export function sampleFields(channel: Channel, withProcess: boolean): SampleField[] {
  const fields = fieldsOf(channel);
  const fixed = new Set(fields.constants.map(([target]) => target));
  const mapped = Object.keys(channel.mapping).flatMap((name) => fields.targetOf({ name, value: '' }) ?? []);
  const custom = channel.customFields.map(({ key }): Target => `custom:${key}`);
  const onTask = withProcess ? channel.processFields.map(({ key }): Target => `process:${key}`) : [];
  const wanted = new Set<Target>([...OFTEN, ...fields.required, ...BESIDE, ...mapped, ...custom, ...onTask]);
  return [...wanted]
    .filter((target) => !fixed.has(target) && !APART.has(target))
    .flatMap((target) => sampleField(channel, fields, target) ?? []);
}

/** These fields of a channel, in this order; without those the channel fixes by itself or has no name for. */
export function fieldsNamed(channel: Channel, targets: Target[]): SampleField[] {
  const fields = fieldsOf(channel);
  const fixed = new Set(fields.constants.map(([target]) => target));
  return targets.filter((target) => !fixed.has(target)).flatMap((target) => sampleField(channel, fields, target) ?? []);
}

function sampleField(channel: Channel, fields: ChannelFields, target: Target): SampleField | undefined {
  const name = nameOf(channel, fields, target);
  if (name === undefined) return undefined;
  const isRequired = fields.required.includes(target);
  const custom = fields.customField(target);
  if (custom) {
    const value = sampleCustomValue(channel.language, custom);
    return { target, name, label: custom.label || custom.key, value, isRequired, custom };
  }
  const words = SAMPLE_WORDS[target];
  const [label = publicName(target), value = ''] = words?.[channel.language] ?? [];
  const { type, autocomplete } = words ?? {};
  return {
    target,
    name,
    label,
    value: value || samplePhone(channel.country, target),
    isRequired,
    ...(type ? { type } : {}),
    ...(autocomplete ? { autocomplete } : {}),
  };
}

/** The field's own name, unless the channel's mapping gives that name another meaning. */
function nameOf(channel: Channel, fields: ChannelFields, target: Target): string | undefined {
  const scope = target.startsWith('process:') ? ({ scope: 'process' } as const) : {};
  const names = [publicName(target), ...Object.keys(channel.mapping)];
  return names.find((name) => fields.targetOf({ name, value: '', ...scope }) === target);
}

/** Where the channel's leads start: the id senders write as `ProcessDefinitionStepID`; undefined where it is fixed. */
export function sampleStage(channel: Channel): string | undefined {
  if (fieldsOf(channel).constants.some(([target]) => target === 'stageId')) return undefined;
  const { stages, stageId, processId } = channel;
  const first = stages.find((stage) => stage.processId === processId) ?? stages[0];
  return (stages.find(({ id }) => id === stageId) ?? first)?.id;
}
