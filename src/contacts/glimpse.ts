import { identitiesOf } from '../lead/identity/identities.ts';
import { initialsOf, masked } from '../lead/identity/mask.ts';
import type { Identity } from '../lead/lead.ts';
import type { Card } from '../storage/contacts/schema.ts';

/** A person who is known, as far as whoever typed their number may see. */
export interface Glimpse {
  /** Empty when the card has no name. */
  initials: string;
  /** Of what was typed, the value that is on the card; empty when it is only kept beside it. */
  typed: string;
}

/** What may be seen of a card by who typed these identities. */
export function glimpseAt(card: Card, typed: Identity[], country: string): Glimpse {
  const { mobile, phone, otherPhone, email } = card;
  const details = Object.entries({ mobile, phone, otherPhone, email }).flatMap(([detail, value]) =>
    value === null ? [] : [[detail, value]],
  );
  const { identities } = identitiesOf(Object.fromEntries(details), { country });
  const same = typed.find((it) => identities.some(({ kind, value }) => kind === it.kind && value === it.value));
  return { initials: initialsOf(card), typed: same ? masked(same) : '' };
}
