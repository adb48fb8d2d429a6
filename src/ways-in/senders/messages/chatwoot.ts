import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { asOthers, type JsonSender, nothing, submission } from '../sender.ts';

/** Events that tell of no new inquiry. */
const NO_INQUIRY = new Set(
  (
    'conversation_updated conversation_status_changed conversation_typing_on conversation_typing_off conversation_opened ' +
    'conversation_resolved message_updated inbox_created inbox_updated macro.executed'
  ).split(' '),
);
/** A rule that its owner made tells of the whole conversation, whatever it was about. */
const AUTOMATION = /^automation_event\./;
const OF_A_PERSON = /^(?:message_created|message_updated|conversation_created|webwidget_triggered)$/;

/**
 * Chatwoot's webhooks. Whose words they are depends on the event: the sender of a message that came in, the contact of
 * a conversation or of an opened widget, who filled in what a message asked for; a contact itself needs no reading of
 * its own. Answers of agents are no lead.
 */
export const chatwoot: JsonSender = (body) => {
  const sent = jsonText(member(body, 'event')) ?? '';
  if (!isObject(member(body, 'account') ?? null) && !isObject(member(body, 'inbox') ?? null)) return undefined;
  const event = AUTOMATION.test(sent) ? 'conversation_created' : sent;
  const filledIn = event === 'message_updated' ? submittedIn(body) : [];
  if (NO_INQUIRY.has(event) && filledIn.length === 0) return [nothing('chatwoot')];
  if (!OF_A_PERSON.test(event)) return undefined;
  if (event === 'message_created' && !isIncoming(body)) return [nothing('chatwoot')];
  const { content = null, sender: _sender, contact: _contact, ...rest } = body;
  const person = personIn(event, body);
  const said = event === 'message_created' ? [body] : event === 'conversation_created' ? messagesIn(body) : [];
  const pairs = [
    ...(person ? flatten(withoutNumberAsName(person)) : []),
    ...filledIn,
    ...said.flatMap((message) => {
      const text = jsonText(member(message, 'content'));
      return text ? [{ name: 'content', value: text, label: 'Remarks' }] : [];
    }),
    ...asOthers([...(said.includes(body) ? [] : flatten(content, ['content'])), ...flatten(rest)]),
  ];
  const id = jsonText(member(body, 'id'));
  return [submission('chatwoot', pairs, { providerLeadId: id && `${sent} ${id}`, isOursBeside: true })];
};

const isIncoming = (message: JsonObject): boolean =>
  /^(?:incoming|0)$/.test(jsonText(member(message, 'message_type')) ?? '');

const messagesIn = (conversation: JsonObject): JsonObject[] => {
  const messages = member(conversation, 'messages') ?? null;
  return Array.isArray(messages) ? messages.filter(isObject).filter(isIncoming) : [];
};

/** What a visitor filled into a message that asks for an e-mail address or holds a form. */
function submittedIn(body: JsonObject): Pair[] {
  const attributes = objectIn(body, 'content_attributes') ?? {};
  const email = jsonText(member(attributes, 'submitted_email'));
  const values = member(attributes, 'submitted_values') ?? null;
  return [
    ...(email ? [{ name: 'submitted_email', value: email, label: 'Email' }] : []),
    ...(Array.isArray(values) ? flatten({ fields: values }) : []),
  ];
}

/** Who is known by a phone alone is called by it. */
function withoutNumberAsName(person: JsonObject): JsonObject {
  if (!/^\+?\d{7,15}$/.test(jsonText(member(person, 'name')) ?? '')) return person;
  const { name: _name, ...rest } = person;
  return rest;
}

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
