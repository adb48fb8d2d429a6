import { marksOf } from '../../../src/contacts/fold/double-submit.ts';
import { fold } from '../../../src/contacts/fold/fold.ts';
import { type Effects, type Known, markKey, type StoredReceipt } from '../../../src/contacts/fold/round.ts';
import type { DatabaseRules, LeadOrder } from '../../../src/contacts/order.ts';
import { emptyLead, type Lead } from '../../../src/lead/lead.ts';
import type { Card, LeadRecord, PossibleDuplicate, TaskRecord } from '../../../src/storage/contacts/schema.ts';

export const RULES: DatabaseRules = {
  allowDuplicates: false,
  newStatusId: 'new',
  notInterestedStatusId: 'not-interested',
  country: 'IL',
  junk: [],
  marketers: new Map(),
};

export const phone = (value: string) => ({ kind: 'phone' as const, value });
export const email = (value: string) => ({ kind: 'email' as const, value });
export const idNumber = (value: string) => ({ kind: 'idNumber' as const, value });

let orders = 0;

/** An order for a lead, with an id of its own and everything ordinary unless said otherwise. */
export function orderOf(lead: Partial<Lead>, wishes: Partial<LeadOrder> = {}): LeadOrder {
  orders += 1;
  const id = wishes.id ?? `lead-${String(orders).padStart(6, '0')}`;
  return {
    id,
    channelId: 'channel',
    wayIn: 'html-form',
    sender: 'generic',
    charset: 'utf-8',
    receivedAt: 1_000_000 + orders * 100_000,
    attempt: 1,
    fingerprint: `content of ${id}`,
    doubleSubmitWindow: 60_000,
    createdBy: 'Landing page (HTML form)',
    compares: ['idNumber', 'phone', 'email'],
    task: { processId: 'process', stageId: 'stage' },
    raw: null,
    rawIndex: 0,
    rawOf: null,
    rejection: null,
    quarantine: null,
    ...wishes,
    lead: { ...emptyLead(), ...lead },
  };
}

/** What D1 does for the writer, in memory: every round reads what the rounds before it wrote. */
export class Memory {
  cards = new Map<number, Card>();
  owners = new Map<string, number[]>();
  leads = new Map<string, LeadRecord>();
  tasks: TaskRecord[] = [];
  pairs: PossibleDuplicate[] = [];
  rules = RULES;

  run(orders: LeadOrder[]): Effects {
    const { effects } = fold('database', orders, this.#known(orders), this.rules);
    for (const card of [...effects.newCards, ...effects.changedCards])
      this.cards.set(card.number, structuredClone(card));
    for (const record of effects.droppedIdentities) {
      const key = markKey(record as Parameters<typeof markKey>[0]);
      this.owners.set(
        key,
        (this.owners.get(key) ?? []).filter((number) => number !== record.contactNumber),
      );
    }
    for (const record of effects.newIdentities) {
      const key = markKey(record as Parameters<typeof markKey>[0]);
      this.owners.set(
        key,
        [...(this.owners.get(key) ?? []), record.contactNumber].sort((a, b) => a - b),
      );
    }
    for (const lead of effects.leads) this.leads.set(lead.id, structuredClone(lead));
    this.tasks.push(...effects.tasks);
    this.pairs.push(...effects.possibleDuplicates);
    return effects;
  }

  #known(orders: LeadOrder[]): Known {
    const receipts = orders.flatMap(({ id }) => this.leads.get(id) ?? []);
    const owners = new Map<string, number[]>();
    const cards = new Map<number, Card>();
    for (const mark of orders.flatMap(marksOf)) {
      const numbers = this.owners.get(markKey(mark)) ?? [];
      owners.set(markKey(mark), [...numbers]);
      for (const number of numbers) {
        const card = this.cards.get(number);
        if (card) cards.set(number, structuredClone(card));
      }
    }
    return {
      receipts: new Map<string, StoredReceipt>(receipts.map((receipt) => [receipt.id, receipt])),
      owners,
      cards,
      lastNumber: Math.max(0, ...this.cards.keys()),
    };
  }

  /** Which leads share a contact, as sets of lead ids. */
  partition(): string[][] {
    return groups(this.leads.values(), ({ contactNumber }) => contactNumber);
  }

  /** The same with the pairs in *possible duplicates* counted as one. */
  partitionWithPairs(): string[][] {
    const representative = new Map<number, number>();
    const find = (number: number): number => {
      const next = representative.get(number);
      return next === undefined ? number : find(next);
    };
    for (const { olderNumber, newerNumber } of this.pairs) {
      const [a, b] = [find(olderNumber), find(newerNumber)];
      if (a !== b) representative.set(b, a);
    }
    return groups(this.leads.values(), ({ contactNumber }) => (contactNumber === null ? null : find(contactNumber)));
  }
}

function groups(leads: Iterable<LeadRecord>, keyOf: (lead: LeadRecord) => number | null): string[][] {
  const byKey = Map.groupBy(leads, keyOf);
  return [...byKey.values()]
    .map((group) => group.map(({ id }) => id).sort())
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}
