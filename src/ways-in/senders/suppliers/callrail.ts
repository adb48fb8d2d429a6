import { type FlatSender, submission } from '../sender.ts';

/** The numbers that were called, and whose account and agents they are: the same for all who call. */
const OF_THE_BUSINESS = /^(?:formatted_)?(?:business|tracking|company|agent|account|source)(?:_|$)/i;

/** CallRail's webhooks: who called is the customer, beside the numbers of the business. */
export const callRail: FlatSender = ({ pairs, has }) => {
  if (!has('tracking_phone_number') || !has('customer_phone_number')) return undefined;
  return submission(
    'callrail',
    pairs.map((pair) => (OF_THE_BUSINESS.test(pair.name) ? { ...pair, whose: 'other' } : pair)),
  );
};
