import type { Pair, Submission } from '../../../lead/submission.ts';
import type { XmlElement } from '../../xml/parse.ts';
import { shareWith, submission } from '../sender.ts';

const NAME_PARTS = new Map([
  ['first', 'FirstName'],
  ['last', 'LastName'],
  ['full', 'FullName'],
]);
const PHONE_TYPES = new Map([
  ['voice', 'Phone'],
  ['phone', 'Phone'],
  ['cellphone', 'MobilePhone'],
  ['cell', 'MobilePhone'],
  ['mobile', 'MobilePhone'],
  ['fax', 'Fax'],
]);
const ADDRESS_PARTS = new Map([
  ['city', 'City'],
  ['postalcode', 'PostalCode'],
  ['country', 'Country'],
]);

/** ADF/XML 1.0, the car trade's lead: one `prospect` a lead, of which only the customer is the person. */
export function adf(root: XmlElement): Submission[] | undefined {
  if (!is(root, 'adf')) return undefined;
  const prospects = all(root, 'prospect');
  if (prospects.length === 0) return undefined;
  const beside: Pair[] = [];
  for (const child of root.children) if (!is(child, 'prospect')) described(child, child.name.toLowerCase(), beside);
  return shareWith(prospects.map(prospectOf), beside);
}

function prospectOf(prospect: XmlElement): Submission {
  const pairs: Pair[] = [];
  for (const child of prospect.children) {
    if (is(child, 'customer')) customer(child, pairs);
    else described(child, child.name.toLowerCase(), pairs);
  }
  ownPairs(prospect, 'prospect', pairs);
  // A number is only unique within its source.
  const id = all(prospect, 'id').find((one) => one.text.trim() !== '' && attribute(one, 'source'));
  const providerLeadId = id && `${attribute(id, 'source')}:${id.text.trim()}`;
  return submission('adf', pairs, { providerLeadId });
}

function customer(element: XmlElement, pairs: Pair[]): void {
  const filled = new Set<string>();
  for (const child of element.children) {
    if (is(child, 'contact')) {
      for (const field of child.children) contactField(field, filled, pairs);
      ownPairs(child, 'customer.contact', pairs);
    } else if (is(child, 'comments')) {
      pairs.push({ name: 'Remarks', value: child.text.trim() });
      inside(child, 'customer.comments', pairs, []);
    } else described(child, `customer.${child.name.toLowerCase()}`, pairs);
  }
  ownPairs(element, 'customer', pairs);
}

function contactField(field: XmlElement, filled: Set<string>, pairs: Pair[]): void {
  const path = `customer.${field.name.toLowerCase()}`;
  const value = field.text.trim();
  if (is(field, 'name')) name(field, value, pairs);
  else if (is(field, 'email')) pairs.push({ name: 'Email', value });
  else if (is(field, 'phone')) {
    const meant = PHONE_TYPES.get(attribute(field, 'type')?.toLowerCase() ?? 'voice') ?? 'OtherPhone';
    const kind = filled.has(meant) && meant !== 'Fax' ? 'OtherPhone' : meant;
    if (value !== '') filled.add(meant);
    pairs.push({ name: kind, value });
  }
  if (is(field, 'address')) address(field, path, pairs);
  else if (['name', 'email', 'phone'].some((known) => is(field, known))) inside(field, path, pairs, ['part', 'type']);
  else described(field, path, pairs);
}

function name(field: XmlElement, value: string, pairs: Pair[]): void {
  const part = attribute(field, 'part')?.toLowerCase() ?? 'full';
  const isBusiness = attribute(field, 'type')?.toLowerCase() === 'business';
  pairs.push({ name: isBusiness ? 'AccountName' : (NAME_PARTS.get(part) ?? `customer.name.${part}`), value });
}

function address(element: XmlElement, path: string, pairs: Pair[]): void {
  const isStreet = (part: XmlElement) => is(part, 'street') || is(part, 'apartment');
  const street = [element, ...element.children.filter(isStreet)].map((part) => part.text.trim());
  pairs.push({ name: 'Address', value: street.filter((line) => line !== '').join(', ') });
  for (const part of element.children) {
    const meant = ADDRESS_PARTS.get(part.name.toLowerCase());
    const within = `${path}.${part.name.toLowerCase()}`;
    if (meant !== undefined) pairs.push({ name: meant, value: part.text.trim() });
    if (meant !== undefined || isStreet(part)) inside(part, within, pairs, ['line']);
    else described(part, within, pairs);
  }
  attributePairs(element, path, pairs);
}

/**
 * Everything that is not the customer, by its path, which no field answers to: the dealer's phone stays the dealer's.
 */
function described(element: XmlElement, path: string, pairs: Pair[]): void {
  const value = element.text.trim();
  const which = ['part', 'type'].find((name) => attribute(element, name));
  if (value !== '') pairs.push({ name: which ? cut(`${path}.${attribute(element, which)}`) : path, value });
  inside(element, path, pairs, value !== '' && which ? [which] : []);
}

/** What an element holds besides its text; the attributes in `said` are in a name already. */
function inside(element: XmlElement, path: string, pairs: Pair[], said: readonly string[]): void {
  for (const child of element.children) described(child, cut(`${path}.${child.name.toLowerCase()}`), pairs);
  attributePairs(element, path, pairs, said);
}

/** What an element says itself, whose children are read elsewhere. */
function ownPairs(element: XmlElement, path: string, pairs: Pair[]): void {
  if (element.text.trim() !== '') pairs.push({ name: path, value: element.text.trim() });
  attributePairs(element, path, pairs);
}

function attributePairs(element: XmlElement, path: string, pairs: Pair[], said: readonly string[] = []): void {
  for (const { name, value } of element.attributes) {
    if (!said.includes(name.toLowerCase())) pairs.push({ name: cut(`${path}.${name.toLowerCase()}`), value });
  }
}

const cut = (path: string) => path.slice(-200);

function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => is(child, name));
}

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((one) => one.name.toLowerCase() === name)?.value.trim();
}

function is(element: XmlElement, name: string): boolean {
  return element.name.toLowerCase() === name;
}
