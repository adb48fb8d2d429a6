import type { SampleField } from './sample-fields.ts';

/** Elements of `contactdetails` in the order of contract.md, by target. */
const DETAILS = [
  ['idNumber', 'idcardnumber'],
  ['namePrefix', 'nameprefix'],
  ['firstName', 'firstname'],
  ['lastName', 'lastname'],
  ['title', 'title'],
  ['gender', 'gender'],
  ['phone', 'phone'],
  ['mobile', 'mobilephone'],
  ['otherPhone', 'otherphone'],
  ['fax', 'fax'],
  ['email', 'email'],
  ['url', 'url'],
  ['birthDate', 'birthdate'],
  ['company', 'accountname'],
] as const;
const ADDRESS = [
  ['address', 'text'],
  ['city', 'city'],
  ['postalCode', 'postalcode'],
  ['country', 'country'],
] as const;
const BESIDE = [
  ['notes', 'remarks'],
  ['mailingList', 'mailinglist'],
  ['updateExistingDetails', 'updatedetails'],
  ['marketer', 'aff_num'],
] as const;

const ELEMENT_NAME = /^[\p{L}_][\p{L}\p{N}._-]*$/u;

/** The XML document of contract.md with these fields' values in it. */
export function xmlSample(fields: SampleField[], intakeUrl: string, stage: string | undefined): string {
  const values = new Map<string, string>(fields.map(({ target, value }) => [target, value]));
  const leaves = (list: readonly (readonly [string, string])[]) =>
    list.flatMap(([target, element]) => {
      const value = values.get(target);
      return value === undefined ? [] : [leaf(element, value)];
    });
  const extra = (scope: string) =>
    fields
      .filter(({ target, name }) => target.startsWith(scope) && ELEMENT_NAME.test(name))
      .map(({ name, value }) => leaf(name, value));

  const document = block('frontask', [
    block('request', [
      block('auth', [leaf('systemid', intakeUrl.slice(intakeUrl.lastIndexOf('/') + 1))]),
      block('action', [leaf('type', 'webtolead'), ...(stage ? [leaf('processdefinitionstepid', stage)] : [])]),
      block('data', [
        block('contactdetails', [
          ...leaves(DETAILS),
          block('address', leaves(ADDRESS)),
          block('contacttypes', leaves([['contactTypes', 'typeid']])),
          block('extrainfo', extra('custom:')),
        ]),
        ...leaves(BESIDE),
        block('processdata', [...leaves([['stepNotes', 'stepnotes']]), block('extrainfo', extra('process:'))]),
      ]),
    ]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}`;
}

const leaf = (name: string, value: string) => `<${name}>${escapeXml(value)}</${name}>`;

/** An element around others, indented; nothing when there are none. */
function block(name: string, children: string[]): string {
  const inside = children.filter(Boolean).join('\n').replaceAll(/^/gm, '  ');
  return inside ? `<${name}>\n${inside}\n</${name}>` : '';
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
