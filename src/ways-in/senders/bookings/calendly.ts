import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { asOthers, type JsonSender, nothing, questionPair, submission } from '../sender.ts';

/** Events that are about an invitee or a filled in form. */
const OF_A_PERSON = /^(?:invitee|routing_form_submission)\.(?:created|canceled|rescheduled)$/;
const OF_CALENDLY = /^(?:invitee|invitee_no_show|routing_form_submission|event_type|meeting_recap)\.[a-z]+$/;
const DETAILS = ['name', 'first_name', 'last_name', 'email', 'text_reminder_number'];

/**
 * Calendly's webhooks, of either version: the invitee stands in `payload`, or there in `invitee`. Hosts, members and
 * guests of the event are nobody's lead; what is told of the event alone is none.
 */
export const calendly: JsonSender = (body) => {
  const event = jsonText(member(body, 'event')) ?? '';
  const payload = member(body, 'payload') ?? null;
  if (!OF_CALENDLY.test(event) || !isObject(payload)) return undefined;
  if (!OF_A_PERSON.test(event)) return [nothing('calendly')];
  const own = member(payload, 'invitee') ?? null;
  const invitee = isObject(own) ? own : payload;
  const details = DETAILS.flatMap((name) => {
    const value = jsonText(member(invitee, name));
    return value === undefined ? [] : [{ name, value }];
  });
  const { invitee: _invitee, questions_and_answers = null, questions_and_responses: _responses, ...rest } = payload;
  const about = without(rest, DETAILS);
  const pairs = [
    ...details,
    ...answersIn(questions_and_answers),
    ...calledAt(payload),
    ...asOthers([
      ...flatten(without(body, ['payload'])),
      ...(isObject(own) ? flatten(without(own, DETAILS), ['payload', 'invitee']) : []),
      ...flatten(about, ['payload']),
    ]),
  ];
  const id = jsonText(member(invitee, 'uri')) ?? jsonText(member(invitee, 'uuid'));
  return [submission('calendly', pairs, { providerLeadId: id && `${event} ${id}`, isOursBeside: true })];
};

const answersIn = (answers: JsonValue): Pair[] =>
  (Array.isArray(answers) ? answers.filter(isObject) : []).flatMap((one) => {
    const value = jsonText(member(one, 'answer'));
    return value === undefined ? [] : [questionPair(jsonText(member(one, 'question')) ?? '', undefined, value)];
  });

/** A call that goes out goes to the invitee; one that comes in, to the host. */
function calledAt(payload: JsonObject): Pair[] {
  const event = member(payload, 'scheduled_event') ?? null;
  const place = isObject(event) ? (member(event, 'location') ?? null) : null;
  if (!isObject(place) || jsonText(member(place, 'type')) !== 'outbound_call') return [];
  const value = jsonText(member(place, 'location'));
  return value === undefined ? [] : [{ name: 'location.outbound_call', value, label: 'Phone' }];
}

const without = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
