import type { Pair } from '../../../lead/submission.ts';
import { asOthers, type FlatBody, type FlatSender, nothing, relabel, submission } from '../sender.ts';

/** The numbers that were called, and whose account and agents they are: the same for all who call. */
const OF_THE_BUSINESS =
  /^(?:formatted_)?(?:business|tracking|company|agent|account|source|destination)(?:_|$)|^(?:trackingnum|destinationnum|callsource)$/i;
const MEANINGS = new Map([
  ['customer_phone_number', 'Phone'],
  ['callernum', 'Phone'],
  ['customer_name', 'FullName'],
  ['callername', 'FullName'],
  ['callerzip', 'PostalCode'],
]);
const OF_A_TEXT = new Map([
  ['source_number', 'MobilePhone'],
  ['content', 'Remarks'],
]);

/**
 * CallRail's webhooks for calls, texts and forms: who called is the customer, beside the numbers of the business. What
 * the business itself called or wrote is no lead.
 */
export const callRail: FlatSender = (body) => {
  if (isText(body)) return textOf(body);
  const { pairs, has, value } = body;
  const isCall =
    (has('tracking_phone_number') && has('customer_phone_number')) || (has('callernum') && has('trackingnum'));
  if (!isCall && !isForm(body)) return undefined;
  if (/^outbound/i.test(value('direction') ?? '')) return nothing('callrail');
  const answers = pairs.map((pair) => (OF_THE_BUSINESS.test(pair.name) ? asOther(pair) : pair));
  return submission('callrail', withoutSecondNames(relabel(answers, MEANINGS), body), { isOursBeside: true });
};

const isForm = ({ has }: FlatBody) => has('company_resource_id') && has('form_data') && has('customer_phone_number');

const isText = ({ has, value }: FlatBody) =>
  has('source_number') && has('destination_number') && /^sms_/i.test(value('type') ?? '');

function textOf({ pairs, value }: FlatBody) {
  if (!/received$/i.test(value('type') ?? '')) return nothing('callrail');
  const said = pairs.filter(({ name }) => OF_A_TEXT.has(name.toLowerCase()));
  const rest = pairs.filter(({ name }) => !OF_A_TEXT.has(name.toLowerCase()));
  return submission('callrail', [...relabel(said, OF_A_TEXT), ...asOthers(rest)], {
    providerLeadId: value('resource_id'),
    isOursBeside: true,
  });
}

/** Calls come under their old names and under new ones together; the new ones count. */
const withoutSecondNames = (pairs: Pair[], { has }: FlatBody): Pair[] =>
  has('customer_phone_number') ? pairs.map((pair) => (/^caller/i.test(pair.name) ? asOther(pair) : pair)) : pairs;

const asOther = ({ name, value }: Pair): Pair => ({ name, value, whose: 'other' });
