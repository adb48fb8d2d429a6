import { type FlatSender, relabel, submission } from '../sender.ts';

const MEANINGS = new Map([
  ['returl', 'RedirectTo'],
  ['salutation', 'NamePrefix'],
  ['street', 'Address'],
  ['zip', 'PostalCode'],
  ['description', 'Remarks'],
]);

/** Salesforce Web-to-Lead: `oid` and the standard fields; custom ones are called `00N…`. */
export const salesforce: FlatSender = ({ pairs, has, value }) => {
  const isSalesforce = /^00D\w{9,}$/.test(value('oid') ?? '') || (has('oid') && has('returl'));
  return isSalesforce ? submission('salesforce', relabel(pairs, MEANINGS)) : undefined;
};
