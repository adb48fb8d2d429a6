import { nameKey, synonymTarget } from '../../lead/fields/field-names.ts';
import { MOST_PAIRS, type Pair } from '../../lead/submission.ts';
import { POINT_TYPES, pointKind, pointLabel, pointName, readPoint } from './contact-points.ts';
import { containerLabel } from './containers.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from './parse.ts';

const NAME_KEYS = ['name', 'key', 'fieldName', 'field_name', 'column_id', 'slug', 'id', 'ref', 'field'];
const LABEL_KEYS = ['label', 'title', 'question', 'column_name', 'fieldLabel', 'caption'];
const VALUE_KEYS = ['value', 'values', 'answer', 'answers', 'string_value', 'field_value', 'fieldValue'];
/** What may stand beside `value` in an object that is one field, not a group of fields. */
const FIELD_KEYS = new Set([
  ...NAME_KEYS,
  ...LABEL_KEYS,
  ...VALUE_KEYS,
  'type',
  'raw_value',
  'required',
  'objectTypeId',
]);
/** Whoever has one of these beside a `name` and a `value` is a person with a deal, not a field of a form. */
const PERSONAL: ReadonlySet<string | undefined> = new Set(
  'fullName firstName lastName phone mobile otherPhone email idNumber'.split(' '),
);
/** A name longer than this keeps its end; otherwise long keys around many leaves would grow without bound. */
const MAX_NAME = 200;

/** All scalars in a JSON value as pairs, named by their path and labelled by what they are called there. */
export function flatten(value: JsonValue, path: readonly string[] = []): Pair[] {
  const pairs: Pair[] = [];
  walk(value, path, pairs);
  return pairs;
}

function walk(value: JsonValue, path: readonly string[], pairs: Pair[]): void {
  // One too many is enough to have it refused.
  if (pairs.length > MOST_PAIRS) return;
  const text = jsonText(value);
  if (text !== undefined) {
    pairs.push(pairOf(path, text));
  } else if (Array.isArray(value)) {
    walkList(value, path, pairs);
  } else if (isObject(value)) {
    if (walkPoint(value, path, pairs)) return;
    if (path.length > 0 && isField(value)) walkNamed(value, placeOf(path), pairs);
    else for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key.slice(-MAX_NAME)], pairs);
  }
}

/** `phone: {type, number}`, and items of `phones: […]`. False when it is nothing of that kind. */
function walkPoint(item: JsonValue, path: readonly string[], pairs: Pair[], used = new Set<string>()): boolean {
  const kind = pointKind(calledAt(path));
  const point = kind && readPoint(item, kind);
  if (!kind || !point) return false;
  const label = pointLabel(kind, point.type, point.value === '' ? new Set(used) : used);
  const { name } = placeOf(path);
  const target = synonymTarget(nameKey(name));
  if (target !== undefined && target === synonymTarget(nameKey(label))) pairs.push({ name, value: point.value });
  // A name that means another field would go before the label.
  else
    pairs.push({
      name: target ? `${name}.${point.type?.slice(0, MAX_NAME) ?? 'other'}` : name,
      value: point.value,
      label,
    });
  if (!isObject(item)) return true;
  for (const [key, value] of Object.entries(item)) {
    if (key === point.key || (POINT_TYPES.includes(key) && jsonText(value) !== undefined)) continue;
    for (const beside of flatten(value, [...path, key])) pairs.push({ name: beside.name, value: beside.value });
  }
  return true;
}

/** What this place is called, unless it is somebody else's. */
function calledAt(path: readonly string[]): string | undefined {
  const { name, label = path.length === 1 ? name : undefined } = placeOf(path);
  return label;
}

function walkList(list: JsonValue[], path: readonly string[], pairs: Pair[]): void {
  const called = calledAt(path);
  const kind = pointKind(called);
  // Of several texts under a field's own name the first counts, and the others are kept beside it.
  if (kind && list.every((item) => readPoint(item, kind) && (isObject(item) || pointName(called)))) {
    const used = new Set<string>();
    for (const [index, item] of list.entries()) walkPoint(item, [...path, String(index)], pairs, used);
    return;
  }
  if (isNamedList(list)) {
    for (const item of list) if (isObject(item)) walkNamed(item, { name: firstText(item, LABEL_KEYS) ?? '' }, pairs);
    return;
  }
  for (const [index, item] of list.entries()) walk(item, isObject(item) ? [...path, String(index)] : path, pairs);
}

/** `[{name, value}, …]` and its relatives: a list whose items say what they are called. */
export function isNamedList(list: JsonValue[]): boolean {
  return (
    list.length > 0 &&
    list.every((item) => isObject(item) && hasValue(item) && nameIn(item) !== undefined && !isPerson(item))
  );
}

function isPerson(object: JsonObject): boolean {
  return Object.keys(object).some((key) => !FIELD_KEYS.has(key) && PERSONAL.has(synonymTarget(nameKey(key))));
}

function hasValue(object: JsonObject): boolean {
  return VALUE_KEYS.some((key) => Object.hasOwn(object, key));
}

/** `{value, title?, id?, …}`: one field, written as an object under its id. */
function isField(object: JsonObject): boolean {
  return hasValue(object) && Object.keys(object).every((key) => FIELD_KEYS.has(key));
}

function nameIn(item: JsonObject): string | undefined {
  return firstText(item, NAME_KEYS) ?? firstText(item, LABEL_KEYS);
}

function firstText(object: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = jsonText(member(object, key));
    if (text !== undefined && text !== '') return text.slice(0, MAX_NAME);
  }
  return undefined;
}

/**
 * A field that says its own name; `fallback` is what its place calls it. Its type and its other names say nothing about
 * the lead; all else in it is kept.
 */
function walkNamed(item: JsonObject, fallback: Omit<Pair, 'value'>, pairs: Pair[]): void {
  const name = firstText(item, NAME_KEYS) ?? fallback.name;
  const label = firstText(item, LABEL_KEYS) ?? fallback.label;
  const path = [name || (label ?? '')];
  for (const [key, value] of Object.entries(item)) {
    if (VALUE_KEYS.includes(key)) {
      for (const part of Array.isArray(value) ? value : [value]) {
        const text = jsonText(part);
        if (text === undefined) walk(part, path, pairs);
        else pairs.push(label === undefined || label === name ? { name, value: text } : { name, value: text, label });
      }
    } else if (!FIELD_KEYS.has(key) || jsonText(value) === undefined) {
      // Without labels: what a form builder says of a field is not what the person says.
      for (const beside of flatten(value, [...path, key])) pairs.push({ name: beside.name, value: beside.value });
    }
  }
}

function pairOf(path: readonly string[], value: string): Pair {
  const { name, label: called } = placeOf(path);
  const label = pointName(calledAt(path)) ?? called;
  return label === undefined ? { name, value } : { name, value, label };
}

function placeOf(path: readonly string[]): Omit<Pair, 'value'> {
  const label = containerLabel(path) ?? (path.length === 1 ? path[0] : undefined);
  const name = path
    .map((key) => key.slice(-MAX_NAME))
    .join('.')
    .slice(-MAX_NAME);
  return label === undefined || label === name ? { name } : { name, label };
}
