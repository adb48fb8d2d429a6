const words = (list: string) => new Set(list.split(' '));

/** Wrappers of the person's own fields; compared in lower case, letters only. */
const PERSON = words(
  'lead leads contact contacts customer customers client person user visitor applicant prospect data fields field ' +
    'formdata formfields formresponse submission submissions payload body properties attributes answers values record ' +
    'records row entry request response details contactdetails contactinfo personal personaldetails personalinfo info',
);

/** Wrappers that speak of somebody or something else: a phone in there is not the lead's. */
const FOREIGN = words(
  'agent owner vendor provider dealer seller supplier partner affiliate account campaign page site website source utm ' +
    'tracking meta metadata context definition product listing property vehicle ad adset adgroup device browser geo ip ' +
    'sender assignee assigned assignedto organizer host staff employee salesperson referrer referer webhook auth workspace',
);

/** Last names that mean the person only directly among a person's fields: a form and a page have names too. */
const VAGUE = words('name title id url type description status message subject number code');

/** No word above is longer; a huge key around many leaves must not be looked at for each of them. */
const MAX_KEY = 40;

function letters(key: string): string {
  return key.length > MAX_KEY ? '' : key.toLowerCase().replace(/[^\p{L}]/gu, '');
}

/**
 * What a nested value may be called besides its whole path: its last name,
 * unless the path says that it belongs to somebody other than the lead.
 */
export function containerLabel(path: readonly string[]): string | undefined {
  const names = path.filter((key) => !/^\d+$/.test(key));
  const last = names.at(-1);
  const parentKey = names.at(-2);
  if (last === undefined || parentKey === undefined) return names.length < path.length ? last : undefined;
  if (names.slice(0, -1).some((key) => FOREIGN.has(letters(key)))) return undefined;

  const said = letters(last);
  const parent = letters(parentKey);
  if (said === 'value' || said === 'text') return parentKey;
  if (parent === 'name' || parent === 'fullname') return PARTS_OF_NAME.get(said);
  if (parent === 'company' || parent === 'organization') return said === 'name' ? 'company' : undefined;
  return VAGUE.has(said) && !PERSON.has(parent) ? undefined : last;
}

const PARTS_OF_NAME = new Map([
  ['first', 'first name'],
  ['given', 'first name'],
  ['firstname', 'first name'],
  ['givenname', 'first name'],
  ['last', 'last name'],
  ['family', 'last name'],
  ['lastname', 'last name'],
  ['familyname', 'last name'],
  ['full', 'full name'],
  ['fullname', 'full name'],
  ['value', 'full name'],
  ['prefix', 'NamePrefix'],
]);
