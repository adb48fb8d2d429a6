import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { type JsonSender, relabel, submission } from '../sender.ts';

const MEANINGS = new Map([
  ['mobilephone', 'MobilePhone'],
  ['jobtitle', 'Title'],
  ['zip', 'PostalCode'],
  ['salutation', 'NamePrefix'],
]);

/** A HubSpot form submission: `fields` with `context` or `legalConsentOptions` beside them. */
export const hubSpot: JsonSender = (body) => {
  const fields = member(body, 'fields');
  const isHubSpot =
    Object.hasOwn(body, 'legalConsentOptions') || Object.hasOwn(body, 'context') || Object.hasOwn(body, 'submittedAt');
  if (!Array.isArray(fields) || !isHubSpot) return undefined;
  const { fields: _fields, ...rest } = body;
  // Page, cookie and consent are about the submission, so they keep only their path.
  const beside = flatten(rest).map(({ name, value }) => ({ name, value }));
  return [submission('hubspot', [...relabel(fields.flatMap(answerPairs), MEANINGS), ...beside])];
};

/** In HubSpot's terms `0-2` is the company; its `name` is not the person's. */
function answerPairs(field: JsonValue): Pair[] {
  const isCompany = isObject(field) && jsonText(member(field, 'objectTypeId')) === '0-2';
  const pairs = flatten([field]);
  if (!isCompany) return pairs;
  return pairs.map(({ name, value }) =>
    name === 'name' ? { name: 'company.name', value, label: 'AccountName' } : { name: `company.${name}`, value },
  );
}
