import type { Submission } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { type JsonSender, relabel, shareWith, submission } from '../sender.ts';

const MEANINGS = new Map([
  ['post_code', 'PostalCode'],
  ['work_phone_number', 'OtherPhone'],
  ['date_of_birth', 'BirthDate'],
]);

/** Meta Lead Ads: `field_data` as forwarded by Zapier, Make and others, and the bare `leadgen` notification. */
export const metaLeadAds: JsonSender = (body) => leadOf(body) ?? notifications(body);

function leadOf(body: JsonObject): Submission[] | undefined {
  const fields = member(body, 'field_data');
  if (!Array.isArray(fields)) return wrapped(body);
  const { field_data: _fields, ...meta } = body;
  const answers = relabel(flatten({ field_data: fields }), MEANINGS);
  // Meta's own test tool answers every question so.
  const isTest = answers.some((pair) => /^<test lead: dummy data for/i.test(pair.value));
  return [
    submission('meta-lead-ads', [...answers, ...metaPairs(meta)], {
      providerLeadId: jsonText(member(body, 'leadgen_id')) ?? jsonText(member(body, 'id')),
      isTest,
    }),
  ];
}

/** `{data: {field_data}}` and `{lead: {field_data}}`, as some forwarders wrap it, with more beside. */
function wrapped(body: JsonObject): Submission[] | undefined {
  for (const key of ['data', 'lead', 'leadgen', 'body']) {
    const inner = member(body, key);
    const leads = Array.isArray(inner) ? inner : [inner];
    if (!leads.every(isLead) || leads.length === 0) continue;
    const { [key]: _leads, ...beside } = body;
    return shareWith(
      leads.flatMap((one) => leadOf(one) ?? []),
      metaPairs(beside),
    );
  }
  return undefined;
}

const isLead = (value: JsonValue | undefined): value is JsonObject =>
  isObject(value) && Array.isArray(member(value, 'field_data'));

/** Of a notification only the lead's number is known; its fields are fetched by whoever holds the page's token. */
function notifications(body: JsonObject): Submission[] | undefined {
  const leads = listOf(member(body, 'entry'))
    .flatMap((entry) => listOf(member(entry, 'changes')))
    .filter((change) => jsonText(member(change, 'field')) === 'leadgen')
    .flatMap((change) => member(change, 'value') ?? [])
    .filter(isObject);
  if (leads.length === 0) return undefined;
  return leads.map((lead) => {
    const id = jsonText(member(lead, 'leadgen_id'));
    // Under a name of its own, or the lead itself, forwarded later, would pass for a repetition.
    const providerLeadId = id && `notification ${id}`;
    return { ...submission('meta-lead-ads', metaPairs(lead), { providerLeadId }), isNotification: true };
  });
}

function metaPairs(meta: JsonObject) {
  return flatten(meta).map(({ name, value }) => ({ name, value }));
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
