import { rehearseLeads, type WriterEnv } from '../contacts/ask-writer.ts';
import { findContact } from '../contacts/find-contact.ts';
import type { LeadOrder } from '../contacts/order.ts';
import { identitiesOf } from '../lead/identity/identities.ts';
import { initialsOf, masked } from '../lead/identity/mask.ts';
import type { Identity } from '../lead/lead.ts';
import { findShard } from '../storage/contacts/receipts.ts';
import { soon } from './write-now.ts';

type KnownPersonEnv = WriterEnv & Pick<Env, 'CONTROL'>;

/** A person who is known, as far as whoever typed their number may see. */
export interface Glimpse {
  /** Empty when the card has no name. */
  initials: string;
  /** Of what was typed, the value that is on the card; empty when it is only kept beside it. */
  typed: string;
}

/**
 * Whether the person of this lead is known, decided by the writer as it would decide if the lead came now.
 * @returns null when nobody is found, undefined when that cannot be told just now.
 */
export async function knownPerson(env: KnownPersonEnv, databaseId: string, order: LeadOrder, country: string) {
  // What else the lead lacks does not matter to the question.
  const bare: LeadOrder = { ...order, rejection: null, quarantine: null, doubleSubmitWindow: 0 };
  const rehearsed = await soon(rehearseLeads(env, databaseId, [bare]));
  const [first] = rehearsed ?? [];
  if (!first) return undefined;
  if (first.outcome?.event !== 'repeat inquiry' || first.contactNumber === null) return null;
  return glimpse(env, databaseId, first.contactNumber, order.lead.identities, country);
}

/** What may be seen of a contact; undefined when the card cannot be read. */
export async function glimpse(
  env: KnownPersonEnv,
  databaseId: string,
  number: number,
  typed: Identity[],
  country: string,
): Promise<Glimpse | undefined> {
  const card = await soon(readCard(env, databaseId, number));
  if (!card) return undefined;
  const details = { mobile: card.mobile, phone: card.phone, otherPhone: card.otherPhone, email: card.email };
  const present = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null));
  const { identities } = identitiesOf(present as Record<string, string>, { country });
  const same = typed.find((it) => identities.some(({ kind, value }) => kind === it.kind && value === it.value));
  return { initials: initialsOf(card), typed: same ? masked(same) : '' };
}

async function readCard(env: KnownPersonEnv, databaseId: string, number: number) {
  const shard = await findShard(env.CONTROL, databaseId);
  return shard ? findContact(env, { id: databaseId, shard }, number) : undefined;
}
