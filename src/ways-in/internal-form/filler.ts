import { emailIdentity } from '../../lead/identity/email.ts';
import { idNumberDigits, idNumberIdentity } from '../../lead/identity/id-number.ts';
import { identitiesOf, PHONE_DETAILS } from '../../lead/identity/identities.ts';
import type { Detail, Lead } from '../../lead/lead.ts';

/** What stands where something should not. */
export interface Filler {
  target: Detail;
  value: string;
}

/** What operators put where a caller said nothing, beside one letter repeated and punctuation alone. */
const WORDS: ReadonlySet<string> = new Set(
  'test testing asdf asd qwerty abc xxx none unknown noname na n/a nobody anonymous בדיקה טסט אין ללא אנונימי אלמוני כלום'
    .split(' ')
    .concat('לא ידוע', 'לא רלוונטי', 'אין שם', 'no name'),
);

/**
 * Values of a lead that look like filler: what never identifies anybody (`src/lead/identity/junk.ts` and the business's
 * own list), phones and addresses that are none, and names nobody has. Only ever a question to whoever typed them.
 */
export function fillerOf({ details }: Pick<Lead, 'details'>, country: string, junk: readonly string[]): Filler[] {
  return [...names(details), ...identifiers(details, country, junk)];
}

function identifiers(details: Lead['details'], country: string, junk: readonly string[]): Filler[] {
  return [...PHONE_DETAILS, 'email' as const, 'idNumber' as const].flatMap((target) => {
    const value = details[target];
    if (!value) return [];
    const { identities } = identitiesOf({ [target]: value }, { country, junk });
    return identities.length || isForeign(target, value) ? [] : [{ target, value }];
  });
}

/** A passport is no filler, though it identifies nobody here. */
const isForeign = (target: Detail, value: string) =>
  target === 'idNumber' && idNumberDigits(value) === undefined && idNumberIdentity(value) === undefined;

function names(details: Lead['details']): Filler[] {
  return (['firstName', 'lastName', 'company'] as const).flatMap((target) => {
    const value = details[target];
    return value && isNobody(value) ? [{ target, value }] : [];
  });
}

function isNobody(name: string): boolean {
  const plain = name.normalize('NFKC').trim().toLowerCase();
  return WORDS.has(plain) || /^(.)\1{2,}$/u.test(plain) || !/\p{L}/u.test(plain) || emailIdentity(plain) !== undefined;
}
