import type { Pair } from '../../lead/submission.ts';
import { POINT_TYPES, POINT_VALUES, pointKind, pointLabel, pointName } from '../json/contact-points.ts';
import { containerLabel } from '../json/containers.ts';

/** `contact[phone]`, `lead[phones][0][value]`, `likes[]`: how PHP, Rails and others write nested fields. */
const NESTED = /^[^[\]]+(?:\[[^[\]]*\])+$/;
const MAX_NAME = 200;
/** Beside a `value`, these say what the field is called. */
const NAMES = ['label', 'title', 'question', 'name', 'key', 'field', 'id'];

/** A pair, and the parts of its nested name. */
interface NestedPair {
  pair: Pair;
  path: string[];
  last: string;
  /** The group of pairs that differ in their last part only. */
  group: string;
}

/**
 * The same pairs, those with a nested name labelled by the last part of it that says something, unless the path says
 * that they speak of somebody other than the lead.
 */
export function labelNested(pairs: Pair[]): Pair[] {
  const nested = new Map(pairs.flatMap((pair) => nestedPair(pair) ?? []).map((it) => [it.pair, it]));
  if (nested.size === 0) return pairs;
  const groups = new Map<string, Map<string, string>>();
  for (const { pair, last, group } of nested.values()) {
    const values = groups.get(group) ?? new Map<string, string>();
    if (!values.get(last)) values.set(last, pair.value);
    groups.set(group, values);
  }
  const used = new Map<string, Set<string>>();
  return pairs.map((pair) => {
    const it = nested.get(pair);
    const label = it && labelIn(it, groups.get(it.group) ?? new Map(), used);
    return label ? { ...pair, label: pointName(label) ?? label } : pair;
  });
}

function nestedPair(pair: Pair): NestedPair | undefined {
  const { name, label } = pair;
  if (label !== undefined || name.length > MAX_NAME || !NESTED.test(name)) return undefined;
  // An empty part is an item of a list.
  const path = name.replaceAll(']', '').split('[');
  const named = path.map((part) => part.trim() || '0');
  return { pair, path: named, last: named.at(-1) ?? '', group: name.slice(0, name.lastIndexOf('[')) };
}

function labelIn({ path, last }: NestedPair, beside: Map<string, string>, used: Map<string, Set<string>>) {
  const place = path.slice(0, -1);
  const kind = pointKind(containerLabel(place) ?? (place.length === 1 ? place[0] : undefined));
  const valueKey = (kind ? POINT_VALUES[kind] : ['value']).find((key) => beside.get(key));
  if (valueKey === undefined || (!kind && beside.size === 1)) return containerLabel(path);
  const named = (kind ? POINT_TYPES : NAMES).find((key) => beside.get(key));
  if (last !== valueKey) return NAMES.includes(last) || POINT_TYPES.includes(last) ? undefined : containerLabel(path);
  if (!kind) return named === undefined ? containerLabel(path) : beside.get(named);
  const list = place.slice(0, -1).join('[');
  const taken = used.get(list) ?? new Set<string>();
  used.set(list, taken);
  return pointLabel(kind, named && beside.get(named), taken);
}
