import type { Identity } from '../../lead/lead.ts';
import type { RoundWrite } from '../../storage/contacts/round.ts';
import type {
  Card,
  IdentityRecord,
  LeadRecord,
  LogRecord,
  PossibleDuplicate,
  TaskRecord,
} from '../../storage/contacts/schema.ts';
import type { DatabaseRules } from '../order.ts';
import type { ErasedUnderWay } from '../traces/erased-under-way.ts';
import { searchNameOf } from './card.ts';

export type StoredReceipt = Pick<LeadRecord, 'id' | 'attempt' | 'status' | 'contactNumber' | 'erasedAt'>;

/** What recognises a contact: an identity, or the content of a lead that has none. */
export type Mark = Identity | { kind: 'content'; value: string };

export const markKey = ({ kind, value }: Mark) => `${kind}:${value}`;

/** Numbers from here on are persons of this round who have no card yet; no customer number is as high. */
const PERSONS = 2 ** 52;

/** What one read brought for a round of orders. */
export interface Known {
  /** Leads of this round that are already written. */
  receipts: Map<string, StoredReceipt>;
  /** `markKey` → the contacts that have it, oldest first. */
  owners: Map<string, number[]>;
  cards: Map<number, Card>;
  /** The highest customer number given so far. */
  lastNumber: number;
  /** The command's own entry stands in the contact's log: it was carried out before. */
  isLogged?: boolean;
  /** What of this round is of people who were erased after it came. */
  erased?: ErasedUnderWay | undefined;
}

/** Everything one write must do. A card appears once, in its final state. */
export type Effects = RoundWrite;

/**
 * A round being decided: what is known, changed by each order so that the next one sees it, and what must be written.
 * Pure memory; it is thrown away when the write fails.
 */
export class Round {
  readonly databaseId: string;
  readonly known: Known;
  readonly rules: DatabaseRules;
  readonly leads: LeadRecord[] = [];
  readonly tasks: TaskRecord[] = [];
  readonly log: LogRecord[] = [];
  readonly #changed = new Set<number>();
  readonly #new = new Set<number>();
  readonly #namesBefore = new Map<number, string | null>();
  readonly #added = new Map<string, IdentityRecord>();
  readonly #dropped = new Map<string, IdentityRecord>();
  readonly #pairs: Omit<PossibleDuplicate, 'databaseId' | 'state'>[] = [];
  readonly #reserved = new Map<string, number>();
  readonly #cardOf = new Map<number, number>();
  #persons = PERSONS;

  constructor(databaseId: string, known: Known, rules: DatabaseRules) {
    this.databaseId = databaseId;
    this.known = known;
    this.rules = rules;
    for (const card of known.cards.values()) this.#namesBefore.set(card.number, card.searchName);
  }

  ownersOf(mark: Mark): number[] {
    return this.known.owners.get(markKey(mark)) ?? [];
  }

  /** Who a mark's owner is or will be when this round is folded; with several owners, the oldest first. */
  candidatesOf(mark: Mark): number[] {
    const owners = this.ownersOf(mark);
    const person = this.#reserved.get(markKey(mark));
    return owners.length || person === undefined ? owners : [this.#real(person)];
  }

  /** A person of this round who has no card yet. */
  newPerson(): number {
    this.#persons += 1;
    return this.#persons;
  }

  /** Keeps a mark nobody has for this person: a contact, or somebody who will be one. */
  reserve(mark: Mark, person: number): void {
    const key = markKey(mark);
    if (!this.ownersOf(mark).length && !this.#reserved.has(key)) this.#reserved.set(key, person);
  }

  /** The person has got a card. */
  become(person: number, { number }: Card): void {
    if (person >= PERSONS) this.#cardOf.set(person, number);
  }

  nextNumber(): number {
    this.known.lastNumber += 1;
    return this.known.lastNumber;
  }

  add(card: Card): void {
    this.known.cards.set(card.number, card);
    this.#new.add(card.number);
  }

  change(card: Card): void {
    if (!this.#new.has(card.number)) this.#changed.add(card.number);
  }

  /** Makes the mark recognise this contact, whoever else has it. */
  mark(card: Card, mark: Mark): void {
    const key = `${card.number} ${markKey(mark)}`;
    const owners = this.ownersOf(mark);
    if (owners.includes(card.number)) return;
    this.known.owners.set(
      markKey(mark),
      [...owners, card.number].sort((a, b) => a - b),
    );
    if (!this.#dropped.delete(key)) this.#added.set(key, this.#record(card, mark));
  }

  /** The mark no longer recognises this contact; also a mark that nobody asked about in this round. */
  unmark(card: Card, mark: Mark): void {
    const key = `${card.number} ${markKey(mark)}`;
    const others = this.ownersOf(mark).filter((number) => number !== card.number);
    this.known.owners.set(markKey(mark), others);
    if (!this.#added.delete(key)) this.#dropped.set(key, this.#record(card, mark));
  }

  /** Two contacts one lead matched: a person must look at them. */
  pair(a: number, b: number, leadId: string, foundAt: number): void {
    this.#pairs.push({ olderNumber: a, newerNumber: b, leadId, foundAt });
  }

  effects(): Effects {
    const cardsOf = (numbers: Set<number>) => {
      const cards: Card[] = [];
      for (const number of numbers) {
        const card = this.known.cards.get(number);
        if (card) cards.push({ ...card, searchName: searchNameOf(card) });
      }
      return cards;
    };
    const changedCards = cardsOf(this.#changed);
    return {
      newCards: cardsOf(this.#new),
      changedCards,
      renamedCards: changedCards.filter((card) => this.#namesBefore.get(card.number) !== card.searchName),
      newIdentities: [...this.#added.values()],
      droppedIdentities: [...this.#dropped.values()],
      leads: this.leads.map((lead) => this.#withRealNumbers(lead)),
      tasks: this.tasks,
      possibleDuplicates: this.#realPairs(),
      log: this.log,
    };
  }

  /** The card's number once the person has one. */
  #real(person: number): number {
    return this.#cardOf.get(person) ?? person;
  }

  #realPairs(): PossibleDuplicate[] {
    const pairs = new Map<string, PossibleDuplicate>();
    for (const { olderNumber, newerNumber, ...found } of this.#pairs) {
      const [older = 0, newer = 0] = [this.#real(olderNumber), this.#real(newerNumber)].sort((a, b) => a - b);
      const key = `${older} ${newer}`;
      if (newer >= PERSONS || older === newer || pairs.has(key)) continue;
      pairs.set(key, { databaseId: this.databaseId, olderNumber: older, newerNumber: newer, ...found, state: 'open' });
    }
    return [...pairs.values()];
  }

  #withRealNumbers(lead: LeadRecord): LeadRecord {
    const others = lead.outcome?.alsoMatched;
    if (!lead.outcome || !others?.some((number) => number >= PERSONS)) return lead;
    const alsoMatched = others.map((number) => this.#real(number)).filter((number) => number < PERSONS);
    return { ...lead, outcome: { ...lead.outcome, alsoMatched } };
  }

  #record(card: Card, { kind, value }: Mark): IdentityRecord {
    return { databaseId: this.databaseId, kind, value, contactNumber: card.number };
  }
}
