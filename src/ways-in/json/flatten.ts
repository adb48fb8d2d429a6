import type { Pair } from '../../lead/submission.ts';
import { labelOf } from './containers.ts';
import { isObject, type JsonObject, type JsonValue, member, textOf } from './parse.ts';

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
/** A name longer than this keeps its end; otherwise long keys around many leaves would grow without bound. */
const MAX_NAME = 200;

/** All scalars in a JSON value as pairs, named by their path and labelled by what they are called there. */
export function flatten(value: JsonValue, path: readonly string[] = []): Pair[] {
  const pairs: Pair[] = [];
  walk(value, path, pairs);
  return pairs;
}

function walk(value: JsonValue, path: readonly string[], pairs: Pair[]): void {
  const text = textOf(value);
  if (text !== undefined) {
    pairs.push(pairOf(path, text));
  } else if (Array.isArray(value)) {
    walkList(value, path, pairs);
  } else if (isObject(value)) {
    if (path.length > 0 && isField(value)) walkNamed(value, placeOf(path), pairs);
    else for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], pairs);
  }
}

function walkList(list: JsonValue[], path: readonly string[], pairs: Pair[]): void {
  if (isNamedList(list)) {
    for (const item of list) if (isObject(item)) walkNamed(item, { name: firstText(item, LABEL_KEYS) ?? '' }, pairs);
    return;
  }
  for (const [index, item] of list.entries()) walk(item, isObject(item) ? [...path, String(index)] : path, pairs);
}

/** `[{name, value}, …]` and its relatives: a list whose items say what they are called. */
export function isNamedList(list: JsonValue[]): boolean {
  return list.length > 0 && list.every((item) => isObject(item) && hasValue(item) && nameIn(item) !== undefined);
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
    const text = textOf(member(object, key));
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}

/** A field that says its own name; `fallback` is what its place calls it. */
function walkNamed(item: JsonObject, fallback: Omit<Pair, 'value'>, pairs: Pair[]): void {
  const name = firstText(item, NAME_KEYS) ?? fallback.name;
  const label = firstText(item, LABEL_KEYS) ?? fallback.label;
  const valueKey = VALUE_KEYS.find((key) => Object.hasOwn(item, key));
  const value = valueKey === undefined ? undefined : member(item, valueKey);
  for (const part of Array.isArray(value) ? value : [value ?? null]) {
    const text = textOf(part);
    if (text === undefined) walk(part, [name || (label ?? '')], pairs);
    else pairs.push(label === undefined || label === name ? { name, value: text } : { name, value: text, label });
  }
}

function pairOf(path: readonly string[], value: string): Pair {
  const { name, label } = placeOf(path);
  return label === undefined ? { name, value } : { name, value, label };
}

function placeOf(path: readonly string[]): Omit<Pair, 'value'> {
  const label = labelOf(path) ?? (path.length === 1 ? path[0] : undefined);
  const name = path
    .map((key) => key.slice(-MAX_NAME))
    .join('.')
    .slice(-MAX_NAME);
  return label === undefined || label === name ? { name } : { name, label };
}
