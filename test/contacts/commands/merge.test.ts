import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../src/lead/lead.ts';
import { Refusal } from '../../../src/refusal.ts';
import { Desk } from '../../support/pure/desk.ts';
import { email, idNumber, orderOf, phone } from '../../support/pure/memory.ts';

const PHONES = ['+972521234561', '+972521234562'];
const EMAILS = ['a@example.com', 'b@example.com'];

const person = fc.record({
  phones: fc.subarray(PHONES),
  address: fc.option(fc.constantFrom(...EMAILS), { nil: undefined }),
  id: fc.option(fc.constantFrom('000000018', '000000026'), { nil: undefined }),
  firstName: fc.option(fc.constantFrom('Dana', 'Noam'), { nil: undefined }),
  city: fc.option(fc.constantFrom('Haifa', 'Eilat'), { nil: undefined }),
  custom: fc.dictionary(fc.constantFrom('budget', 'rooms'), fc.constantFrom('1', '2')),
  mailingList: fc.option(fc.boolean(), { nil: undefined }),
  marketer: fc.option(fc.constantFrom('77', '78'), { nil: undefined }),
});

/** Leads of people whose identities overlap, so that some become pairs. */
const someLeads = fc.array(person, { minLength: 3, maxLength: 8 }).map((people) =>
  people.map(({ phones, address, id, firstName, city, custom, mailingList, marketer }, i) => {
    const identities: Identity[] = phones.map(phone);
    if (address) identities.push(email(address));
    if (id) identities.push(idNumber(id));
    const details = {
      ...(phones[0] ? { phone: phones[0] } : {}),
      ...(address ? { email: address } : {}),
      ...(id ? { idNumber: id } : {}),
      ...(firstName ? { firstName } : {}),
      ...(city ? { city } : {}),
    };
    const flags = { ...(mailingList === undefined ? {} : { mailingList }), ...(marketer ? { marketer } : {}) };
    return orderOf({ details, identities, custom, ...flags }, { id: `lead-${i}`, receivedAt: 1_000_000 + i * 200_000 });
  }),
);

function deskWith(leads: ReturnType<typeof orderOf>[]): Desk {
  const desk = new Desk();
  for (const lead of leads) desk.run([lead]);
  return desk;
}

const openPair = (desk: Desk) => desk.pairs.find(({ state }) => state === 'open');
const mergeIdOf = (decision: ReturnType<Desk['merge']>) =>
  decision instanceof Refusal ? '' : (decision.done.mergeId ?? '');

test('merging and undoing it is as if nothing had been', () => {
  let merged = 0;
  fc.assert(
    fc.property(someLeads, fc.boolean(), (leads, keepsOlder) => {
      const desk = deskWith(leads);
      const pair = openPair(desk);
      if (!pair) return;
      merged += 1;
      const before = desk.snapshot();
      const { olderNumber, newerNumber } = pair;
      const mergeId = mergeIdOf(desk.merge(olderNumber, newerNumber, keepsOlder ? olderNumber : newerNumber));
      expect(desk.snapshot()).not.toEqual(before);
      desk.undo(mergeId);
      expect(desk.snapshot()).toEqual(before);
    }),
    { numRuns: 500 },
  );
  expect(merged).toBeGreaterThan(50);
});

test('any merges, undone in reverse, are as if nothing had been', () => {
  fc.assert(
    fc.property(someLeads, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (leads, keeps) => {
      const desk = deskWith(leads);
      const before = desk.snapshot();
      const made: string[] = [];
      for (const keepsOlder of keeps) {
        const pair = openPair(desk);
        if (!pair) break;
        const { olderNumber, newerNumber } = pair;
        made.push(mergeIdOf(desk.merge(olderNumber, newerNumber, keepsOlder ? olderNumber : newerNumber)));
      }
      for (const mergeId of made.reverse()) desk.undo(mergeId);
      expect(desk.snapshot()).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('the same two are merged and parted as often as somebody likes, whichever stays', () => {
  fc.assert(
    fc.property(someLeads, fc.array(fc.boolean(), { minLength: 2, maxLength: 4 }), (leads, keeps) => {
      const desk = deskWith(leads);
      const pair = openPair(desk);
      if (!pair) return;
      const { olderNumber, newerNumber } = pair;
      const before = desk.snapshot();
      for (const keepsOlder of keeps) {
        const mergeId = mergeIdOf(desk.merge(olderNumber, newerNumber, keepsOlder ? olderNumber : newerNumber));
        desk.undo(mergeId);
        expect(desk.snapshot()).toEqual(before);
      }
    }),
    { numRuns: 200 },
  );
});

test('a merge loses no value: each is on the kept card or named beside, and no identity and no task is lost', () => {
  fc.assert(
    fc.property(someLeads, fc.boolean(), (leads, keepsOlder) => {
      const desk = deskWith(leads);
      const pair = openPair(desk);
      if (!pair) return;
      const { olderNumber, newerNumber } = pair;
      const [keep, drop] = keepsOlder ? [olderNumber, newerNumber] : [newerNumber, olderNumber];
      const dropped = structuredClone(desk.cards.get(drop));
      const identities = new Set(desk.identities().map(({ kind, value }) => `${kind}:${value}`));
      const tasks = desk.tasks.length;
      desk.merge(olderNumber, newerNumber, keep);
      const kept = desk.cards.get(keep);
      const entry = desk.log.at(-1)?.data as { beside: { field: string; value: unknown }[] };
      for (const field of [
        'firstName',
        'phone',
        'email',
        'city',
        'idNumber',
        'mailingList',
        'marketerAccountNumber',
      ] as const) {
        const value = dropped?.[field];
        if (value === null || value === undefined) continue;
        const isThere = kept?.[field] === value || entry.beside.some((it) => it.field === field && it.value === value);
        expect(isThere, field).toBe(true);
      }
      expect(new Set(desk.identities().map(({ kind, value }) => `${kind}:${value}`))).toEqual(identities);
      expect(desk.identities().some(({ contactNumber }) => contactNumber === drop)).toBe(false);
      const ordinals = desk.tasks.filter(({ contactNumber }) => contactNumber === keep).map(({ ordinal }) => ordinal);
      expect(ordinals.sort((a, b) => a - b)).toEqual(ordinals.map((_, i) => i + 1));
      expect(desk.tasks).toHaveLength(tasks);
    }),
    { numRuns: 300 },
  );
});

describe('the pairs of a contact that is dropped', () => {
  /** Three contacts that one lead ties together: 1 by phone, 2 by e-mail, 3 by ID; it is 3's. */
  function threeOfOne() {
    const [a, b, c] = [phone('+972521234561'), email('a@example.com'), idNumber('000000018')];
    return deskWith([
      orderOf({ details: {}, identities: [a] }),
      orderOf({ details: {}, identities: [b] }),
      orderOf({ details: {}, identities: [c] }),
      orderOf({ details: {}, identities: [a, b, c] }),
    ]);
  }
  const states = (desk: Desk) =>
    desk.pairs.map(({ olderNumber, newerNumber, state }) => `${olderNumber} ${newerNumber} ${state}`).sort();

  test('become pairs of the kept one', () => {
    const desk = threeOfOne();
    expect(states(desk)).toEqual(['1 3 open', '2 3 open']);
    desk.merge(2, 3, 2);
    expect(states(desk)).toEqual(['1 2 open', '2 3 merged']);
  });

  test('and stay with it when they were decided before the undo', () => {
    const desk = threeOfOne();
    const first = mergeIdOf(desk.merge(2, 3, 2));
    desk.pairs = desk.pairs.map((pair) => (pair.state === 'open' ? { ...pair, state: 'dismissed' } : pair));
    desk.undo(first);
    expect(states(desk)).toEqual(['1 2 dismissed', '1 3 open', '2 3 open']);
  });
});

describe('what cannot be', () => {
  const two = () =>
    deskWith([
      orderOf({ details: {}, identities: [phone('+972521234561')] }),
      orderOf({ details: {}, identities: [email('a@example.com')] }),
      orderOf({ details: {}, identities: [phone('+972521234561'), email('a@example.com')] }),
    ]);

  test('a pair nobody found, or a contact outside it', () => {
    expect(two().merge(1, 7, 1)).toMatchObject({ status: 404, code: 'no_such_possible_duplicate' });
    expect(two().merge(1, 2, 7)).toMatchObject({ status: 422, code: 'not_of_the_pair' });
  });

  test('a contact that is merged is not changed any more, and says where it went', () => {
    const desk = two();
    desk.merge(1, 2, 1);
    expect(desk.change(2, { city: 'Haifa' })).toMatchObject({ status: 410, facts: { mergedInto: 1 } });
  });

  test('a field changed since the merge keeps its new value when that is undone', () => {
    const desk = two();
    desk.change(2, { city: 'Haifa', fax: '1' });
    const mergeId = mergeIdOf(desk.merge(1, 2, 1));
    desk.change(1, { city: 'Eilat' });
    desk.undo(mergeId);
    expect(desk.cards.get(1)).toMatchObject({ city: 'Eilat', fax: null, mergedInto: null });
    expect(desk.cards.get(2)).toMatchObject({ city: 'Haifa', fax: '1', mergedInto: null, searchName: null });
  });
});
