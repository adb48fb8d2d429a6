import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { asOthers, type JsonSender, nothing, questionPair, submission } from '../sender.ts';

/** What hosts do, and what happens by itself: a meeting begins, a recording is ready, somebody is on holiday. */
const NO_INQUIRY =
  /^(?:PING$|MEETING_|RECORDING_|OOO_|DELEGATION_|WRONG_ASSIGNMENT|AFTER_|INSTANT_MEETING_ACCEPTED|BOOKING_(?:REJECTED|REASSIGNED|NO_SHOW|PAYMENT_INITIATED))/;
/** Cal.com makes an address of the phone of who gave none; it reaches nobody. */
const MADE_UP = /@sms\.cal\.com$/i;

/**
 * Cal.com's webhooks: who booked or filled in a form is in `responses`, or the first of `attendees`; the host is
 * nobody's lead, nor are guests. A cancelled or moved booking is the person's, too.
 */
export const calCom: JsonSender = (body) => {
  const event = jsonText(member(body, 'triggerEvent')) ?? '';
  const payload = member(body, 'payload') ?? null;
  if (!/^[A-Z][A-Z_]{2,60}$/.test(event) || !(isObject(payload) || NO_INQUIRY.test(event))) return undefined;
  if (NO_INQUIRY.test(event) || !isObject(payload)) return [nothing('cal-com')];
  const { responses = null, attendees = null, customInputs = null, additionalNotes = null, ...rest } = payload;
  // The same answers once more.
  const { userFieldsResponses: _fields, ...about } = rest;
  const said = isObject(responses) ? Object.entries(responses) : [];
  const [booker = {}, ...guests] = Array.isArray(attendees) ? attendees.filter(isObject) : [];
  const phone = jsonText(member(booker, 'phoneNumber'));
  const beside = Object.entries(body).filter(([key]) => key !== 'payload' && !said.some(([asked]) => asked === key));
  const pairs = [
    ...said.flatMap(([key, answer]) => answerPairs(key, answer)),
    ...(said.length > 0 ? [] : flatten({ attendee: booker })),
    ...(phone === undefined ? [] : [{ name: 'attendee.phoneNumber', value: phone, label: 'Phone' }]),
    ...flatten(customInputs),
    ...flatten(additionalNotes, ['Remarks']),
    ...asOthers([
      ...flatten(Object.fromEntries(beside)),
      ...flatten(about, ['payload']),
      ...flatten(guests, ['guests']),
    ]),
  ];
  const id = jsonText(member(payload, 'uid')) ?? jsonText(member(payload, 'responseId'));
  const own = pairs.map((pair) => (MADE_UP.test(pair.value.trim()) ? { ...pair, whose: 'other' as const } : pair));
  return [submission('cal-com', own, { providerLeadId: id && `${event} ${id}`, isOursBeside: true })];
};

function answerPairs(key: string, answer: JsonValue): Pair[] {
  const label = isObject(answer) ? jsonText(member(answer, 'label')) : undefined;
  const value = saidIn(answer);
  if (key === 'guests') return asOthers(flatten(value, [key]));
  if (key === 'location' && isObject(value)) return placePairs(value);
  // What the meeting is about, and no job title.
  if (key === 'title') return flatten(value).map((pair) => ({ ...pair, name: label ?? 'about', label: 'Remarks' }));
  if (!isObject(value)) return textsOf(value).map((text) => questionPair(key, label, text));
  return flatten(value, [key]);
}

/** An answer is `{label, value}`, and in forms `{value, response}`, where a choice has its words in `response`. */
function saidIn(answer: JsonValue): JsonValue {
  if (!isObject(answer)) return answer;
  return member(answer, 'response') ?? member(answer, 'value') ?? null;
}

const textsOf = (value: JsonValue): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap(
    (one) => jsonText(isObject(one) ? (member(one, 'label') ?? null) : one) ?? [],
  );

/** A place that is a phone call to the attendee is the attendee's number; any other is the host's affair. */
function placePairs(place: JsonObject): Pair[] {
  const detail = jsonText(member(place, 'optionValue')) ?? '';
  const isTheirPhone = jsonText(member(place, 'value')) === 'phone' && detail !== '';
  if (isTheirPhone) return [{ name: 'location.phone', value: detail, label: 'Phone' }];
  return asOthers(flatten(place, ['location']));
}
