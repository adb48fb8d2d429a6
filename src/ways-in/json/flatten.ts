import { nameKey, synonymTarget } from '../../lead/fields/field-names.ts';
import { containerOf, isForeign, isOfOthers } from '../../lead/fields/label/containers.ts';
import { readLabel } from '../../lead/fields/label/read-label.ts';
import { MOST_PAIRS, type Pair } from '../../lead/submission.ts';
import { isPlainType, pointKind, pointLabel, pointName, readPoint } from './contact-points.ts';
import { isCompanyKey, isPersonalKey, isPersonKey, placeIn } from './containers.ts';
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
  'options',
  ...'admin_label adminLabel placeholder help_text question_uuid question_id questionId field_id fieldId'.split(' '),
]);
/** What form builders say of a question by a number or a flag: its place among the others, whether it was seen. */
const PLACES = new Set(['position', 'order', 'index']);
const FLAGS = /^(?:is_?)?(?:hidden|required|visible|disabled|optional|editable|responseEditable)$/i;
/** Lists of what could have been chosen. */
const OPTION_KEYS = ['options', 'choices'];
/** Whoever has one of these beside a `name` and a `value` is a person with a deal, not a field of a form. */
const PERSONAL: ReadonlySet<string | undefined> = new Set(
  'fullName firstName lastName phone mobile otherPhone email idNumber'.split(' '),
);
/** A name longer than this keeps its end; otherwise long keys around many leaves would grow without bound. */
const MAX_NAME = 200;

/** Where a value stands: the keys that lead to it, and whether the person's phone or e-mail stands beside it. */
interface Spot {
  path: readonly string[];
  isPersonal: boolean;
  /** The keys around it say that it is not the person's, whatever it is called. */
  isOthers?: boolean;
}

/** All scalars in a JSON value as pairs, named by their path and labelled by what they are called there. */
export function flatten(value: JsonValue, path: readonly string[] = []): Pair[] {
  const pairs: Pair[] = [];
  walk(value, { path, isPersonal: false }, pairs);
  return pairs;
}

function walk(value: JsonValue, spot: Spot, pairs: Pair[]): void {
  // One too many is enough to have it refused.
  if (pairs.length > MOST_PAIRS) return;
  const text = jsonText(value);
  if (text !== undefined) pairs.push(pairOf(spot, text));
  else if (Array.isArray(value)) walkList(value, spot, pairs);
  else if (isObject(value)) {
    if (walkPoint(value, spot, pairs)) return;
    if (spot.path.length > 0 && isField(value)) walkNamed(value, placeOf(spot), pairs);
    else walkObject(value, spot, pairs);
  }
}

function walkObject(object: JsonObject, { path, isPersonal, isOthers }: Spot, pairs: Pair[]): void {
  const isCompany = path.length > 0 && isCompanyKey(path.at(-1) ?? '');
  const isNear = isCompany ? isPersonal : hasReach(object) || isPersonKey(path.at(-1) ?? '');
  // A form's or a page's own name, where the person is further in.
  const isOfThing = !isNear && (path.length === 0 || isForm(object)) && holdsPerson(object);
  for (const [key, inner] of Object.entries(object)) {
    const isThings = isOfThing && /^(?:name|title)$/i.test(key) && !isObject(inner);
    walk(
      inner,
      {
        path: [...path, key.slice(-MAX_NAME)],
        isPersonal: isNear,
        ...(isOthers || isThings ? { isOthers: true } : {}),
      },
      pairs,
    );
  }
}

/** Keys looked at for who somebody is. */
const MOST_KEYS = 100;

const hasReach = (object: JsonObject) =>
  Object.entries(object)
    .slice(0, MOST_KEYS)
    .some(([key, value]) => !isObject(value) && isPersonalKey(key));

/** Whether this is a form that was filled in, by the id that stands beside its name. */
const isForm = (object: JsonObject) =>
  Object.keys(object)
    .slice(0, MOST_KEYS)
    .some((key) => FORM_ID.test(key));
const FORM_ID = /^form_?(?:element_?)?id$/i;

/** Whether a wrapper in here is the person, or holds what was filled in. */
function holdsPerson(object: JsonObject): boolean {
  return Object.entries(object)
    .slice(0, MOST_KEYS)
    .some(([key, value]) => {
      const [inner] = Array.isArray(value) ? value : [value];
      if (!isObject(inner) || containerOf(key) === 'other') return false;
      return hasReach(inner) || Object.hasOwn(inner, 'name') || isField(inner) || holdsPerson(inner);
    });
}

/** `phone: {type, number}`, and items of `phones: […]`. False when it is nothing of that kind. */
function walkPoint(item: JsonValue, spot: Spot, pairs: Pair[], used = new Set<string>()): boolean {
  const kind = pointKind(calledAt(spot));
  const point = kind && readPoint(item, kind);
  if (!kind || !point) return false;
  const { path } = spot;
  const label = pointLabel(kind, point.type, point.value === '' ? new Set(used) : used);
  const { name } = placeOf(spot);
  const target = synonymTarget(nameKey(name));
  if (label === undefined) pairs.push({ name, value: point.value, whose: 'other' });
  else if (target !== undefined && target === synonymTarget(nameKey(label))) pairs.push({ name, value: point.value });
  // A name that means another field would go before the label.
  else
    pairs.push({
      name: target ? `${name}.${point.type?.slice(0, MAX_NAME) ?? 'other'}` : name,
      value: point.value,
      label,
    });
  if (!isObject(item)) return true;
  for (const [key, value] of Object.entries(item)) {
    if (point.keys.includes(key) || isPlainType(key, value)) continue;
    for (const beside of flatten(value, [...path, key.slice(-MAX_NAME)]))
      pairs.push({ name: beside.name, value: beside.value, whose: 'other' });
  }
  return true;
}

type Place = Omit<Pair, 'value'>;

/** What this place is called, unless it is somebody else's. */
const calledAt = (spot: Spot) => calledIn(placeOf(spot), spot);
const calledIn = ({ name, whose, label }: Place, { path }: Spot) =>
  whose ? undefined : (label ?? (path.length === 1 ? name : undefined));

function walkList(list: JsonValue[], spot: Spot, pairs: Pair[]): void {
  const { path } = spot;
  const called = calledAt(spot);
  const kind = pointKind(called);
  // Of several texts under a field's own name the first counts, and the others are kept beside it.
  if (kind && list.every((item) => readPoint(item, kind) && (isObject(item) || pointName(called)))) {
    const used = new Set<string>();
    for (const [index, item] of list.entries())
      walkPoint(item, { ...spot, path: [...path, String(index)] }, pairs, used);
    return;
  }
  if (isNamedList(list)) {
    for (const item of list) if (isObject(item)) walkNamed(item, nameless(item, spot), pairs);
    return;
  }
  // Of several people the first one asks; the others come along.
  const isOfPeople = path.length > 0 && containerOf(path.at(-1) ?? '') === 'person';
  for (const [index, item] of list.entries()) {
    const isOthers = spot.isOthers || (isOfPeople && index > 0 && isObject(item));
    const inner = { ...spot, path: isObject(item) ? [...path, String(index)] : path };
    walk(item, isOthers ? { ...inner, isOthers } : inner, pairs);
  }
}

/**
 * Answers of a list are the person's, also in a wrapper nobody knows (`workflowEntry`), unless it belongs to somebody
 * else.
 */
function nameless(item: JsonObject, { path, isOthers }: Spot): Place {
  const name = firstText(item, LABEL_KEYS) ?? '';
  const isQuestion = LABEL_KEYS.some((key) => Object.hasOwn(item, key)) && !path.some(isOfSomebody);
  return isOthers || (!isQuestion && isOfOthers([...path, ''])) ? { name, whose: 'other' } : { name };
}

/** Whether a wrapper is certainly somebody's or something's that is not the person. */
const isOfSomebody = (key: string) => isForeign(key) || readLabel(key).isForeign === true;

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
  return (
    hasValue(object) &&
    Object.entries(object).every(([key, value]) => FIELD_KEYS.has(key) || isFormBuilders(key, value))
  );
}

/** What a form builder says of a question, which is no answer to it. */
const isFormBuilders = (key: string, value: JsonValue): boolean =>
  isOptions(key, value) ||
  (typeof value === 'number' && PLACES.has(key)) ||
  (typeof value === 'boolean' && key.length <= 30 && FLAGS.test(key));

/** All that could have been chosen: no words of the person, and hundreds of them in a list of countries. */
const isOptions = (key: string, value: JsonValue): boolean =>
  OPTION_KEYS.includes(key) && Array.isArray(value) && value.every((option) => isObject(option));

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
 * A field that says its own name; `fallback` is what its place calls it. Its type counts where its names say
 * nothing; all else in it is kept.
 */
function walkNamed(item: JsonObject, fallback: Place, pairs: Pair[]): void {
  const label = firstText(item, LABEL_KEYS) ?? fallback.label;
  const id = firstText(item, NAME_KEYS) ?? fallback.name;
  // `question_3EKz4n` is a form builder's number, and no question of anybody's.
  const name = label !== undefined && /^question[_-]\w{1,20}$/i.test(id) ? label : id;
  const path = [name || (label ?? '')];
  const declares = declaredKind(firstText(item, ['type', 'field_type', 'fieldType', 'inputType']));
  const more = { ...(fallback.whose ? { whose: fallback.whose } : {}), ...(declares ? { declares } : {}) };
  const options = optionsOf(item);
  for (const [key, value] of Object.entries(item)) {
    if (VALUE_KEYS.includes(key)) {
      for (const part of Array.isArray(value) ? value : [value]) {
        const sent = jsonText(part);
        const text = sent === undefined ? undefined : (options.get(sent) ?? sent);
        if (text === undefined)
          walk(part, { path, isPersonal: true, ...(fallback.whose ? { isOthers: true } : {}) }, pairs);
        else pairs.push({ name, value: text, ...(label === undefined || label === name ? {} : { label }), ...more });
      }
    } else if (!isFormBuilders(key, value) && (!FIELD_KEYS.has(key) || jsonText(value) === undefined)) {
      // Without labels: what a form builder says of a field is not what the person says.
      for (const beside of flatten(value, [...path, key.slice(-MAX_NAME)]))
        pairs.push({ name: beside.name, value: beside.value, whose: 'other' });
    }
  }
}

/** What a form builder's word for a kind of question says of its answer: `PhoneNumber`, `INPUT_EMAIL`, `tel`. */
export function declaredKind(type: string | undefined): Pair['declares'] {
  if (type === undefined || type.length > 40) return undefined;
  if (/e-?mail/i.test(type)) return 'email';
  return /phone|^tel$|mobile|whatsapp/i.test(type) ? 'phone' : undefined;
}

/** The texts of a question's options by their ids, as far as the question brings them. */
function optionsOf(item: JsonObject): Map<string, string> {
  const options = member(item, 'options') ?? member(item, 'choices') ?? null;
  const texts = new Map<string, string>();
  for (const option of Array.isArray(options) ? options : []) {
    if (!isObject(option)) continue;
    const id = firstText(option, ['id', 'value', 'key']);
    const text = firstText(option, ['text', 'label', 'name', 'title']);
    if (id !== undefined && text !== undefined) texts.set(id, text);
  }
  return texts;
}

function pairOf(spot: Spot, value: string): Pair {
  const place = placeOf(spot);
  const { name, label: called, whose } = place;
  if (whose) return { name, value, whose };
  const label = pointName(calledIn(place, spot)) ?? called;
  return label === undefined ? { name, value } : { name, value, label };
}

function placeOf({ path, isPersonal, isOthers }: Spot): Place {
  // Each of its keys was cut to that length when it was met.
  const name = path.join('.').slice(-MAX_NAME);
  if (isOthers) return { name, whose: 'other' };
  const { whose, label = path.length === 1 ? path[0] : undefined } = placeIn(path, isPersonal);
  if (whose) return { name, whose };
  return label === undefined || label === name ? { name } : { name, label };
}
