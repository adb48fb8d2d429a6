import { labelTarget, nameKey, synonymTarget } from '../../lead/fields/field-names.ts';
import { readLabel } from '../../lead/fields/label/read-label.ts';
import { joinPhone } from '../../lead/identity/phone-parts.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from './parse.ts';

/** A list of phones or of e-mail addresses, as address books and CRMs keep them: `phones: [{type, value}, …]`. */
export type PointKind = 'phone' | 'email';

const KINDS = new Map<string, PointKind>([
  ...'phone phones telephone telephones tel phonenumber phonenumbers'.split(' ').map((key) => [key, 'phone'] as const),
  ...'email emails mail mails emailaddress emailaddresses'.split(' ').map((key) => [key, 'email'] as const),
]);

/** Keys under which an item of such a list says its value, and what kind of phone or address it is. */
export const POINT_VALUES: Record<PointKind, readonly string[]> = {
  phone: ['value', 'number', 'phoneNumber', 'phone_number', 'nationalNumber'],
  email: ['value', 'address'],
};
export const POINT_TYPES = ['type', 'kind', 'label', 'name', 'use', 'phoneType', 'phone_type'];

/** Types that say nothing beyond the field they lead to; any other is a person's words, and kept. */
const PLAIN_TYPES: ReadonlySet<string> = new Set(
  [
    'home work mobile cell cellular cellphone main primary secondary other default personal business office company',
    'fax phone tel telephone landline voice email mail internet whatsapp iphone pref smtp',
    'phonenumber mobilephone homephone workphone email_address emailaddress',
    'נייד סלולרי בית עבודה משרד ראשי אחר פקס טלפון',
  ].flatMap((words) => words.split(' ')),
);

/** Whether this member of such an item is a type and no more. */
export function isPlainType(key: string, value: JsonValue): boolean {
  const said = POINT_TYPES.includes(key) ? jsonText(value) : undefined;
  return said !== undefined && said.length <= 20 && (said === '' || PLAIN_TYPES.has(said.trim().toLowerCase()));
}

const PHONES: ReadonlySet<string | undefined> = new Set(['phone', 'mobile', 'otherPhone', 'fax']);

/** What is kept in a place of this name. */
export function pointKind(called: string | undefined): PointKind | undefined {
  if (called === undefined || called.length > 40) return undefined;
  const known = KINDS.get(nameKey(called));
  if (known) return known;
  const target = labelTarget(called);
  return target === 'email'
    ? 'email'
    : target !== undefined && PHONES.has(target) && target !== 'fax'
      ? 'phone'
      : undefined;
}

/** The field's name for a single text in a place of this name, where that name does not say it by itself: `phones`. */
export function pointName(called: string | undefined): string | undefined {
  const kind = pointKind(called);
  if (!kind || called === undefined || synonymTarget(nameKey(called)) !== undefined) return undefined;
  return kind === 'email' ? 'Email' : 'Phone';
}

/**
 * The name of the field that such an item fills: by its type, else Phone, and OtherPhone for what comes after that;
 * undefined when its type says that it is somebody else's.
 * @param used the names given to the items before it; this one is added.
 */
export function pointLabel(kind: PointKind, type: string | undefined, used: Set<string>): string | undefined {
  const said = type === undefined || type.length > 60 ? undefined : readLabel(`${type} ${kind}`);
  if (said?.isForeign && !/^(?:work|business|office|company)$/i.test(type ?? '')) return undefined;
  if (kind === 'email') return 'Email';
  const names = type === undefined || type.length > 60 ? [] : [type, `${type} phone`];
  const target = names.map((name) => labelTarget(name)).find((one) => PHONES.has(one));
  const named = target === undefined ? undefined : PHONE_NAMES.get(target);
  const label = named ?? (used.has('Phone') ? 'OtherPhone' : 'Phone');
  if (label !== 'Fax' && used.has(label)) return 'OtherPhone';
  used.add(label);
  return label;
}

const PHONE_NAMES = new Map<string, string>([
  ['phone', 'Phone'],
  ['mobile', 'MobilePhone'],
  ['otherPhone', 'OtherPhone'],
  ['fax', 'Fax'],
]);

/** One item of such a list: a text, or an object with a value and perhaps a type. */
export interface Point {
  value: string;
  type: string | undefined;
  /** The keys that are said with the value; none for a text alone. */
  keys: readonly string[];
}

/** Reads an item of a list of this kind; undefined when it is none, or says by its keys what is in it. */
export function readPoint(item: JsonValue, kind: PointKind): Point | undefined {
  const text = jsonText(item);
  if (text !== undefined) return { value: text, type: undefined, keys: [] };
  if (!isObject(item)) return undefined;
  const key = POINT_VALUES[kind].find((it) => jsonText(member(item, it))) ?? emptyKey(item, kind);
  if (key === undefined || Object.keys(item).some((it) => it !== key && isReachable(it))) return undefined;
  const typeKey = POINT_TYPES.find((it) => jsonText(member(item, it)));
  const value = jsonText(member(item, key)) ?? '';
  const type = typeKey && jsonText(member(item, typeKey));
  const parts = kind === 'phone' ? partsIn(item) : [];
  if (parts.length === 0 || value === '') return { value, type, keys: [key] };
  const sent = Object.fromEntries(parts.map(({ part, text: piece }) => [part, piece]));
  const joined = joinPhone({ ...sent, number: value });
  return joined === undefined
    ? { value, type, keys: [key] }
    : { value: joined, type, keys: [key, ...parts.map((one) => one.key)] };
}

/** The pieces of a number that stand beside the rest of it. */
function partsIn(item: JsonObject) {
  return Object.entries(item).flatMap(([key, value]) => {
    const part = key.length > 40 ? undefined : readLabel(key).part;
    const text = jsonText(value);
    return part === undefined || part === 'extension' || !text ? [] : [{ key, part, text }];
  });
}

const emptyKey = (item: JsonObject, kind: PointKind) => POINT_VALUES[kind].find((key) => member(item, key) === null);

const isReachable = (key: string) => {
  const target = key.length > 40 || readLabel(key).part ? undefined : labelTarget(key);
  return target === 'email' || PHONES.has(target);
};
