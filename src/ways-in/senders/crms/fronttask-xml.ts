import type { Pair, Submission } from '../../../lead/submission.ts';
import type { XmlElement } from '../../xml/parse.ts';
import { shareWith, submission } from '../sender.ts';

/** FrontTask's element names that are not a canonical name already. */
const CANONICAL = new Map([
  ['idcardnumber', 'IdNumber'],
  ['updatedetails', 'UpdateExistingDetails'],
  ['systemid', 'SystemID'],
  ['processdefinitionstepid', 'ProcessDefinitionStepID'],
  ['stepnotes', 'StepNotes'],
  ['typeid', 'ContactTypes'],
]);

/** FrontTask's own document (`contract.md`, "XML"): a request with one `data` a lead. */
export function frontTaskXml(root: XmlElement): Submission[] | undefined {
  const leads = leadElements(root);
  if (!leads.some(hasContact)) return undefined;
  return shareWith(
    leads.map((lead) => submission('frontask-xml', dataPairs(lead))),
    sharedPairs(root, new Set(leads)),
  );
}

const hasContact = (element: XmlElement) => element.children.some((child) => is(child, 'contactdetails'));

/** Whatever holds a `contactdetails`, and a `data` that forgot it: that one is to be refused, not overlooked. */
function leadElements(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const visit = (element: XmlElement) => {
    const before = found.length;
    if (hasContact(element)) found.push(element);
    else for (const child of element.children) visit(child);
    if (found.length === before && is(element, 'data') && element.children.length > 0) found.push(element);
  };
  visit(root);
  return found;
}

/**
 * What stands once, for all leads: `auth` and `action`, whose type says only that this is a lead; everything else by
 * the name of what holds it, too, since a sender's own phone is not the lead's.
 */
function sharedPairs(root: XmlElement, leads: ReadonlySet<XmlElement>): Pair[] {
  const pairs: Pair[] = [];
  const visit = (element: XmlElement, parent: XmlElement) => {
    if (leads.has(element) || (is(parent, 'action') && is(element, 'type'))) return;
    const isKnown = is(parent, 'auth') || is(parent, 'action');
    for (const pair of ownPairs(element)) {
      pairs.push(isKnown ? pair : { ...pair, name: `${parent.name}.${pair.name}` });
    }
    for (const child of element.children) visit(child, element);
  };
  if (!leads.has(root)) for (const child of root.children) visit(child, root);
  return pairs;
}

function dataPairs(data: XmlElement): Pair[] {
  const pairs = ownPairs(data);
  const visit = (element: XmlElement, parent: XmlElement, outer: Pair['scope']) => {
    const scope = scopeIn(element, parent) ?? outer;
    const own = is(parent, 'address') && is(element, 'text') ? ownPairs(element, 'Address') : ownPairs(element);
    for (const pair of own) pairs.push(scope === undefined ? pair : { ...pair, scope });
    for (const child of element.children) visit(child, element, scope);
  };
  for (const child of data.children) visit(child, data, undefined);
  return pairs;
}

function scopeIn(element: XmlElement, parent: XmlElement): Pair['scope'] {
  if (is(element, 'processdata')) return 'process';
  return is(element, 'extrainfo') && is(parent, 'contactdetails') ? 'contact' : undefined;
}

/** The text and the attributes of an element; an empty one still says that its field was there. */
function ownPairs(element: XmlElement, name = CANONICAL.get(element.name.toLowerCase()) ?? element.name): Pair[] {
  const value = element.text.trim();
  const text = value !== '' || element.children.length === 0 ? [{ name, value }] : [];
  return [...text, ...element.attributes.map((one) => ({ name: `${name}.${one.name}`, value: one.value }))];
}

function is(element: XmlElement, name: string): boolean {
  return element.name.toLowerCase() === name;
}
