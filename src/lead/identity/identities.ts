import type { Identity, Lead } from '../lead.ts';
import type { Warning } from '../submission.ts';
import { emailIdentities } from './email.ts';
import { idNumberDigits, idNumberIdentity } from './id-number.ts';
import { isJunk, isJunkPhone } from './junk.ts';
import { phoneIdentities } from './phone.ts';

/** The phones of a card that are compared against each other; a fax belongs to an office, not to a person. */
export const PHONE_DETAILS = ['mobile', 'phone', 'otherPhone'] as const;

/** What identities depend on besides the details. */
export interface IdentitySettings {
  /** ISO 3166 alpha-2: the country of phones written without one. */
  country: string;
  /** Filler values the business added; keep the same array between calls, it is indexed once. */
  junk?: readonly string[];
}

/**
 * Every identity in a card's or lead's details, strongest first, each once. Filler is never among them; it and values
 * that cannot be compared leave a warning (product.md, "Duplicates").
 */
export function identitiesOf(
  details: Lead['details'],
  { country, junk = [] }: IdentitySettings,
): { identities: Identity[]; warnings: Warning[] } {
  const identities: Identity[] = [];
  const warnings: Warning[] = [];

  const take = (kind: Identity['kind'], value: string, field: string) => {
    const identity: Identity = { kind, value };
    if (isJunk(identity, country, junk)) warnings.push(junkWarning(field));
    else if (!identities.some((known) => known.kind === kind && known.value === value)) identities.push(identity);
  };

  const { idNumber, email } = details;
  if (idNumber) {
    const identity = idNumberIdentity(idNumber);
    if (identity !== undefined) take('idNumber', identity, 'idNumber');
    else if (idNumberDigits(idNumber) !== undefined) warnings.push(junkWarning('idNumber'));
    else warnings.push(notComparable('idNumber', 'not an Israeli ID or company number'));
  }
  for (const field of PHONE_DETAILS) {
    const typed = details[field];
    if (!typed) continue;
    const phones = phoneIdentities(typed, country);
    for (const phone of phones) take('phone', phone, field);
    if (phones.length > 0) continue;
    warnings.push(isJunkPhone(typed, country) ? junkWarning(field) : notComparable(field, 'not a whole phone number'));
  }
  if (email) {
    const addresses = emailIdentities(email);
    for (const address of addresses) take('email', address, 'email');
    if (!addresses.length) warnings.push(notComparable('email', 'not an e-mail address'));
  }
  return { identities, warnings };
}

function junkWarning(field: string): Warning {
  return { code: 'junk_identity', message: 'This value looks like filler; it is kept, but identifies nobody.', field };
}

function notComparable(field: string, why: string): Warning {
  return { code: 'not_comparable', message: `This value is ${why}; it is kept, but identifies nobody.`, field };
}
