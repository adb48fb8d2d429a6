import { labelTarget } from '../../lead/fields/field-names.ts';
import { containerOf, isAnswersOfFormidable, isOfOthers } from '../../lead/fields/label/containers.ts';

const MAX_KEY = 40;
const REACHES: ReadonlySet<string | undefined> = new Set([
  'phone',
  'mobile',
  'otherPhone',
  'email',
  'firstName',
  'lastName',
]);
const COMPANIES = new Set(['company', 'organization', 'organisation']);
/** What a thing has as well as a person; a form's name, a page's address and a booking's title are nobody's. */
const VAGUE = new Set(['name', 'title', 'url', 'number', 'code', 'id', 'type', 'status', 'description', 'subject']);

/** A key in lower case, letters only. */
const letters = (key: string) => (key.length > MAX_KEY ? '' : key.toLowerCase().replace(/[^\p{L}]/gu, ''));

/** Whether a key says of itself how to reach the person, or what the person is called. */
export const isPersonalKey = (key: string): boolean => key.length <= MAX_KEY && REACHES.has(labelTarget(key));

/** Whether a key wraps the person, and whether it wraps a company. */
export const isPersonKey = (key: string): boolean => containerOf(key) === 'person';
export const isCompanyKey = (key: string): boolean => COMPANIES.has(letters(key));

/** A nested value's label: what it may be called besides its whole path; or whose it is, when it is somebody else's. */
export type Place = { label?: string; whose?: 'other' };

/**
 * Whose a nested value is, and what it is called there.
 * @param isPersonal the person's phone, e-mail or name stands beside it.
 */
export function placeIn(path: readonly string[], isPersonal: boolean): Place {
  const names = path.filter((key) => !/^\d+$/.test(key));
  const last = names.at(-1);
  const parentKey = names.at(-2);
  if (last === undefined || parentKey === undefined) {
    const isCalled = names.length < path.length && last !== undefined && !isAnswersOfFormidable(last);
    return isCalled ? { label: last } : {};
  }
  const said = letters(last);
  const parent = letters(parentKey);
  if (COMPANIES.has(parent)) return companyPlace(names, said, isPersonal);
  if (isOfOthers(names)) return { whose: 'other' };
  if (said === 'value' || said === 'text') return { label: parentKey };
  if (parent === 'name' || parent === 'fullname') {
    const part = PARTS_OF_NAME.get(said);
    return part === undefined ? {} : { label: part };
  }
  const container = containerOf(parentKey);
  if (!VAGUE.has(said) || container === 'person' || isPersonal) return { label: last };
  return container === 'envelope' && said === 'name' ? { label: last } : { whose: 'other' };
}

/** The company of a person is a field of theirs; its phone is not. */
function companyPlace(names: readonly string[], said: string, isPersonal: boolean): Place {
  const isTheirs = !isOfOthers(names.slice(0, -1)) && (letters(names.at(-2) ?? '') === 'company' || isPersonal);
  return isTheirs && said === 'name' ? { label: 'company' } : { whose: 'other' };
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
