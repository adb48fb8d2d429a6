import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, jsonText, member } from '../../json/parse.ts';
import { asOthers, type JsonSender, submission } from '../sender.ts';

/**
 * Fillout's webhook: `submission.questions`, or a submission alone as its API and forwarders give it. Who signed in or
 * booked a meeting in the form is the person; its host, who paid and what the address said are beside.
 */
export const fillout: JsonSender = (body) => {
  const inner = member(body, 'submission') ?? null;
  const filled: JsonObject = isObject(inner) ? inner : body;
  const questions = member(filled, 'questions') ?? null;
  if (!Array.isArray(questions) || jsonText(member(filled, 'submissionId')) === undefined) return undefined;
  const { questions: _questions, scheduling = null, login = null, ...rest } = filled;
  const { submission: _submission, ...around } = filled === body ? {} : body;
  const meetings = (Array.isArray(scheduling) ? scheduling : []).filter(isObject);
  const pairs = [
    ...flatten({ questions }),
    ...meetings.flatMap(bookerOf),
    ...(isObject(login) ? ownPairs(login, [['email', 'Email']], 'login') : []),
    ...asOthers([
      ...flatten(around),
      ...flatten(rest, filled === body ? [] : ['submission']),
      ...flatten(meetings, ['scheduling']),
    ]),
  ];
  return [submission('fillout', pairs, { providerLeadId: jsonText(member(filled, 'submissionId')) })];
};

function bookerOf(meeting: JsonObject): Pair[] {
  const value = member(meeting, 'value') ?? null;
  const names: [string, string][] = [
    ['fullName', 'FullName'],
    ['email', 'Email'],
  ];
  return isObject(value) ? ownPairs(value, names, 'scheduling') : [];
}

const ownPairs = (object: JsonObject, names: readonly [string, string][], place: string): Pair[] =>
  names.flatMap(([key, label]) => {
    const value = jsonText(member(object, key));
    return value === undefined ? [] : [{ name: `${place}.${key}`, value, label }];
  });
