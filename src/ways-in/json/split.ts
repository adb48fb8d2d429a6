import { MAX_SHARED } from '../senders/sender.ts';
import { isNamedList } from './flatten.ts';
import { isObject, type JsonObject, type JsonValue } from './parse.ts';

/** Names of lists that hold one lead an item; the singular ones are what an XML list becomes. */
const LISTS = new Set(
  'leads contacts customers records submissions data lead contact customer record row item submission entry'.split(' '),
);

/** One or many leads in one document: `[{…}, {…}]`, `{leads: […], campaign}`, or the object itself. */
export function splitLeads(body: JsonValue): JsonObject[] {
  if (Array.isArray(body)) {
    // `[{name, value}, …]`, as jQuery's serializeArray writes it, is one lead.
    if (isNamedList(body)) return [{ fields: body }];
    return body.filter(isObject);
  }
  if (!isObject(body)) return [];
  const entries = Object.entries(body);
  const [only] = entries;
  if (entries.length === 1 && only && !Array.isArray(only[1]) && isObject(only[1]) && holdsList(only[1])) {
    return splitLeads(only[1]);
  }
  for (const [key, list] of entries) {
    if (!LISTS.has(key.toLowerCase()) || !isListOfLeads(list)) continue;
    const { [key]: _list, ...shared } = body;
    const common = JSON.stringify(shared).length * list.length <= MAX_SHARED ? shared : {};
    return list.map((item) => ({ ...item, ...besideOwn(common, item) }));
  }
  return [body];
}

function isListOfLeads(value: JsonValue): value is JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject) && !isNamedList(value);
}

/** What stands beside the list holds for every lead in it; where the lead says otherwise, it is only kept. */
function besideOwn(shared: JsonObject, item: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(shared).map(([key, value]) => [Object.hasOwn(item, key) ? `document.${key}` : key, value]),
  );
}

/** A list of leads stands in here, or one wrapper further in (`{data: {leads: […]}}`, a SOAP envelope). */
function holdsList(body: JsonObject): boolean {
  const entries = Object.entries(body);
  return entries.some(
    ([key, value]) =>
      (LISTS.has(key.toLowerCase()) && isListOfLeads(value)) ||
      (entries.length === 1 && isObject(value) && holdsList(value)),
  );
}
