import type { Change } from '../../lead/outcome.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { ImportedRead, Removal } from '../../storage/contacts/undo-import.ts';
import { revertField } from '../card-field.ts';
import { emptyCard } from '../fold/card.ts';
import { identitiesOnCard } from '../fold/card-identities.ts';
import { type Mark, markKey, type Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';

/** What the log calls it. An entry of this kind is no use somebody made of a contact. */
const UNDONE = 'import undone';

type Imported = ImportedRead['leads'][number];

/**
 * Takes back what rows of an import wrote, the last row first. A contact that only the import knows is gone afterwards;
 * one that was completed or reset is as it was, field by field, where a field still holds what the import put there.
 * What somebody has used since stays, and its leads are named in the answer.
 */
export function undoImportedLeads(round: Round, command: CommandOf<'undo-import'>, known: ImportedRead): Decision {
  const undo = new Undo(round, command, known);
  const rows = known.leads.filter(({ erasedAt }) => erasedAt === null).sort((a, b) => b.rawIndex - a.rawIndex);
  const kept = rows.filter((lead) => !undo.takeBack(lead)).map(({ id }) => id);
  return { done: { number: null, kept }, write: undo.write() };
}

class Undo {
  readonly #round: Round;
  readonly #command: CommandOf<'undo-import'>;
  #tasks: ImportedRead['tasks'];
  #log: ImportedRead['log'];
  readonly #removal: Removal = { numbers: [], leadIds: [], tasks: [], log: [] };
  readonly #reverted = new Map<number, Change[]>();

  constructor(round: Round, command: CommandOf<'undo-import'>, { tasks, log }: ImportedRead) {
    this.#round = round;
    this.#command = command;
    this.#tasks = tasks;
    this.#log = log;
  }

  /** @returns whether nothing of the lead is left. */
  takeBack(lead: Imported): boolean {
    const card = this.#round.known.cards.get(lead.contactNumber ?? 0);
    if (lead.status === 'created') return this.#takeBackCard(lead, card);
    if (lead.status === 'updated' || lead.status === 'renewed') return this.#takeBackChanges(lead, card);
    this.#removal.leadIds.push(lead.id);
    return true;
  }

  write() {
    const { databaseId } = this.#round;
    const { id, at, by, importId } = this.#command;
    for (const [contactNumber, changes] of this.#reverted) {
      if (!changes.length || this.#removal.numbers.includes(contactNumber)) continue;
      const data = { import: importId, changes };
      this.#round.log.push({ databaseId, contactNumber, id, at, kind: UNDONE, by, data });
    }
    return { ...this.#round.effects(), removals: [this.#removal] };
  }

  #takeBackCard(lead: Imported, card: Card | undefined): boolean {
    if (!card || !this.#isStanding(card) || this.#isUsed(card, lead)) return false;
    for (const mark of (lead.fields?.identities ?? []) as Mark[]) this.#round.unmark(card, mark);
    this.#removal.tasks.push(...this.#tasks.filter((task) => task.contactNumber === card.number));
    this.#removal.log.push(...this.#log.filter((entry) => entry.contactNumber === card.number));
    this.#removal.leadIds.push(lead.id);
    if (card.number < this.#round.known.lastNumber) {
      this.#removal.numbers.push(card.number);
      return true;
    }
    // The highest number stays as an empty card, so that it is never given again.
    const { createdBy, createdAt, statusId, number } = card;
    const { at } = this.#command;
    const empty = emptyCard(this.#round.databaseId, number, { createdBy, receivedAt: createdAt }, statusId);
    this.#round.known.cards.set(number, { ...empty, updatedAt: at, erasedAt: at });
    this.#round.change(card);
    this.#reverted.delete(number);
    return true;
  }

  #takeBackChanges(lead: Imported, card: Card | undefined): boolean {
    if (!card || !this.#isStanding(card) || !lead.outcome) return false;
    const { changes, statusBefore, statusAfter, addedIdentities = [], task } = lead.outcome;
    if (task !== undefined && this.#isTouched(card, task)) return false;
    if (this.#wasMergedSince(card, lead)) return false;
    const status = statusBefore === undefined ? [] : [{ field: 'statusId', old: statusBefore, new: statusAfter }];
    const reverted = [...changes, ...status].filter((change) => revertField(card, change));
    if (reverted.length) {
      card.updatedAt = this.#command.at;
      this.#round.change(card);
      const back = reverted.map(({ field, old, new: value }) => ({ field, old: value, new: old }));
      this.#reverted.set(card.number, [...back, ...(this.#reverted.get(card.number) ?? [])]);
    }
    if (!this.#wasHereSince(card, lead)) {
      const onCard = new Set(identitiesOnCard(this.#round.rules, card).map(markKey));
      for (const mark of addedIdentities as Mark[]) if (!onCard.has(markKey(mark))) this.#round.unmark(card, mark);
    }
    const isTheirs = (contactNumber: number) => contactNumber === card.number;
    this.#removal.leadIds.push(lead.id);
    this.#removal.log.push(...this.#log.filter((it) => isTheirs(it.contactNumber) && it.id === lead.id));
    this.#removal.tasks.push(...this.#tasks.filter((it) => isTheirs(it.contactNumber) && it.leadId === lead.id));
    this.#log = this.#log.filter((it) => !isTheirs(it.contactNumber) || it.id !== lead.id);
    this.#tasks = this.#tasks.filter((it) => !isTheirs(it.contactNumber) || it.leadId !== lead.id);
    return true;
  }

  #isStanding = ({ mergedInto, erasedAt }: Card) => mergedInto === null && erasedAt === null;

  /** Whether anybody but this lead has to do with the contact. */
  #isUsed({ number }: Card, lead: Imported): boolean {
    return (
      this.#command.spared.includes(number) ||
      this.#tasks.some((it) => it.contactNumber === number && (it.leadId !== lead.id || it.doneAt !== null)) ||
      this.#log.some((it) => it.contactNumber === number && it.id !== lead.id && it.kind !== UNDONE)
    );
  }

  /** Whether the person has inquired after the import: then what recognised them must go on doing so. */
  #wasHereSince({ number }: Card, { receivedAt }: Imported): boolean {
    return (
      this.#tasks.some((it) => it.contactNumber === number && it.openedAt > receivedAt) ||
      this.#log.some((it) => it.contactNumber === number && it.kind === 'inquiry' && it.at > receivedAt)
    );
  }

  /** Whether the contact was made one with another since: then nobody knows whose a value is that both had. */
  #wasMergedSince({ number }: Card, { receivedAt }: Imported): boolean {
    return this.#log.some((it) => it.contactNumber === number && it.kind.startsWith('merge') && it.at >= receivedAt);
  }

  /** Whether somebody has worked on the task this lead opened. */
  #isTouched({ number }: Card, ordinal: number): boolean {
    const task = this.#tasks.find((it) => it.contactNumber === number && it.ordinal === ordinal);
    const isItsEntry = ({ contactNumber, data }: ImportedRead['log'][number]) =>
      contactNumber === number && data !== null && typeof data === 'object' && 'task' in data && data.task === ordinal;
    return !task || task.doneAt !== null || this.#log.some(isItsEntry);
  }
}
