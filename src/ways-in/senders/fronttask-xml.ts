import type { Pair, Submission } from '../../lead/submission.ts';
import type { XmlElement } from '../xml/parse.ts';
import { shareWith, submission } from './sender.ts';

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
  if (leads.length === 0) return undefined;
  return shareWith(
    leads.map((lead) => submission('frontask-xml', dataPairs(lead))),
    sharedPairs(root),
  );
}

function leadElements(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const visit = (element: XmlElement) => {
    if (element.children.some((child) => is(child, 'contactdetails'))) found.push(element);
    else for (const child of element.children) visit(child);
  };
  visit(root);
  return found;
}

/** `auth` and `action` stand once, for all leads of the document; the type says only that this is a lead. */
function sharedPairs(root: XmlElement): Pair[] {
  const pairs: Pair[] = [];
  const visit = (element: XmlElement) => {
    if (is(element, 'auth') || is(element, 'action')) {
      for (const child of element.children) if (!is(child, 'type')) leaf(child, undefined, pairs);
    } else if (!is(element, 'data')) for (const child of element.children) visit(child);
  };
  visit(root);
  return pairs;
}

function dataPairs(data: XmlElement): Pair[] {
  const pairs: Pair[] = [];
  for (const child of data.children) {
    if (is(child, 'contactdetails')) for (const field of child.children) contactField(field, pairs);
    else if (is(child, 'processdata')) for (const field of child.children) leaves(field, 'process', pairs);
    else leaves(child, undefined, pairs);
  }
  return pairs;
}

function contactField(field: XmlElement, pairs: Pair[]): void {
  if (is(field, 'address')) {
    for (const part of field.children) {
      if (is(part, 'text')) pairs.push({ name: 'Address', value: part.text.trim() });
      else leaves(part, undefined, pairs);
    }
    if (field.text.trim() !== '') pairs.push({ name: 'Address', value: field.text.trim() });
  } else if (is(field, 'contacttypes') && field.children.length === 0) {
    pairs.push({ name: 'ContactTypes', value: field.text.trim() });
  } else leaves(field, is(field, 'extrainfo') ? 'contact' : undefined, pairs);
}

function leaves(element: XmlElement, scope: Pair['scope'], pairs: Pair[]): void {
  if (element.children.length === 0) leaf(element, scope, pairs);
  else for (const child of element.children) leaves(child, scope, pairs);
}

function leaf(element: XmlElement, scope: Pair['scope'], pairs: Pair[]): void {
  const name = CANONICAL.get(element.name.toLowerCase()) ?? element.name;
  const value = element.text.trim();
  pairs.push(scope === undefined ? { name, value } : { name, value, scope });
}

function is(element: XmlElement, name: string): boolean {
  return element.name.toLowerCase() === name;
}
