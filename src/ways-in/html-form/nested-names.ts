import { labelTarget } from '../../lead/fields/field-names.ts';
import { containerOf, isForeign, isOfOthers, pathOf } from '../../lead/fields/label/containers.ts';
import type { Pair } from '../../lead/submission.ts';
import { POINT_TYPES, POINT_VALUES, pointKind, pointLabel, pointName } from '../json/contact-points.ts';
import { isPersonalKey, placeIn } from '../json/containers.ts';

/** Beside a `value`, these say what the field is called. */
const NAMES = ['label', 'title', 'question', 'name', 'key', 'field', 'id'];

/** Fields of a form that are looked at; no form has more. */
const MOST_PAIRS = 1000;

/** A pair, and the parts of its nested name. */
interface NestedPair {
  pair: Pair;
  path: string[];
  last: string;
  /** The group of pairs that differ in their last part only. */
  group: string;
}

/**
 * The same pairs, those with a nested name (`contact[phone]`, `lead[phones][0][value]`, `likes[]`, `contact.phone`: how
 * PHP, Rails and others write nested fields) labelled by the last part of it that says something, unless the path says
 * that they speak of somebody other than the lead.
 */
export function labelNested(pairs: Pair[]): Pair[] {
  const nested = new Map(
    pairs
      .slice(0, MOST_PAIRS)
      .flatMap((pair) => nestedPair(pair) ?? [])
      .map((it) => [it.pair, it]),
  );
  if (nested.size === 0) return pairs;
  const groups = new Map<string, Map<string, string>>();
  for (const { pair, last, group } of nested.values()) {
    const values = groups.get(group) ?? new Map<string, string>();
    if (!values.get(last)) values.set(last, pair.value);
    groups.set(group, values);
  }
  const personal = new Map(
    [...groups].map(([group, values]) => [group, [...values.keys()].slice(0, 50).some(isPersonalKey)]),
  );
  const used = new Map<string, Set<string>>();
  const people = new Map<string, string>();
  return pairs.map((pair) => {
    const it = nested.get(pair);
    if (!it) return pair;
    if (isOfOthers(it.path) || isFurtherPerson(it.path, people)) return { ...pair, whose: 'other' as const };
    const near = personal.get(it.group) ?? false;
    const label = labelIn(it, groups.get(it.group) ?? new Map(), used, near);
    if (label) return { ...pair, label: pointName(label) ?? label };
    return placeIn(it.path, near).whose ? { ...pair, whose: 'other' as const } : pair;
  });
}

/** `guests[1][phone]`, after `guests[0][name]`: the first one asks. */
function isFurtherPerson(path: readonly string[], people: Map<string, string>): boolean {
  return path.slice(0, -2).some((key, at) => {
    const index = path[at + 1] ?? '';
    if (!/^\d+$/.test(index) || containerOf(key) !== 'person') return false;
    const place = path.slice(0, at + 1).join('[');
    const first = people.get(place) ?? index;
    people.set(place, first);
    return first !== index;
  });
}

function nestedPair(pair: Pair): NestedPair | undefined {
  const { name, label, whose } = pair;
  if (label !== undefined || whose !== undefined) return undefined;
  const path = pathOf(name);
  if (!path) return undefined;
  // `tel.no` and `first.name` are names with a dot in them.
  if (!name.includes('[') && isOfOthers(path) && !path.slice(0, -1).some(isForeign) && labelTarget(name) !== undefined)
    return undefined;
  const group = name.includes('[') ? name.slice(0, name.lastIndexOf('[')) : name.slice(0, name.lastIndexOf('.'));
  return { pair, path, last: path.at(-1) ?? '', group };
}

function labelIn(
  { path, last }: NestedPair,
  beside: Map<string, string>,
  used: Map<string, Set<string>>,
  isPersonal: boolean,
): string | undefined {
  const place = path.slice(0, -1);
  const own = placeIn(path, isPersonal).label;
  const kind = pointKind(placeIn(place, isPersonal).label ?? (place.length === 1 ? place[0] : undefined));
  const valueKey = (kind ? POINT_VALUES[kind] : ['value']).find((key) => beside.get(key));
  if (valueKey === undefined || (!kind && beside.size === 1)) return own;
  const named = (kind ? POINT_TYPES : NAMES).find((key) => beside.get(key));
  if (last !== valueKey) return NAMES.includes(last) || POINT_TYPES.includes(last) ? undefined : own;
  if (!kind) return named === undefined ? own : beside.get(named);
  const list = place.slice(0, -1).join('[');
  const taken = used.get(list) ?? new Set<string>();
  used.set(list, taken);
  return pointLabel(kind, named && beside.get(named), taken);
}
