import type { Pair, Submission } from '../../lead/submission.ts';
import type { XmlElement } from '../xml/parse.ts';
import { submission } from './sender.ts';

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
  return prospects.length === 0 ? undefined : prospects.map(prospectOf);
}

function prospectOf(prospect: XmlElement): Submission {
  const pairs: Pair[] = [];
  for (const child of prospect.children) {
    if (is(child, 'customer')) customer(child, pairs);
    else described(child, child.name.toLowerCase(), pairs);
  }
  // A number is only unique within its source.
  const id = all(prospect, 'id').find((one) => one.text.trim() !== '' && attribute(one, 'source'));
  const providerLeadId = id && `${attribute(id, 'source')}:${id.text.trim()}`;
  return submission('adf', pairs, { providerLeadId });
}

function customer(element: XmlElement, pairs: Pair[]): void {
  const filled = new Set<string>();
  for (const child of element.children) {
    if (is(child, 'contact')) for (const field of child.children) contactField(field, filled, pairs);
    else if (is(child, 'comments')) pairs.push({ name: 'Remarks', value: child.text.trim() });
    else described(child, `customer.${child.name.toLowerCase()}`, pairs);
  }
}

function contactField(field: XmlElement, filled: Set<string>, pairs: Pair[]): void {
  const value = field.text.trim();
  if (is(field, 'name')) name(field, value, pairs);
  else if (is(field, 'email')) pairs.push({ name: 'Email', value });
  else if (is(field, 'phone')) {
    const meant = PHONE_TYPES.get(attribute(field, 'type')?.toLowerCase() ?? 'voice') ?? 'OtherPhone';
    const kind = filled.has(meant) && meant !== 'Fax' ? 'OtherPhone' : meant;
    if (value !== '') filled.add(meant);
    pairs.push({ name: kind, value });
  } else if (is(field, 'address')) address(field, pairs);
  else described(field, `customer.${field.name.toLowerCase()}`, pairs);
}

function name(field: XmlElement, value: string, pairs: Pair[]): void {
  const part = attribute(field, 'part')?.toLowerCase() ?? 'full';
  const isBusiness = attribute(field, 'type')?.toLowerCase() === 'business';
  pairs.push({ name: isBusiness ? 'AccountName' : (NAME_PARTS.get(part) ?? `customer.name.${part}`), value });
}

function address(element: XmlElement, pairs: Pair[]): void {
  const streets = element.children.filter((part) => is(part, 'street') || is(part, 'apartment'));
  const street = streets.map((part) => part.text.trim()).filter((line) => line !== '');
  if (street.length > 0) pairs.push({ name: 'Address', value: street.join(', ') });
  for (const part of element.children) {
    if (streets.includes(part)) continue;
    const meant = ADDRESS_PARTS.get(part.name.toLowerCase());
    pairs.push({ name: meant ?? `customer.address.${part.name.toLowerCase()}`, value: part.text.trim() });
  }
}

/** Everything that is not the customer, by its path, which no field answers to: the dealer's phone stays the dealer's. */
function described(element: XmlElement, path: string, pairs: Pair[]): void {
  if (element.children.length > 0) {
    for (const child of element.children) described(child, `${path}.${child.name.toLowerCase()}`.slice(-200), pairs);
  } else if (element.text.trim() !== '') {
    const part = attribute(element, 'part') ?? attribute(element, 'type');
    pairs.push({ name: part ? `${path}.${part}`.slice(-200) : path, value: element.text.trim() });
  }
}

function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => is(child, name));
}

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((one) => one.name.toLowerCase() === name)?.value.trim();
}

function is(element: XmlElement, name: string): boolean {
  return element.name.toLowerCase() === name;
}

/**
 * Mends what ADF senders usually get wrong: a prolog out of place or in capitals, junk around the document,
 * curly quotes around attributes, bare ampersands. A DTD is left in, to be refused.
 */
export function repairAdf(text: string): string {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return text;
  const start = text.search(/<adf[\s>]/i);
  const end = text.toLowerCase().lastIndexOf('</adf');
  const close = end === -1 ? -1 : text.indexOf('>', end);
  if (start === -1 || close === -1) return text;
  return text
    .slice(start, close + 1)
    .replace(/<[^<>!?]*>/g, (tag) => tag.replace(/[“”„‟″]/g, '"').replace(/=\s*[‘’]([^‘’<>]*)[‘’]/g, '="$1"'))
    .replace(/&(?!(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);)/gi, '&amp;');
}
