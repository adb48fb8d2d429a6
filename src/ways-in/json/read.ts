import type { Rejection, Submission } from '../../lead/submission.ts';
import { recogniseJson, recogniseObject } from '../senders/all.ts';
import { isObject, type JsonValue, parseJson } from './parse.ts';
import { splitLeads } from './split.ts';

type Read = { ok: true; submissions: Submission[] } | { ok: false; rejection: Rejection };

/** Reads the text of a JSON body into its leads. */
export function readJson(text: string): Read {
  // Some clients post JSON as the name of a form field, and add the `=` of its empty value.
  const parsed = parseJson(text.replace(/([}\]])=\s*$/, '$1'));
  if (!parsed.ok) return parsed;
  const submissions = submissionsOf(parsed.value);
  if (submissions.some(({ isNothing, pairs }) => isNothing || pairs.some(({ value }) => value !== ''))) {
    return { ok: true, submissions };
  }
  return {
    ok: false,
    rejection: {
      code: 'not_a_lead',
      status: 422,
      message: 'The JSON holds no fields. Send an object such as {"FirstName":"Dana","Phone":"052-1234567"}.',
    },
  };
}

/** The leads in a parsed JSON value; also what an XML document without a known shape is turned into. */
export function submissionsOf(value: JsonValue): Submission[] {
  const whole = isObject(value) ? recogniseJson(value) : undefined;
  return whole ?? splitLeads(value).flatMap(recogniseObject);
}
