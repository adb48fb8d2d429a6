import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { asOthers, type JsonSender, nothing, submission } from '../sender.ts';

/** Events that tell of no new inquiry. */
const NO_INQUIRY = new Set(
  (
    'conversation_updated conversation_status_changed conversation_typing_on conversation_typing_off conversation_opened ' +
    'conversation_resolved message_updated inbox_created inbox_updated'
  ).split(' '),
);

/**
 * Chatwoot's webhooks. Whose words they are depends on the event: the sender of a message that came in, the contact of
 * a conversation or of an opened widget; a contact itself needs no reading of its own. Answers of agents are no lead.
 */
export const chatwoot: JsonSender = (body) => {
  const event = jsonText(member(body, 'event')) ?? '';
  if (!isObject(member(body, 'account') ?? null) && !isObject(member(body, 'inbox') ?? null)) return undefined;
  if (NO_INQUIRY.has(event)) return [nothing('chatwoot')];
  if (!/^(?:message_created|conversation_created|webwidget_triggered)$/.test(event)) return undefined;
  const type = jsonText(member(body, 'message_type'));
  if (event === 'message_created' && type !== 'incoming' && type !== '0') return [nothing('chatwoot')];
  const { content = null, sender: _sender, contact: _contact, ...rest } = body;
  const person = personIn(event, body);
  const text = jsonText(content);
  const pairs = [
    ...(person ? flatten(person) : []),
    ...(text ? [{ name: 'content', value: text, label: 'Remarks' }] : []),
    ...asOthers(flatten(rest)),
  ];
  const id = jsonText(member(body, 'id'));
  return [submission('chatwoot', pairs, { providerLeadId: id && `${event} ${id}` })];
};

function personIn(event: string, body: JsonObject): JsonObject | undefined {
  const conversation = objectIn(body, 'conversation') ?? body;
  const meta = objectIn(conversation, 'meta');
  const ofConversation = (meta && objectIn(meta, 'sender')) ?? objectIn(conversation, 'contact');
  if (event === 'webwidget_triggered') return objectIn(body, 'contact') ?? ofConversation;
  const sender = event === 'message_created' ? objectIn(body, 'sender') : undefined;
  // What a sender leaves out of a message stands in its conversation.
  return sender || ofConversation ? { ...ofConversation, ...withoutGaps(sender) } : undefined;
}

const objectIn = (value: JsonObject, key: string): JsonObject | undefined => {
  const inner: JsonValue = member(value, key) ?? null;
  return isObject(inner) ? inner : undefined;
};

const withoutGaps = (value: JsonObject = {}): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== ''));
