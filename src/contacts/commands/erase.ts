import { Refusal } from '../../refusal.ts';
import type { Card, IdentityRecord } from '../../storage/contacts/schema.ts';
import { emptyCard } from '../fold/card.ts';
import type { Mark, Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';

/** Every place where something of the person was found. */
export interface Traces {
  /** The contact, and those merged into it. */
  cards: Card[];
  identities: IdentityRecord[];
  /** Everything that recognises the person, or once did and is nobody else's since. */
  marks: Pick<IdentityRecord, 'kind' | 'value'>[];
  leadIds: string[];
  /** Leads of others that carry the bytes of a document the person is in. */
  rawIds: string[];
  /** What recognises the person in leads that are under way, as it is kept. */
  remembered: string[];
  /** Dead letters of this database that name the person. */
  letters: string[];
  /** Imports of this database whose rows are still kept. */
  imports: string[];
}

/**
 * Erases a person: cards, identities, log, notes, and what their leads hold. What stays says nothing about anybody: the
 * customer number, so that it is never given again, and each lead's id, time and status, so that it is never written
 * twice.
 */
export function eraseContact(round: Round, { number, at }: CommandOf<'erase'>, traces: Traces): Decision {
  const found = traces.cards.find((it) => it.number === number);
  // The same command once more: its answer was lost.
  if (found?.erasedAt === at) return { done: { number } };
  const card = liveCard(found);
  if (card instanceof Refusal) return card;
  for (const { kind, value, contactNumber } of traces.identities) {
    const owner = traces.cards.find((it) => it.number === contactNumber);
    if (owner) round.unmark(owner, { kind, value } as Mark);
  }
  for (const them of traces.cards) {
    const { createdBy, createdAt, statusId, taskCount } = them;
    const empty = emptyCard(round.databaseId, them.number, { createdBy, receivedAt: createdAt }, statusId);
    round.known.cards.set(them.number, { ...empty, taskCount, updatedAt: at, erasedAt: at });
    round.change(them);
  }
  const numbers = traces.cards.map((it) => it.number);
  const { leadIds, rawIds, remembered, letters, imports, marks } = traces;
  const forget = {
    letters,
    imports,
    identities: marks.map((it) => ({ kind: it.kind, value: it.value })),
    numbers,
  };
  const erasure = { numbers, leadIds, rawIds, marks: remembered, at };
  return { done: { number }, write: { ...round.effects(), erasures: [erasure] }, forget };
}
