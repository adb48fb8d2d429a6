import { emailIdentity } from '../../lead/identity/email.ts';
import { digitsOf } from '../../lead/text.ts';
import { numberStretches } from './mentions-person.ts';
import { readingsOf } from './readings.ts';

/** The digits by which a number is looked for, whatever stands before them. */
const DIGITS = 8;
/** So many values of one writing are looked at; one with more is a list, and no lead that came to nothing. */
const MOST = 5_000;
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 190;
/** Longer runs of digits are no numbers that anybody has. */
const LONGEST_RUN = 40;
const OF_LOCAL = /[\p{L}\p{N}\p{M}._%+'-]/u;
const OF_DOMAIN = /[\p{L}\p{N}\p{M}._-]/u;

/** How a number is looked for in bytes nobody has read; undefined for what has too few digits. */
export const digitsMark = (value: string): string | undefined => {
  const digits = digitsOf(value);
  return digits.length < DIGITS ? undefined : `digits:${digits.slice(-DIGITS)}`;
};

/** Everything in a writing that may recognise somebody: addresses, and numbers by any eight digits in a row. */
export function marksInWriting(writing: string): Set<string> {
  const marks = new Set<string>();
  for (const text of readingsOf(writing)) {
    for (const mark of marksInText(text)) {
      if (marks.size >= MOST) return marks;
      marks.add(mark);
    }
  }
  return marks;
}

function* marksInText(text: string): Generator<string> {
  let looked = 0;
  for (let at = text.indexOf('@'); at >= 0 && looked < MOST; at = text.indexOf('@', at + 1)) {
    looked += 1;
    yield* addressesAround(text, at);
  }
  for (const stretch of numberStretches(text)) {
    const digits = digitsOf(stretch);
    if (digits.length > LONGEST_RUN) continue;
    for (let from = 0; from + DIGITS <= digits.length; from++) yield `digits:${digits.slice(from, from + DIGITS)}`;
  }
}

/** The address that has its at sign there; a plus before it may be a form's space as well. */
function* addressesAround(text: string, at: number): Generator<string> {
  let from = at;
  while (from > 0 && at - from < LONGEST_LOCAL && OF_LOCAL.test(text[from - 1] ?? '')) from -= 1;
  let to = at + 1;
  while (to < text.length && to - at < LONGEST_DOMAIN && OF_DOMAIN.test(text[to] ?? '')) to += 1;
  const [local, domain] = [text.slice(from, at), text.slice(at, to)];
  if (local === '' || domain === '') return;
  for (const one of new Set([local, local.slice(local.lastIndexOf('+') + 1)])) {
    const email = emailIdentity(`${one}${domain}`);
    if (email) yield `email:${email}`;
  }
}
