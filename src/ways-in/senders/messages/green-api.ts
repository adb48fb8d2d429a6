import { phoneOfChat } from '../../../lead/identity/chat-address.ts';
import type { Pair, Submission } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { asOthers, type JsonSender, nothing, submission } from '../sender.ts';

/** What is written into a message by its kind; of media the caption. */
const TEXTS: readonly (readonly [string, string])[] = [
  ['textMessageData', 'textMessage'],
  ['extendedTextMessageData', 'text'],
  ['fileMessageData', 'caption'],
  ['buttonsResponseMessage', 'selectedButtonText'],
  ['templateButtonReplyMessage', 'selectedDisplayText'],
  ['listResponseMessage', 'title'],
  ['locationMessageData', 'address'],
];
/** Nobody writes these: a thumb under a message, one taken back. */
const NO_MESSAGES = new Set(['reactionMessage', 'deletedMessage', 'pollUpdateMessage']);

/**
 * GREEN-API, a gateway to WhatsApp: a message that somebody writes, or a call that rings, is a lead of who wrote or
 * called. Messages of ours, their receipts and what becomes of the account are none.
 */
export const greenApi: JsonSender = (body) => {
  const kind = jsonText(member(body, 'typeWebhook'));
  if (kind === undefined || !(isObject(member(body, 'instanceData') ?? null) || member(body, 'idMessage'))) return;
  if (kind === 'incomingMessageReceived') return [messageIn(body) ?? nothing('green-api')];
  return [(kind === 'incomingCall' ? callIn(body) : undefined) ?? nothing('green-api')];
};

function messageIn(body: JsonObject): Submission | undefined {
  const sender = objectIn(body, 'senderData');
  const message = objectIn(body, 'messageData');
  if (NO_MESSAGES.has(jsonText(member(message, 'typeMessage')) ?? '')) return undefined;
  // In a group the chat is the group's.
  const phone = [member(sender, 'sender'), member(sender, 'chatId')].map(phoneIn).find(Boolean);
  if (phone === undefined) return undefined;
  const name = jsonText(member(sender, 'senderName')) || jsonText(member(sender, 'senderContactName'));
  const text = TEXTS.map(([kind, key]) => jsonText(member(objectIn(message, kind), key))).find(Boolean);
  return leadOf(body, [
    ...(name ? [{ name: 'senderName', value: name, label: 'FullName' }] : []),
    { name: 'sender', value: phone, label: 'MobilePhone' },
    ...(text ? [{ name: 'message', value: text, label: 'Remarks' }] : []),
  ]);
}

function callIn(body: JsonObject): Submission | undefined {
  const phone = phoneIn(member(body, 'from'));
  // It is told of again when it is taken, or ends.
  if (phone === undefined || jsonText(member(body, 'status')) !== 'offer') return undefined;
  return leadOf(body, [{ name: 'from', value: phone, label: 'MobilePhone' }]);
}

const leadOf = (body: JsonObject, said: Pair[]): Submission =>
  submission('green-api', [...said, ...asOthers(flatten(body))], {
    providerLeadId: jsonText(member(body, 'idMessage')),
    isOursBeside: true,
  });

const phoneIn = (value: JsonValue | undefined) => phoneOfChat(jsonText(value ?? null) ?? '');

function objectIn(body: JsonObject, key: string): JsonObject {
  const inner = member(body, key) ?? null;
  return isObject(inner) ? inner : {};
}
