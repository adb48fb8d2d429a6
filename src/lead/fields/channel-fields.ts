import { BoundedMemory } from '../bounded-memory.ts';
import type { Channel, CustomField } from '../channel/channel.ts';
import { DETAILS } from '../lead.ts';
import type { Pair } from '../submission.ts';
import { CONTROLS, canonicalTarget, nameKey, synonymTarget, type Target, targetByWords } from './field-names.ts';
import { isForeign, pathOf } from './label/containers.ts';

/** Names that each channel remembers. */
const MOST_REMEMBERED = 1000;
/** No longer name is worth the room. */
const LONGEST_REMEMBERED = 200;

/** What a channel makes of names, indexed once per channel document. */
export interface ChannelFields {
  /** Where a pair's value goes; undefined when nobody understands its name. */
  targetOf(pair: Pair): Target | undefined;
  /** The same for names that are known as they stand; words are not looked for. */
  knownTargetOf(pair: Pair): Target | undefined;
  /** The field behind a custom or process target; undefined for all others. */
  customField(target: string): CustomField | undefined;
  /** The stage somebody named by id or legacy id. */
  stageId(named: string): string | undefined;
  /** Whether the words inside a sample's brackets are a field's name. */
  isFieldName(words: string): boolean;
  constants: readonly (readonly [Target, string])[];
  defaults: readonly (readonly [Target, string])[];
  required: readonly Target[];
}

const cache = new WeakMap<Channel, ChannelFields>();

/** A channel's fields. Keep the same `Channel` object between leads: the index lives as long as it does. */
export function fieldsOf(channel: Channel): ChannelFields {
  let fields = cache.get(channel);
  if (fields === undefined) {
    fields = index(channel);
    cache.set(channel, fields);
  }
  return fields;
}

function index(channel: Channel): ChannelFields {
  const custom = new Map<string, CustomField>();
  for (const field of channel.customFields) custom.set(`custom:${field.key}`, field);
  for (const field of channel.processFields) custom.set(`process:${field.key}`, field);

  const onContact = names('custom', channel.customFields);
  const onTask = names('process', channel.processFields);
  const stages = new Map(channel.stages.map(({ id }) => [nameKey(id), id]));
  for (const { id, legacyId } of channel.stages) if (legacyId) stages.set(nameKey(legacyId), id);

  const readTarget = (written: string): Target | undefined => {
    if (isCommon(written)) return written;
    if (custom.has(written)) return written as Target;
    const [scope = '', key] = written.split(/:(.*)/s);
    if (key === undefined) return canonicalTarget(nameKey(written));
    if (scope === 'custom') return onContact.get(nameKey(key));
    return scope === 'process' ? onTask.get(nameKey(key)) : undefined;
  };
  const readTargets = (settings: Record<string, string>) =>
    Object.entries(settings).flatMap(([written, value]) => {
      const target = readTarget(written);
      return target === undefined || target === 'ignore' ? [] : [[target, value] as const];
    });

  const mapping = new Map<string, Target>();
  for (const [name, written] of Object.entries(channel.mapping)) {
    const target = readTarget(written);
    if (target !== undefined) mapping.set(nameKey(name), target);
  }

  const resolve = (name: string, scope: Pair['scope']): Target | undefined => {
    const key = nameKey(name);
    if (key === '') return undefined;
    const fields = scope === 'process' ? onTask.get(key) : undefined;
    // A field the business defined itself is nearer to what its form means than a synonym that happens to match.
    return (
      mapping.get(key) ??
      fields ??
      canonicalTarget(key) ??
      onContact.get(key) ??
      (scope === 'contact' ? undefined : onTask.get(key)) ??
      synonymTarget(key)
    );
  };

  const remembered = new BoundedMemory<Target | null>(MOST_REMEMBERED);
  const targetOfName = (name: string, scope: Pair['scope']) => {
    const key = scope === undefined ? name : `${scope}\n${name}`;
    const known = remembered.get(key);
    if (known !== undefined) return known ?? undefined;
    const target = resolve(name, scope);
    if (key.length <= LONGEST_REMEMBERED) remembered.put(key, target ?? null);
    return target;
  };

  /** What somebody else's value can be: a field that the channel's owner gave this very name. */
  const ownTargetOf = (name: string) =>
    mapping.get(nameKey(name)) ?? onContact.get(nameKey(name)) ?? onTask.get(nameKey(name));
  const knownTargetOf = (pair: Pair) => {
    const { name, label, scope } = pair;
    if (isOthers(pair)) return ownTargetOf(name);
    return targetOfName(name, scope) ?? (label === undefined ? undefined : targetOfName(label, scope));
  };
  const byWords = (pair: Pair) => {
    const { name, label, value } = pair;
    if (isOthers(pair)) return undefined;
    return targetByWords(name, value) ?? (label === undefined ? undefined : targetByWords(label, value));
  };
  return {
    targetOf: (pair) => knownTargetOf(pair) ?? byWords(pair),
    knownTargetOf,
    customField: (target) => custom.get(target),
    stageId: (named) => stages.get(nameKey(named)),
    isFieldName: (words) =>
      canonicalTarget(nameKey(words)) !== undefined || onContact.has(nameKey(words)) || onTask.has(nameKey(words)),
    constants: readTargets(channel.constants),
    defaults: readTargets(channel.defaults),
    required: channel.required.flatMap((written) => readTarget(written) ?? []),
  };
}

/** Whether a pair speaks of somebody or something else: its reader says so, or the steps of its name do. */
export function isOthers({ name, label, whose }: Pair): boolean {
  if (whose === 'other') return true;
  if (label !== undefined || !/[.[]/.test(name)) return false;
  const path = pathOf(name);
  return path?.slice(0, -1).some(isForeign) ?? false;
}

/** Names a custom field answers to, the key before labels and legacy ids of others. */
function names(scope: 'custom' | 'process', fields: readonly CustomField[]): ReadonlyMap<string, Target> {
  const found = new Map<string, Target>();
  const add = (name: string | undefined, field: CustomField) => {
    const key = nameKey(name ?? '');
    if (key !== '' && !found.has(key)) found.set(key, `${scope}:${field.key}`);
  };
  for (const field of fields) add(field.key, field);
  for (const field of fields) add(field.legacyId, field);
  for (const field of fields) add(field.label, field);
  return found;
}

const common: ReadonlySet<string> = new Set([...DETAILS, ...CONTROLS, 'fullName', 'ignore']);

function isCommon(written: string): written is Target {
  return common.has(written);
}
