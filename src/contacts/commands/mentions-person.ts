import { restoreRaw, type StoredRaw } from '../../lead/raw.ts';
import { asciiDigits, digitsOf } from '../../lead/text.ts';
import type { LeadRecord } from '../../storage/contacts/schema.ts';
import type { Mark } from '../fold/round.ts';

/** The digits of a phone that stand in it however it is written: without the country and the leading zero. */
const NATIONAL_DIGITS = 8;

const NOT_IN_NUMBERS = /[^\d\s()+./\p{Pd}\p{Cf}]+/u;

/**
 * Whether a lead that became no contact carries one of these identities, understood or only in its bytes. For an
 * erasure it may say yes once too often, never once too seldom.
 */
export function mentionsPerson(
  { fields, raw, charset }: Pick<LeadRecord, 'fields' | 'raw' | 'charset'>,
  identities: Pick<Mark, 'kind' | 'value'>[],
): boolean {
  const understood = fields?.identities.some((it) =>
    identities.some(({ kind, value }) => kind === it.kind && value === it.value),
  );
  if (understood) return true;
  return raw !== null && textMentions(textOf(raw, charset), identities);
}

/** Whether a text has one of these identities in it, in whatever spelling. */
export function textMentions(text: string, identities: Pick<Mark, 'kind' | 'value'>[]): boolean {
  const lower = text.toLowerCase();
  const numbers = asciiDigits(text).split(NOT_IN_NUMBERS).map(digitsOf);
  const has = (digits: string) => numbers.some((number) => number.includes(digits));
  return identities.some(({ kind, value }) => {
    if (kind === 'email') return lower.includes(value);
    if (kind === 'content') return false;
    return has(kind === 'phone' ? digitsOf(value).slice(-NATIONAL_DIGITS) : value.replace(/^0+/, ''));
  });
}

function textOf(raw: StoredRaw, charset: string): string {
  const body = raw.encoding === 'text' ? raw.body : new TextDecoder(charset).decode(restoreRaw(raw).body);
  return [raw.query, body].flatMap((part) => [part, unescaped(part)]).join('\n');
}

/** Percent signs and JSON's escapes undone, wherever they stand. */
const unescaped = (text: string) =>
  text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
      try {
        return decodeURIComponent(escaped);
      } catch {
        return escaped;
      }
    })
    .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
