import { type FlatSender, relabel, submission } from '../sender.ts';

const MEANINGS = new Map([
  ['phone1', 'Phone'],
  ['phone2', 'OtherPhone'],
  ['phone3', 'OtherPhone'],
  ['street1', 'Address'],
  ['towncity', 'City'],
  ['postcode', 'PostalCode'],
  ['dob', 'BirthDate'],
]);

/** LeadByte and the suppliers that post as it does: `campid` with a supplier `sid`; `testmode=yes` is a test. */
export const leadByte: FlatSender = ({ pairs, has, value }) => {
  if (!has('campid') || !(has('sid') || has('returnjson') || has('testmode'))) return undefined;
  const isTest = /^(?:yes|1|true)$/i.test(value('testmode') ?? '');
  // Their title is Mr or Ms; ours is the person's role.
  const named = pairs.map((pair) => (pair.name.toLowerCase() === 'title' ? { ...pair, name: 'NamePrefix' } : pair));
  return submission('leadbyte', relabel(named, MEANINGS), { isTest });
};
