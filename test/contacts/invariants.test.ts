import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeadOrder } from '../../src/contacts/order.ts';
import type { Identity } from '../../src/lead/lead.ts';
import { email, idNumber, Memory, orderOf, phone } from '../support/pure/memory.ts';

/* The invariants of docs/architecture.md that belong to the fold, for any leads in any order and any rounds. */

const PHONES = ['+972521234561', '+972521234562', '+972521234563'];
const EMAILS = ['a@example.com', 'b@example.com', 'c@example.com'];
const IDS = ['000000018', '000000026'];

const person = fc.record({
  phones: fc.subarray(PHONES, { maxLength: 2 }),
  email: fc.option(fc.constantFrom(...EMAILS), { nil: undefined }),
  id: fc.option(fc.constantFrom(...IDS), { nil: undefined, freq: 6 }),
  name: fc.constantFrom('Dana', 'Noam', 'Rivka'),
});

/** Leads of a few people whose phones and addresses overlap in every way. */
const someLeads = fc.array(person, { minLength: 1, maxLength: 9 }).map((people) =>
  people.map(({ phones, email: address, id, name }, i) => {
    const identities: Identity[] = phones.map(phone);
    if (address) identities.push(email(address));
    if (id) identities.push(idNumber(id));
    const details = {
      firstName: name,
      ...(phones[0] ? { phone: phones[0] } : {}),
      ...(phones[1] ? { mobile: phones[1] } : {}),
      ...(address ? { email: address } : {}),
      ...(id ? { idNumber: id } : {}),
    };
    return orderOf(
      { details, identities },
      { id: `lead-${i}`, receivedAt: 1_000_000 + i * 100_000, fingerprint: `content ${i}` },
    );
  }),
);

const shuffled = (orders: LeadOrder[]) => fc.shuffledSubarray(orders, { minLength: orders.length });

/** The same orders, in any order and cut into rounds anywhere, some of them delivered twice. */
const delivered = (orders: LeadOrder[]) =>
  fc
    .tuple(shuffled(orders), fc.subarray(orders), fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }))
    .map(([first, again, cuts]) => {
      const rounds: LeadOrder[][] = [[]];
      for (const [i, order] of [...first, ...again].entries()) {
        if (cuts[i % cuts.length]) rounds.push([]);
        rounds.at(-1)?.push(order);
      }
      return rounds;
    });

function inRounds(rounds: LeadOrder[][]): Memory {
  const memory = new Memory();
  for (const round of rounds) memory.run(round);
  return memory;
}

test('one round gives the same partition, whatever order its leads came in', () => {
  fc.assert(
    fc.property(
      someLeads.chain((leads) => fc.tuple(fc.constant(leads), shuffled(leads))),
      ([leads, other]) => {
        expect(inRounds([other]).partition()).toEqual(inRounds([leads]).partition());
      },
    ),
  );
});

test('any delivery gives the same people, counting possible duplicates as one', () => {
  fc.assert(
    fc.property(
      someLeads.chain((leads) => fc.tuple(fc.constant(leads), delivered(leads))),
      ([leads, rounds]) => {
        expect(inRounds(rounds).partitionWithPairs()).toEqual(inRounds([leads]).partitionWithPairs());
      },
    ),
    { numRuns: 500 },
  );
});

test('two leads end with one person exactly when a chain of shared identities joins them', () => {
  fc.assert(
    fc.property(someLeads.chain(delivered), (rounds) => {
      const orders = new Map(rounds.flat().map((order) => [order.id, order]));
      expect(inRounds(rounds).partitionWithPairs()).toEqual(componentsOf([...orders.values()]));
    }),
    { numRuns: 500 },
  );
});

test('a redelivery changes no row', () => {
  fc.assert(
    fc.property(
      someLeads.chain((leads) => fc.tuple(delivered(leads), shuffled(leads))),
      ([rounds, again]) => {
        const memory = inRounds(rounds);
        const effects = memory.run(again);
        expect(Object.values(effects).flat()).toEqual([]);
      },
    ),
  );
});

test('no two contacts share an identity', () => {
  fc.assert(
    fc.property(someLeads.chain(delivered), (rounds) => {
      for (const owners of inRounds(rounds).owners.values()) expect(owners.length).toBeLessThanOrEqual(1);
    }),
  );
});

test('every lead is there once, with an outcome and a task, and every number was given once', () => {
  fc.assert(
    fc.property(
      someLeads.chain((leads) => fc.tuple(fc.constant(leads), delivered(leads))),
      ([leads, rounds]) => {
        const memory = inRounds(rounds);
        expect([...memory.leads.keys()].sort()).toEqual(leads.map(({ id }) => id).sort());
        expect(memory.tasks.map(({ leadId }) => leadId).sort()).toEqual(leads.map(({ id }) => id).sort());
        expect([...memory.cards.keys()].sort((a, b) => a - b)).toEqual([...memory.cards.keys()].map((_, i) => i + 1));
      },
    ),
  );
});

test('completing never takes a value away', () => {
  fc.assert(
    fc.property(someLeads.chain(delivered), (rounds) => {
      const memory = new Memory();
      for (const round of rounds) {
        const before = structuredClone(memory.cards);
        memory.run(round);
        for (const [number, old] of before) {
          const { phone, mobile, email, idNumber, firstName, lastName } = old;
          const kept = Object.entries({ phone, mobile, email, idNumber, firstName, lastName }).filter(
            ([, value]) => value,
          );
          expect(memory.cards.get(number)).toMatchObject(Object.fromEntries(kept));
        }
      }
    }),
  );
});

/** Leads joined by shared identities, worked out without the engine. Leads without any stand alone. */
function componentsOf(orders: LeadOrder[]): string[][] {
  let groups: { ids: string[]; keys: Set<string> }[] = [];
  for (const { id, lead } of orders) {
    const keys = new Set(lead.identities.map(({ kind, value }) => `${kind}:${value}`));
    const joined = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    const merged = { ids: [id], keys };
    for (const group of joined) {
      merged.ids.push(...group.ids);
      for (const key of group.keys) merged.keys.add(key);
    }
    groups = [...groups.filter((group) => !joined.includes(group)), merged];
  }
  return groups.map(({ ids }) => ids.sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}
