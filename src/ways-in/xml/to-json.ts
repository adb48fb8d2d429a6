import type { JsonObject, JsonValue } from '../json/parse.ts';
import type { XmlElement } from './parse.ts';

/** An element as the JSON a sender would have written for it, so that both are understood by the same rules. */
export function toJson(element: XmlElement): JsonValue {
  const text = element.text.trim();
  if (element.children.length === 0 && element.attributes.length === 0) return text;
  const members = new Map<string, JsonValue[]>();
  for (const { name, value } of element.attributes) members.set(name, [value]);
  for (const child of element.children) {
    const same = members.get(child.name);
    if (same) same.push(toJson(child));
    else members.set(child.name, [toJson(child)]);
  }
  // `<field name="Phone">052</field>` is a field and its value; text between elements is only text.
  const key = element.children.length > 0 ? 'text' : 'value';
  if (text !== '') members.set(key, [...(members.get(key) ?? []), text]);
  const object: JsonObject = Object.fromEntries(
    [...members].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]),
  );
  return object;
}
