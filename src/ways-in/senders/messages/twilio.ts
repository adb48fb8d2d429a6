import { asOthers, type FlatSender, nothing, relabel, submission } from '../sender.ts';

const OF_A_MESSAGE = new Map([
  ['from', 'MobilePhone'],
  ['profilename', 'FullName'],
  ['body', 'Remarks'],
]);
const OF_A_CALL = new Map([
  ['from', 'Phone'],
  ['caller', 'Phone'],
  ['callername', 'FullName'],
]);
/** How far a call has come changes while it lasts; the caller is the same. */
const PROGRESS = /^(?:callstatus|callduration|duration|timestamp|sequencenumber|callbacksource)$/i;

/**
 * Twilio's webhooks: a message (SMS, or WhatsApp as `whatsapp:+972…`) or a call that comes in. What tells of our own
 * messages and calls is no lead.
 */
export const twilio: FlatSender = ({ pairs, value, has }) => {
  const isMessage = has('messagesid') || has('smssid');
  if (!has('accountsid') || !(isMessage || has('callsid'))) return undefined;
  const status = value('messagestatus') ?? value('smsstatus') ?? 'received';
  if (/^outbound/i.test(value('direction') ?? '') || (isMessage && !/^receiv/i.test(status))) return nothing('twilio');
  const meanings = isMessage ? OF_A_MESSAGE : OF_A_CALL;
  const said = pairs
    .filter(({ name }) => meanings.has(name.toLowerCase()))
    .map((pair) => ({ ...pair, value: pair.value.replace(/^(?:whatsapp|sip|tel|rcs):/i, '') }));
  const rest = pairs.filter(({ name }) => !meanings.has(name.toLowerCase()) && (isMessage || !PROGRESS.test(name)));
  return submission('twilio', [...relabel(said, meanings), ...asOthers(rest)], {
    providerLeadId: value('messagesid') ?? value('smssid') ?? value('callsid'),
  });
};
