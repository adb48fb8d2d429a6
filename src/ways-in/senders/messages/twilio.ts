import type { Pair } from '../../../lead/submission.ts';
import { asOthers, type FlatBody, type FlatSender, nothing, relabel, submission } from '../sender.ts';

const OF_A_MESSAGE = new Map([
  ['from', 'MobilePhone'],
  ['profilename', 'FullName'],
  ['body', 'Remarks'],
]);
/** In Conversations the one who wrote is called so. */
const OF_A_CONVERSATION = new Map([...OF_A_MESSAGE, ['author', 'MobilePhone']]);
const OF_A_CALL = new Map([
  ['from', 'Phone'],
  ['caller', 'Phone'],
  ['callername', 'FullName'],
  ['transcriptiontext', 'Remarks'],
]);
/** How far a call has come changes while it lasts; the caller is the same. */
const PROGRESS = /^(?:callstatus|callduration|duration|timestamp|sequencenumber|callbacksource)$/i;
/** What stands before a number, and what before a name that is none: a page's visitor, an agent's browser. */
const OF_A_NUMBER = /^(?:whatsapp|sip|sips|tel|rcs):(?=\+?\d)/i;
const OF_A_NAME = /^[a-z]{2,20}:/i;

/**
 * Twilio's webhooks: a message (SMS, or WhatsApp as `whatsapp:+972…`), a call that comes in, or what was said on its
 * answering machine. What tells of our own messages and calls, or of a recording alone, is no lead.
 */
export const twilio: FlatSender = (body) => {
  const { pairs, value, has } = body;
  const isMessage = has('messagesid') || has('smssid');
  const isConversation = has('conversationsid') && has('eventtype');
  if (!has('accountsid') || !(isMessage || isConversation || has('callsid'))) return undefined;
  if (isOurs(body, isMessage, isConversation)) return nothing('twilio');
  const meanings = isConversation ? OF_A_CONVERSATION : isMessage ? OF_A_MESSAGE : OF_A_CALL;
  const isWho = (name: string) => /phone$/i.test(meanings.get(name.toLowerCase()) ?? '');
  const isSaid = (pair: Pair) =>
    meanings.has(pair.name.toLowerCase()) && !(isWho(pair.name) && OF_A_NAME.test(numberOf(pair.value)));
  const said = pairs.filter(isSaid).map((pair) => (isWho(pair.name) ? { ...pair, value: numberOf(pair.value) } : pair));
  const rest = pairs.filter((pair) => !isSaid(pair) && (isMessage || !PROGRESS.test(pair.name)));
  return submission('twilio', [...relabel(said, meanings), ...asOthers(rest)], {
    providerLeadId: value('messagesid') ?? value('smssid') ?? value('transcriptionsid') ?? value('callsid'),
    isOursBeside: true,
  });
};

function isOurs({ value, has }: FlatBody, isMessage: boolean, isConversation: boolean): boolean {
  if (isConversation) return value('eventtype') !== 'onMessageAdded' || /^(?:api|sdk)$/i.test(value('source') ?? '');
  const status = value('messagestatus') ?? value('smsstatus') ?? 'received';
  if (/^outbound/i.test(value('direction') ?? '') || (isMessage && !/^receiv/i.test(status))) return true;
  return !isMessage && !has('from') && !has('caller');
}

/** `whatsapp:+972521234567` and `sip:+972521234567@example.com` are numbers; `messenger:7234567890` is none. */
const numberOf = (sent: string) =>
  OF_A_NUMBER.test(sent) ? (sent.replace(OF_A_NUMBER, '').split('@')[0] ?? '') : sent;
