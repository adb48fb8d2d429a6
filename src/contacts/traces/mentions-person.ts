import { restoreRaw, type StoredRaw } from '../../lead/raw.ts';
import { asciiDigits, digitsOf } from '../../lead/text.ts';
import type { LeadRecord } from '../../storage/contacts/schema.ts';
import type { Mark } from '../fold/round.ts';
import { readingsOf } from './readings.ts';

type PersonMark = Pick<Mark, 'kind' | 'value'>;

/** The digits of a phone that stand in it however it is written: without the country and the leading zero. */
const NATIONAL_DIGITS = 8;
/** A number whose area code stands in a field of its own. */
const REST_DIGITS = 7;

/** A number from its first digit on, with all that may stand within one. */
const STRETCH = /\d[\d\s()+./*'’:_|\p{Pd}\p{Cf}]*/gu;
/** Most texts have nothing but ASCII, and need no look at what Unicode knows of each character. */
const BEYOND_ASCII = /[^\0-\x7f]/;

/**
 * Whether a lead that became no contact carries one of these identities, understood or only in its bytes. For an
 * erasure it may say yes once too often, never once too seldom.
 */
export function mentionsPerson(
  { fields, raw, charset }: Pick<LeadRecord, 'fields' | 'raw' | 'charset'>,
  identities: PersonMark[],
): boolean {
  const understood = fields?.identities.some((it) =>
    identities.some(({ kind, value }) => kind === it.kind && value === it.value),
  );
  if (understood) return true;
  return raw !== null && writingMentions(writingOf(raw, charset), identities);
}

/** The same of something written in whatever encoding, such as a message: by all that it may mean. */
export function writingMentions(writing: string, identities: PersonMark[]): boolean {
  if (identities.length === 0) return false;
  for (const text of readingsOf(writing)) if (textMentions(text, identities)) return true;
  return false;
}

/** Whether a plain text has one of these identities in it, in whatever spelling. */
export function textMentions(text: string, identities: PersonMark[]): boolean {
  const seen = asSeen(text);
  const lower = seen.toLowerCase();
  const stretches = stretchesOf(seen);
  const numbers = stretches.map(digitsOf);
  const has = (digits: string) => numbers.some((number) => number.includes(digits));
  const pieces = [...numbers, ...stretches.flatMap((stretch) => stretch.match(/\d+/g) ?? [])];
  return identities.some(({ kind, value }) => {
    if (kind === 'email') return lower.includes(value);
    if (kind === 'content') return false;
    if (kind === 'idNumber') return has(value.replace(/^0+/, ''));
    const digits = digitsOf(value);
    return has(digits.slice(-NATIONAL_DIGITS)) || isInPieces(digits, pieces);
  });
}

/** Numbers of a text, each with all that stands within it. */
export const numberStretches = (text: string): string[] => stretchesOf(asSeen(text));

const asSeen = (text: string) => (BEYOND_ASCII.test(text) ? text.normalize('NFKC').replace(/\p{Cf}/gu, '') : text);

const stretchesOf = (seen: string): string[] =>
  (BEYOND_ASCII.test(seen) ? asciiDigits(seen) : seen).match(STRETCH) ?? [];

/** Whether a phone stands there as an area code and the rest. */
function isInPieces(digits: string, pieces: string[]): boolean {
  const [rest, before] = [digits.slice(-REST_DIGITS), digits.slice(0, -REST_DIGITS)];
  if (!before || !pieces.includes(rest)) return false;
  return pieces.some((piece) => {
    const area = piece.replace(/^0+/, '');
    return area !== '' && piece.length > 1 && before.endsWith(area);
  });
}

/** What a lead came as, query first, as text. */
export function writingOf(raw: StoredRaw, charset: string): string {
  const body = raw.encoding === 'text' ? raw.body : decoderOf(charset).decode(restoreRaw(raw).body);
  return `${raw.query}\n${body}`;
}

/** A charset that this runtime does not know hides no digits and no address. */
function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder('latin1');
  }
}
