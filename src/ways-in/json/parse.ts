import type { Rejection } from '../../lead/submission.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Objects within objects; no sender we know goes past 8. */
const MAX_DEPTH = 32;

type Parsed = { ok: true; value: JsonValue } | { ok: false; rejection: Rejection };

/** Parses JSON text without losing a digit: an integer that JavaScript cannot hold comes back as a string. */
export function parseJson(text: string): Parsed {
  if (nestsDeeperThan(text, MAX_DEPTH)) {
    return reject('too_deep', `The JSON nests deeper than ${MAX_DEPTH} levels. Send the fields of the lead flat.`);
  }
  try {
    return { ok: true, value: /\d{16}/.test(text) ? parseKeepingDigits(text) : JSON.parse(text) };
  } catch (error) {
    return reject(
      'unreadable',
      `The body looks like JSON but cannot be parsed: ${reasonOf(error)}. Check the quotes and commas.`,
    );
  }
}

function reject(code: string, message: string): Parsed {
  return { ok: false, rejection: { code, status: 400, message } };
}

function reasonOf(error: unknown): string {
  // V8 quotes the body in its message; the position is enough, and holds no personal data.
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? 'it ends too early or is malformed' : `it is malformed near character ${position}`;
}

function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x7b:
      case 0x5b:
        if (++depth > limit) return true;
        break;
      case 0x7d:
      case 0x5d:
        depth--;
        break;
    }
  }
  return false;
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at;
    if (unit === 0x5c) at++;
  }
  return text.length;
}

type SourceReviver = (key: string, value: JsonValue, context: { source?: string }) => JsonValue;

function parseKeepingDigits(text: string): JsonValue {
  const keepDigits: SourceReviver = (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? source
      : value;
  // The type library does not know the third argument yet; V8 has it since 11.4.
  return JSON.parse(text, keepDigits as (key: string, value: JsonValue) => JsonValue);
}

/** True for `{…}`. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a scalar; undefined for null, lists and objects. */
export function jsonText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** An own member, so that a key such as `__proto__` or `constructor` is only ever data. */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
