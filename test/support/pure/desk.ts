import { changeContact } from '../../../src/contacts/commands/change.ts';
import type { Decision } from '../../../src/contacts/commands/command.ts';
import { type MergeKnown, mergeContacts } from '../../../src/contacts/commands/merge.ts';
import { splitOffLead } from '../../../src/contacts/commands/split.ts';
import { undoImportedLeads } from '../../../src/contacts/commands/undo-import.ts';
import { undoMerge } from '../../../src/contacts/commands/undo-merge.ts';
import { undoSplitOff } from '../../../src/contacts/commands/undo-split.ts';
import { type Effects, type Known, markKey, Round } from '../../../src/contacts/fold/round.ts';
import type { LeadOrder } from '../../../src/contacts/order.ts';
import { Refusal } from '../../../src/refusal.ts';
import type { Move } from '../../../src/storage/contacts/command-writes.ts';
import type {
  IdentityRecord,
  LeadRecord,
  LogRecord,
  MergeRecord,
  PossibleDuplicate,
  SplitRecord,
} from '../../../src/storage/contacts/schema.ts';
import type { SplitRead } from '../../../src/storage/contacts/splits.ts';
import type { Removal } from '../../../src/storage/contacts/undo-import.ts';
import { Memory } from './memory.ts';

let commands = 0;
const common = () => {
  commands += 1;
  return { id: `command-${commands}`, at: 5_000_000 + commands, by: 'Test' };
};

/** A memory in which people also change, merge and part contacts, as the writer would carry it out. */
export class Desk extends Memory {
  log: LogRecord[] = [];
  merges = new Map<string, MergeRecord>();
  splits = new Map<string, SplitRecord>();

  /** As D1 does: a pair that is there already stays as it is. */
  override run(orders: LeadOrder[]): Effects {
    const effects = super.run(orders);
    this.log.push(...(effects.log ?? []));
    const first = new Map<string, PossibleDuplicate>();
    for (const pair of this.pairs) {
      const key = `${pair.olderNumber} ${pair.newerNumber}`;
      if (!first.has(key)) first.set(key, pair);
    }
    this.pairs = [...first.values()];
    return effects;
  }

  /** What a verb knows: every card and every owner, copied. */
  round(): Round {
    const known: Known = {
      receipts: new Map(),
      owners: structuredClone(this.owners),
      cards: structuredClone(this.cards),
      lastNumber: Math.max(0, ...this.cards.keys()),
    };
    return new Round('database', known, this.rules);
  }

  change(number: number, fields: Record<string, string | null>): Decision {
    const command = { verb: 'change', ...common(), number, wish: { fields, custom: {} } } as const;
    return this.#keep(changeContact(this.round(), command));
  }

  merge(older: number, newer: number, keep: number): Decision {
    const command = { verb: 'merge', ...common(), older, newer, keep } as const;
    return this.#keep(mergeContacts(this.round(), command, this.known(keep, keep === older ? newer : older)));
  }

  undo(mergeId: string): Decision {
    const merge = this.merges.get(mergeId);
    if (!merge) throw new Error('no such merge');
    const isSince = (it: SplitRecord) =>
      it.fromNumber === merge.keptNumber && it.at >= merge.at && it.undoneAt === null;
    const wasSplitSince = [...this.splits.values()].some(isSince);
    const known = { ...this.known(merge.keptNumber, merge.droppedNumber), wasSplitSince };
    return this.#keep(undoMerge(this.round(), { verb: 'undo-merge', ...common(), mergeId }, known));
  }

  split(leadId: string): Decision {
    const command = { verb: 'split', ...common(), leadId } as const;
    return this.#keep(splitOffLead(this.round(), command, this.knownOfLead(leadId)));
  }

  undoSplit(splitId: string): Decision {
    const leadId = this.splits.get(splitId)?.leadId ?? '';
    return this.#keep(
      undoSplitOff(this.round(), { verb: 'undo-split', ...common(), splitId }, this.knownOfLead(leadId)),
    );
  }

  knownOfLead(leadId: string): SplitRead {
    const lead = this.leads.get(leadId);
    const number = lead?.contactNumber ?? 0;
    const others = [...this.leads.values()].filter((it) => it.contactNumber === number && it.id !== leadId);
    const withToken = others.filter(({ outcome }) => outcome?.token).sort((a, b) => b.receivedAt - a.receivedAt);
    const saidOf = (it: LeadRecord | undefined) => JSON.stringify([it?.fields?.details, it?.fields?.identities]);
    return structuredClone({
      lead,
      retries: others.filter((it) => it.status === 'duplicate' && saidOf(it) === saidOf(lead)),
      pairs: this.pairs.filter((pair) => pair.olderNumber === number || pair.newerNumber === number),
      splits: [...this.splits.values()].filter(
        (it) => it.leadId === leadId || (it.fromNumber === number && it.undoneAt === null),
      ),
      log: this.log.filter(({ contactNumber }) => contactNumber === number),
      others: others.map((it) => ({ leadId: it.id, changes: it.outcome?.changes ?? [] })),
      tokenBefore: withToken[0]?.outcome?.token ?? null,
    });
  }

  /** Takes back what an import wrote, as the writer would. @returns the leads that were left as they are. */
  undoImport(leadIds: string[]): string[] {
    const leads = leadIds.flatMap((id) => this.leads.get(id) ?? []);
    const numbers = new Set(leads.map(({ contactNumber }) => contactNumber));
    const isTheirs = ({ contactNumber }: { contactNumber: number }) => numbers.has(contactNumber);
    const known = structuredClone({
      leads,
      cards: [...this.cards.values()].filter(({ number }) => numbers.has(number)),
      tasks: this.tasks.filter(isTheirs),
      log: this.log.filter(isTheirs),
    });
    const spared: number[] = [];
    const command = { verb: 'undo-import', ...common(), importId: 'import', leadIds, spared } as const;
    const decision = this.#keep(undoImportedLeads(this.round(), command, known));
    return decision instanceof Refusal ? [] : (decision.done.kept ?? []);
  }

  known(kept: number, dropped: number): MergeKnown {
    const both = [kept, dropped];
    const idsOf = (number: number) => this.log.filter((it) => it.contactNumber === number).map(({ id }) => id);
    return structuredClone({
      identities: this.identities().filter(({ contactNumber }) => both.includes(contactNumber)),
      pairs: this.pairs.filter((pair) => both.includes(pair.olderNumber) || both.includes(pair.newerNumber)),
      logIds: idsOf(dropped),
      sharedIds: idsOf(dropped).filter((id) => idsOf(kept).includes(id)),
      merges: [...this.merges.values()],
    });
  }

  identities(): IdentityRecord[] {
    return [...this.owners].flatMap(([key, numbers]) => {
      const [kind, value = ''] = key.split(/:(.*)/s) as [IdentityRecord['kind'], string];
      return numbers.map((contactNumber) => ({ databaseId: 'database', kind, value, contactNumber }));
    });
  }

  /** Everything but the log of merges, in one order. */
  snapshot() {
    const sorted = <T>(list: T[]) => list.map((item) => JSON.stringify(item)).sort();
    return structuredClone({
      cards: sorted([...this.cards.values()]),
      identities: sorted(this.identities()),
      tasks: sorted(this.tasks),
      leads: sorted([...this.leads.values()]),
      pairs: sorted(this.pairs),
      log: sorted(this.log.filter(({ kind }) => !kind.startsWith('merge'))),
    });
  }

  #keep(decision: Decision): Decision {
    if (decision instanceof Refusal || !decision.write) return decision;
    const { write } = decision;
    for (const card of [...write.newCards, ...write.changedCards]) this.cards.set(card.number, structuredClone(card));
    const key = (record: IdentityRecord) => markKey(record as Parameters<typeof markKey>[0]);
    for (const record of write.droppedIdentities) {
      const others = (this.owners.get(key(record)) ?? []).filter((number) => number !== record.contactNumber);
      this.owners.set(key(record), others);
    }
    for (const record of write.newIdentities) {
      const numbers = new Set([...(this.owners.get(key(record)) ?? []), record.contactNumber]);
      this.owners.set(
        key(record),
        [...numbers].sort((a, b) => a - b),
      );
    }
    for (const lead of write.leads) {
      const raw = this.leads.get(lead.id)?.raw ?? null;
      this.leads.set(lead.id, structuredClone({ ...lead, raw }));
    }
    for (const move of write.moves ?? []) this.#move(move);
    for (const removal of write.removals ?? []) this.#remove(removal);
    const isSame = (a: (typeof this.pairs)[number], b: (typeof this.pairs)[number]) =>
      a.olderNumber === b.olderNumber && a.newerNumber === b.newerNumber;
    const replaced = [...(write.droppedPairs ?? []), ...(write.decidedPairs ?? [])];
    this.pairs = this.pairs.filter((pair) => !replaced.some((other) => isSame(pair, other)));
    const found = write.possibleDuplicates.filter((pair) => !this.pairs.some((other) => isSame(pair, other)));
    this.pairs.push(...(write.decidedPairs ?? []), ...found);
    for (const merge of write.merges ?? []) this.merges.set(merge.id, structuredClone(merge));
    for (const split of write.splits ?? []) this.splits.set(split.id, structuredClone(split));
    this.log.push(...structuredClone(write.log ?? []));
    return decision;
  }

  #remove({ numbers, leadIds, tasks, log }: Removal): void {
    for (const number of numbers) this.cards.delete(number);
    for (const id of leadIds) this.leads.delete(id);
    this.tasks = this.tasks.filter(
      (task) => !tasks.some((it) => it.contactNumber === task.contactNumber && it.ordinal === task.ordinal),
    );
    this.log = this.log.filter(
      (it) => !log.some(({ contactNumber, id }) => contactNumber === it.contactNumber && id === it.id),
    );
    this.pairs = this.pairs.filter(
      ({ olderNumber, newerNumber, state, leadId }) =>
        !numbers.includes(olderNumber) &&
        !numbers.includes(newerNumber) &&
        !(state === 'open' && leadIds.includes(leadId)),
    );
  }

  #move({ from, to, ordinals: [first, last], shift, entries }: Move): void {
    for (const entry of this.log) {
      const { lead: leadId, task } = (entry.data ?? {}) as { lead?: string; task?: number };
      const goesWithTask = task !== undefined && task >= first && task <= last;
      if (entry.contactNumber !== from || (entries[entry.id] === undefined && !goesWithTask)) continue;
      const lead = leadId === undefined ? undefined : this.leads.get(leadId);
      if (lead?.contactNumber === from) lead.contactNumber = to;
      entry.contactNumber = to;
      entry.id = entries[entry.id] ?? entry.id;
      if (task !== undefined) entry.data = { ...(entry.data as object), task: task + shift };
    }
    const keys = this.log.map(({ contactNumber, id }) => `${contactNumber} ${id}`);
    if (new Set(keys).size < keys.length) throw new Error('UNIQUE constraint failed: contact_log');
    for (const task of this.tasks) {
      if (task.contactNumber !== from || task.ordinal < first || task.ordinal > last) continue;
      const lead = this.leads.get(task.leadId);
      if (lead?.contactNumber === from) {
        lead.contactNumber = to;
        if (lead.outcome?.task) lead.outcome.task += shift;
      }
      task.contactNumber = to;
      task.ordinal += shift;
    }
  }
}
