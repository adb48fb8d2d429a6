import type { Pair, Submission } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member, parseJson } from '../../json/parse.ts';
import { asOthers, type JsonSender, nothing, submission } from '../sender.ts';

/** What is written into a message by its kind; of media the caption. */
const TEXTS: readonly (readonly string[])[] = [
  ['text', 'body'],
  ['button', 'text'],
  ['interactive', 'button_reply', 'title'],
  ['interactive', 'list_reply', 'title'],
  ['image', 'caption'],
  ['video', 'caption'],
  ['document', 'caption'],
  ['location', 'address'],
  ['location', 'name'],
  ['order', 'text'],
  ['edit', 'message', 'text', 'body'],
];
/** Nobody writes these: a thumb under a message, a changed number. */
const NO_MESSAGES = new Set(['reaction', 'system', 'ephemeral', 'revoke']);

/**
 * WhatsApp's Cloud API, from Meta itself or through a partner: each message that somebody writes is a lead. Receipts of
 * messages of ours, reactions and notices are none.
 */
export const whatsApp: JsonSender = (body) => {
  const isAccount = jsonText(member(body, 'object')) === 'whatsapp_business_account';
  const values = isAccount ? changesIn(body) : [body];
  if (!isAccount && !isNotice(body)) return undefined;
  const leads = values.flatMap((value) =>
    [...listOf(member(value, 'messages')), ...callsIn(value)].flatMap((one) => leadOf(one, value) ?? []),
  );
  return leads.length > 0 ? leads : [nothing('whatsapp')];
};

const changesIn = (body: JsonObject): JsonObject[] =>
  listOf(member(body, 'entry'))
    .flatMap((entry) => listOf(member(entry, 'changes')))
    .flatMap((change) => listOf([member(change, 'value') ?? null]));

/** Partners send what is in the envelope alone. */
const isNotice = (body: JsonObject): boolean =>
  listOf(member(body, 'contacts')).some((one) => jsonText(member(one, 'wa_id')) !== undefined) ||
  listOf(member(body, 'statuses')).some((one) => jsonText(member(one, 'recipient_id')) !== undefined);

/** Calls that people make to us, each told of once more when it ends. */
const callsIn = (value: JsonObject): JsonObject[] =>
  listOf(member(value, 'calls')).filter(
    (call) =>
      jsonText(member(call, 'event')) === 'connect' && jsonText(member(call, 'direction')) !== 'BUSINESS_INITIATED',
  );

function leadOf(message: JsonObject, value: JsonObject): Submission | undefined {
  const from = jsonText(member(message, 'from')) ?? '';
  // Who has a user name may keep the number back; then there is an id alone.
  const userId = jsonText(member(message, 'from_user_id'));
  if ((from === '' && userId === undefined) || NO_MESSAGES.has(jsonText(member(message, 'type')) ?? ''))
    return undefined;
  const contacts = listOf(member(value, 'contacts'));
  const contact = contacts.find((one) => jsonText(member(one, 'wa_id')) === from) ?? contacts[0];
  const name = at(contact ?? {}, ['profile', 'name']);
  const text = TEXTS.map((path) => at(message, path)).find((one) => one !== undefined);
  const { from: _from, text: _text, ...rest } = message;
  const pairs: Pair[] = [
    ...(name === undefined ? [] : [{ name: 'profile.name', value: name, label: 'FullName' }]),
    // Whole, and without the plus that says so.
    ...(from === '' ? [] : [{ name: 'from', value: `+${from.replace(/^\+/, '')}`, label: 'MobilePhone' }]),
    ...(text === undefined ? [] : [{ name: 'text.body', value: text, label: 'Remarks' }]),
    ...answersIn(message),
    ...asOthers(flatten(rest)),
    ...asOthers(flatten(member(value, 'metadata') ?? null, ['metadata'])),
  ];
  return submission('whatsapp', pairs, { providerLeadId: jsonText(member(message, 'id')), isOursBeside: true });
}

/** What was filled into a form (a *flow*), which comes as JSON in a text. */
function answersIn(message: JsonObject): Pair[] {
  const parsed = parseJson(at(message, ['interactive', 'nfm_reply', 'response_json']) ?? 'null');
  if (!parsed.ok || !isObject(parsed.value)) return [];
  const { flow_token: _token, ...answers } = parsed.value;
  return flatten(answers);
}

function at(value: JsonObject, path: readonly string[]): string | undefined {
  let inner: JsonValue | undefined = value;
  for (const key of path) inner = isObject(inner ?? null) ? member(inner as JsonObject, key) : undefined;
  return jsonText(inner) || undefined;
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
