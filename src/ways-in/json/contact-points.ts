import { nameKey, synonymTarget } from '../../lead/fields/field-names.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from './parse.ts';

/** A list of phones or of e-mail addresses, as address books and CRMs keep them: `phones: [{type, value}, …]`. */
export type PointKind = 'phone' | 'email';

const KINDS = new Map<string, PointKind>([
  ...'phone phones telephone telephones tel phonenumber phonenumbers'.split(' ').map((key) => [key, 'phone'] as const),
  ...'email emails mail mails emailaddress emailaddresses'.split(' ').map((key) => [key, 'email'] as const),
]);

/** Keys under which an item of such a list says its value, and what kind of phone or address it is. */
export const POINT_VALUES: Record<PointKind, readonly string[]> = {
  phone: ['value', 'number'],
  email: ['value', 'address'],
};
export const POINT_TYPES = ['type', 'kind', 'label', 'name', 'use', 'phoneType', 'phone_type'];

const PHONES: ReadonlySet<string | undefined> = new Set(['phone', 'mobile', 'otherPhone', 'fax']);

/** What is kept in a place of this name. */
export const pointKind = (called: string | undefined): PointKind | undefined =>
  called === undefined || called.length > 40 ? undefined : KINDS.get(nameKey(called));

/** The field's name for a single text in a place of this name, where that name does not say it by itself: `phones`. */
export function pointName(called: string | undefined): string | undefined {
  const kind = pointKind(called);
  if (!kind || called === undefined || synonymTarget(nameKey(called)) !== undefined) return undefined;
  return kind === 'email' ? 'Email' : 'Phone';
}

/**
 * The name of the field that such an item fills: by its type, else Phone, and OtherPhone for what comes after that.
 * @param used the names given to the items before it; this one is added.
 */
export function pointLabel(kind: PointKind, type: string | undefined, used: Set<string>): string {
  if (kind === 'email') return 'Email';
  const names = type === undefined ? [] : [type, `${type} phone`];
  const named = names.find((name) => name.length <= 60 && PHONES.has(synonymTarget(nameKey(name))));
  const label = named ?? (used.has('Phone') ? 'OtherPhone' : 'Phone');
  used.add(label);
  return label;
}

/** One item of such a list: a text, or an object with a value and perhaps a type. */
export interface Point {
  value: string;
  type: string | undefined;
  /** The key of the value; undefined for a text alone. */
  key: string | undefined;
}

/** Reads an item of a list of this kind; undefined when it is none, or says by its keys what is in it. */
export function readPoint(item: JsonValue, kind: PointKind): Point | undefined {
  const text = jsonText(item);
  if (text !== undefined) return { value: text, type: undefined, key: undefined };
  if (!isObject(item)) return undefined;
  const key = POINT_VALUES[kind].find((it) => jsonText(member(item, it))) ?? emptyKey(item, kind);
  if (key === undefined || Object.keys(item).some(isReachable)) return undefined;
  const typeKey = POINT_TYPES.find((it) => jsonText(member(item, it)));
  return { value: jsonText(member(item, key)) ?? '', type: typeKey && jsonText(member(item, typeKey)), key };
}

const emptyKey = (item: JsonObject, kind: PointKind) => POINT_VALUES[kind].find((key) => member(item, key) === null);

const isReachable = (key: string) => {
  const target = key.length > 40 ? undefined : synonymTarget(nameKey(key));
  return target === 'email' || PHONES.has(target);
};
