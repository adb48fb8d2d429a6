import type { Raw } from '../../lead/raw.ts';
import { flatten } from '../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member, parseJson } from '../json/parse.ts';
import { mayReach } from './may-reach.ts';
import { tellsOfPerson } from './tells-of-person.ts';

/** What a service sends to an address before it sends leads there, and what it waits for. */
export interface PingAnswer {
  type: 'text' | 'json';
  body: string;
  /** The service's own header, which comes back as it was. */
  header?: readonly [name: string, value: string];
}

/** A set-up is short; what is longer is read as a lead. */
const MOST_BYTES = 4096;
const MOST_FIELDS = 40;
/** Longer than any challenge that is documented. */
const LONGEST_CHALLENGE = 1000;
const HEADERS = ['x-hook-secret', 'x-okta-verification-challenge'] as const;
/** The answer to who waits for nothing but a success. */
export const THANKS: PingAnswer = { type: 'json', body: '{"status":"ok"}' };

/** Events by which services try an address: `ping`, `tiktok.ping`, `webhook_test`, `url_verification`. */
const TRIAL =
  /^(?:[\w-]{1,30}[.:_/-])?(?:ping|test|hello|handshake|verification|verify|validation)(?:[._-](?:event|webhook|hook))?$/i;
const TRIAL_KEYS = new Set(['event', 'type', 'topic', 'action', 'eventtype', 'event_type', 'trigger', 'ping', 'test']);
/** What a service says of itself beside nothing else, where a form would have fields. */
const FORM_TRIALS = /^(?:webhook_id=\d{1,20}|(?:test|ping)=(?:1|true|test|ping|ok)?|event=(?:ping|test))$/i;

/**
 * The answer that a service waits for when it tries an address (POST): its challenge back, or any success. Undefined
 * for all that could be a lead, whatever its fields are called. Nothing of it is kept.
 */
export function pingAnswer(headers: Headers, { query, contentType, body }: Raw): PingAnswer | undefined {
  if (body.length > MOST_BYTES) return undefined;
  const text = new TextDecoder().decode(body).trim();
  const hook = headers.get('x-hook-secret');
  if (hook !== null && isToken(hook) && /^(?:\{\})?$/.test(text)) return { ...THANKS, header: ['x-hook-secret', hook] };
  if (query !== '') return text === '' ? validationToken(query) : undefined;
  // A form sent empty is a person's; a program that names no type sends nothing on purpose.
  if (text === '') return contentType === '' ? THANKS : undefined;
  if (FORM_TRIALS.test(text)) return THANKS;
  return /^[{[n]/.test(text) ? jsonPing(text) : undefined;
}

/** The answer to a GET by which a service tries an address; undefined for all others. */
export function handshakeAnswer(headers: Headers, query: string): PingAnswer | undefined {
  const okta = headers.get(HEADERS[1]);
  if (okta !== null && isToken(okta)) return { type: 'json', body: JSON.stringify({ verification: okta }) };
  return echoOf(query, 'challenge');
}

/** Microsoft Graph asks for the token in its address, with an empty body. */
const validationToken = (query: string) => echoOf(query, 'validationToken');

function echoOf(query: string, name: string): PingAnswer | undefined {
  if (query.length > 3 * LONGEST_CHALLENGE) return undefined;
  const pairs = [...new URLSearchParams(query)];
  const [pair] = pairs;
  if (pairs.length !== 1 || pair?.[0] !== name || !isChallenge(pair[1])) return undefined;
  return mayReach({ name, value: pair[1] }) ? undefined : { type: 'text', body: pair[1] };
}

function jsonPing(text: string): PingAnswer | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok) return undefined;
  const { value } = parsed;
  if (isEmpty(value)) return THANKS;
  if (!isObject(value)) return undefined;
  const answer = challengeIn(value) ?? (isTrial(value) ? THANKS : undefined);
  if (!answer) return undefined;
  const pairs = flatten(value);
  return pairs.length <= MOST_FIELDS && !pairs.some(tellsOfPerson) ? answer : undefined;
}

/** A list of no leads is a program's fault; an object of no fields is how services try an address. */
const isEmpty = (value: JsonValue): boolean => value === null || (isObject(value) && Object.keys(value).length === 0);

/** `{challenge}` alone, or declared as a verification beside the service's own words. */
function challengeIn(body: JsonObject): PingAnswer | undefined {
  const challenge = member(body, 'challenge') ?? null;
  const isAlone = Object.keys(body).length === 1;
  const isDeclared = jsonText(member(body, 'type')) === 'url_verification';
  const sent = jsonText(challenge);
  if (sent === undefined || !isChallenge(sent) || !(isAlone || isDeclared)) return undefined;
  return { type: 'json', body: JSON.stringify({ challenge }) };
}

const isTrial = (body: JsonObject): boolean =>
  Object.entries(body).some(
    ([key, value]) =>
      TRIAL_KEYS.has(key.toLowerCase()) && (value === true || TRIAL.test((jsonText(value) ?? '').slice(0, 80))),
  );

const isChallenge = (text: string) => text.trim() !== '' && text.length <= LONGEST_CHALLENGE;
const isToken = (text: string) => /^[\x21-\x7e]{1,256}$/.test(text);
