import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/contacts/commands/command.ts';
import type { Identity } from '../../../src/lead/lead.ts';
import { Refusal } from '../../../src/refusal.ts';
import type { Card } from '../../../src/storage/contacts/schema.ts';
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
  marketer: fc.option(fc.constantFrom('77', '78'), { nil: undefined }),
  replaces: fc.option(fc.boolean(), { nil: undefined }),
  hasTask: fc.boolean(),
});

/** Leads of people whose identities overlap, some of which replace what stands and some open no task. */
const someLeads = fc.array(person, { minLength: 3, maxLength: 8 }).map((people) =>
  people.map(({ phones, address, id, firstName, city, custom, marketer, replaces, hasTask }, i) => {
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
    const flags = {
      ...(marketer ? { marketer } : {}),
      ...(replaces === undefined ? {} : { updateExistingDetails: replaces }),
    };
    const order = { id: `lead-${i}`, receivedAt: 1_000_000 + i * 200_000, ...(hasTask ? {} : { task: null }) };
    return orderOf({ details, identities, custom, ...flags }, order);
  }),
);

function deskWith(leads: ReturnType<typeof orderOf>[]): Desk {
  const desk = new Desk();
  for (const lead of leads) desk.run([lead]);
  return desk;
}

const added = (desk: Desk) =>
  [...desk.leads.values()].filter(({ status }) => status === 'updated' || status === 'renewed').map(({ id }) => id);
const splitIdOf = (decision: Decision) => (decision instanceof Refusal ? '' : (decision.done.splitId ?? ''));
const mergeIdOf = (decision: Decision) => (decision instanceof Refusal ? '' : (decision.done.mergeId ?? ''));

/** Everything but the log of splits, the times of change, and the empty cards that keep a number. */
function dumpOf(desk: Desk) {
  const { cards, log, ...rest } = desk.snapshot();
  const isKeptNumber = (card: { mergedInto: unknown; phone: unknown; lastName: unknown; taskCount: number }) =>
    card.mergedInto !== null && card.taskCount === 0 && card.lastName === null && card.phone === null;
  return {
    ...rest,
    cards: cards
      .map((text) => JSON.parse(text))
      .filter((card) => !isKeptNumber(card))
      .map((card) => JSON.stringify({ ...card, updatedAt: 0 })),
    log: log.filter((text) => !JSON.parse(text).kind.startsWith('split')),
  };
}

const isPair = ({ pairs }: Desk, one: number, other: number) =>
  pairs.some((it) => it.olderNumber === Math.min(one, other) && it.newerNumber === Math.max(one, other));

/**
 * What must hold of any desk: a lead leads to a contact that is there, and who shares what recognises them is a pair.
 */
function expectInOrder(desk: Desk) {
  const live = new Set([...desk.cards.values()].filter((it) => it.mergedInto === null).map(({ number }) => number));
  for (const { contactNumber } of desk.leads.values()) expect(live).toContain(contactNumber);
  for (const { contactNumber } of desk.tasks) expect(live).toContain(contactNumber);
  for (const owners of desk.owners.values()) {
    for (const [i, one] of owners.entries())
      for (const other of owners.slice(i + 1)) expect(isPair(desk, one, other)).toBe(true);
    for (const owner of owners) expect(live).toContain(owner);
  }
  for (const { number, taskCount } of desk.cards.values()) {
    const ordinals = desk.tasks.filter((it) => it.contactNumber === number).map(({ ordinal }) => ordinal);
    expect(new Set(ordinals).size).toBe(ordinals.length);
    expect(Math.max(0, ...ordinals)).toBeLessThanOrEqual(taskCount);
  }
  for (const { leadId, contactNumber, ordinal } of desk.tasks) {
    expect(desk.leads.get(leadId)).toMatchObject({ contactNumber, outcome: { task: ordinal } });
  }
  expect([...desk.cards.keys()].sort((a, b) => a - b)).toEqual([...desk.cards.keys()].map((_, i) => i + 1));
}

test('splitting a lead off and undoing it is as if nothing had been', () => {
  let split = 0;
  fc.assert(
    fc.property(someLeads, fc.nat(), (leads, which) => {
      const desk = deskWith(leads);
      const candidates = added(desk);
      const leadId = candidates[which % Math.max(1, candidates.length)];
      if (leadId === undefined) return;
      split += 1;
      const before = dumpOf(desk);
      const splitId = splitIdOf(desk.split(leadId));
      expect(dumpOf(desk)).not.toEqual(before);
      expectInOrder(desk);
      desk.undoSplit(splitId);
      expect(dumpOf(desk)).toEqual(before);
      expectInOrder(desk);
    }),
    { numRuns: 500 },
  );
  expect(split).toBeGreaterThan(100);
});

test('any splits, undone in reverse, are as if nothing had been', () => {
  fc.assert(
    fc.property(someLeads, (leads) => {
      const desk = deskWith(leads);
      const before = dumpOf(desk);
      const made = added(desk).map((leadId) => splitIdOf(desk.split(leadId)));
      for (const splitId of made.reverse()) expect(splitIdOf(desk.undoSplit(splitId))).toBe(splitId);
      expect(dumpOf(desk)).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('a value that two strangers brought one after the other stays while one of them is there', () => {
  const cities = ['Haifa', 'Eilat', 'Haifa', 'Eilat', 'Haifa'];
  const desk = deskWith(
    cities.map((city, i) => {
      const details = { city, phone: '052-1234561' };
      const lead = { details, identities: [phone('+972521234561')], updateExistingDetails: true };
      return orderOf(lead, { id: `lead-${i}`, receivedAt: 1_000_000 + i * 200_000, fingerprint: `lead-${i}` });
    }),
  );
  const cityAfter = (leadId: string) => {
    expect(splitIdOf(desk.split(leadId))).not.toBe('');
    return desk.cards.get(1)?.city;
  };
  expect(cityAfter('lead-1')).toBe('Haifa');
  expect(cityAfter('lead-4'), 'lead-3 has put Eilat there, as lead-1 had').toBe('Eilat');
  expect(cityAfter('lead-3')).toBe('Haifa');
  expect(cityAfter('lead-2')).toBe('Haifa');
});

test('a contact all of whose later leads were split off, in whatever order, is what its first lead made it', () => {
  const said = ({ firstName, lastName, phone, email, idNumber, city, custom, marketerAccountNumber }: Card) =>
    JSON.stringify({ firstName, lastName, phone, email, idNumber, city, custom, marketerAccountNumber });
  fc.assert(
    fc.property(someLeads, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (leads, picks) => {
      const desk = deskWith(leads);
      const alone = new Map(
        [...desk.leads.values()]
          .filter(({ status }) => status === 'created')
          .map(({ id, contactNumber }) => [contactNumber, leads.filter((order) => order.id === id)]),
      );
      const left = added(desk);
      for (const which of picks) {
        const [leadId] = left.splice(which % Math.max(1, left.length), 1);
        if (leadId !== undefined) desk.split(leadId);
      }
      for (const [number, orders] of alone) {
        const [made] = [...deskWith(orders).cards.values()];
        expect(said(desk.cards.get(number ?? 0) as Card)).toBe(said(made as Card));
      }
    }),
    { numRuns: 500 },
  );
});

test('whatever is split, merged, undone and sent in whatever order, every lead leads to a contact, and who shares what recognises them is a pair', () => {
  const step = fc.tuple(fc.constantFrom('split', 'undo split', 'merge', 'undo merge', 'lead'), fc.nat(), fc.boolean());
  fc.assert(
    fc.property(someLeads, fc.array(step, { minLength: 3, maxLength: 12 }), (leads, steps) => {
      const desk = deskWith(leads.slice(0, -2));
      const waiting = leads.slice(-2);
      const pick = <T>(list: T[], which: number): T | undefined => list[which % Math.max(1, list.length)];
      for (const [kind, which, keepsOlder] of steps) {
        if (kind === 'split') desk.split(pick(added(desk), which) ?? '');
        if (kind === 'undo split') desk.undoSplit(pick([...desk.splits.keys()], which) ?? '');
        if (kind === 'undo merge') {
          const mergeId = pick([...desk.merges.keys()], which);
          if (mergeId) desk.undo(mergeId);
        }
        if (kind === 'merge') {
          const pair = pick(desk.pairs, which);
          if (pair) desk.merge(pair.olderNumber, pair.newerNumber, keepsOlder ? pair.olderNumber : pair.newerNumber);
        }
        const next = kind === 'lead' && waiting.shift();
        if (next) desk.run([next]);
        expectInOrder(desk);
      }
    }),
    { numRuns: 500 },
  );
});

describe('a stranger who had the same phone', () => {
  const DANA = phone('+972521234561');
  const NOAM = email('noam@example.com');
  const desk = () =>
    deskWith([
      orderOf({ details: { firstName: 'Dana', phone: DANA.value }, identities: [DANA] }, { id: 'dana' }),
      orderOf(
        {
          details: { firstName: 'Noam', phone: DANA.value, email: NOAM.value, city: 'Eilat' },
          identities: [DANA, NOAM],
          custom: { budget: '5' },
        },
        { id: 'noam', receivedAt: 2_000_000 },
      ),
    ]);

  test('becomes a contact with everything the lead said, and leaves the other one as it was', () => {
    const it = desk();
    expect(it.split('noam')).toMatchObject({ done: { number: 2 } });
    expect(it.cards.get(2)).toMatchObject({
      firstName: 'Noam',
      phone: DANA.value,
      email: NOAM.value,
      city: 'Eilat',
      custom: { budget: '5' },
      websiteLastToken: 'Hot Lead',
      taskCount: 1,
    });
    expect(it.cards.get(1)).toMatchObject({ firstName: 'Dana', email: null, city: null, custom: null });
    expect(it.leads.get('noam')).toMatchObject({
      contactNumber: 2,
      status: 'created',
      outcome: { event: 'first inquiry', matchedBy: [], task: 1 },
    });
    expect(it.tasks.map(({ leadId, contactNumber, ordinal }) => [leadId, contactNumber, ordinal])).toEqual([
      ['dana', 1, 1],
      ['noam', 2, 1],
    ]);
    expect(
      it.log.filter(({ kind }) => kind === 'split').map(({ contactNumber, data }) => [contactNumber, data]),
    ).toEqual([
      [1, expect.objectContaining({ leadId: 'noam', other: 2, changes: expect.any(Array) })],
      [2, expect.objectContaining({ leadId: 'noam', other: 1 })],
    ]);
  });

  test('is written to by what was theirs alone, and the pair is not proposed again', () => {
    const it = desk();
    it.split('noam');
    it.run([orderOf({ details: {}, identities: [NOAM] }, { id: 'by e-mail', receivedAt: 3_000_000 })]);
    it.run([orderOf({ details: {}, identities: [DANA, NOAM] }, { id: 'by both', receivedAt: 4_000_000 })]);
    expect(it.leads.get('by e-mail')?.contactNumber).toBe(2);
    expect(it.pairs).toMatchObject([{ olderNumber: 1, newerNumber: 2, state: 'dismissed' }]);
  });

  test('keeps what somebody has changed since on the card it leaves', () => {
    const it = desk();
    it.change(1, { city: 'Haifa' });
    it.split('noam');
    expect(it.cards.get(1)).toMatchObject({ city: 'Haifa', email: null });
    it.change(1, { email: 'dana@example.com' });
    const [splitId = ''] = it.splits.keys();
    it.undoSplit(splitId);
    expect(it.cards.get(1)).toMatchObject({ city: 'Haifa', email: 'dana@example.com', custom: { budget: '5' } });
  });

  test('who replaced what stood gives it back, through every stranger who replaced it in turn', () => {
    const it = desk();
    const replacing = (id: string, city: string, receivedAt: number) =>
      it.run([
        orderOf(
          { details: { city }, identities: [DANA], updateExistingDetails: true },
          { id, receivedAt, fingerprint: id },
        ),
      ]);
    it.split('noam');
    it.change(1, { city: 'Haifa' });
    replacing('x1', 'Lod', 3_000_000);
    replacing('x2', 'Eilat', 4_000_000);
    expect(it.split('x1')).toMatchObject({ done: { stays: ['city'] } });
    expect(it.cards.get(1)?.city).toBe('Eilat');
    const last = it.split('x2');
    expect(last).toMatchObject({ done: { stays: [] } });
    expect(it.cards.get(1)?.city).toBe('Haifa');
    it.undoSplit(splitIdOf(last));
    expect(it.cards.get(1)?.city).toBe('Eilat');
  });

  test('is split off once, however often it is asked for, and can be split off again after an undo', () => {
    const it = desk();
    const first = splitIdOf(it.split('noam'));
    expect(splitIdOf(it.split('noam'))).toBe(first);
    it.undoSplit(first);
    expect(splitIdOf(it.undoSplit(first))).toBe(first);
    expect(it.split('noam')).toMatchObject({ done: { number: 3 } });
    expect(it.change(2, { city: 'Haifa' })).toMatchObject({ status: 410, facts: { mergedInto: 1 } });
  });

  test('who has been used since is not undone: the two can be merged', () => {
    const it = desk();
    const splitId = splitIdOf(it.split('noam'));
    it.run([orderOf({ details: {}, identities: [NOAM] }, { id: 'later', receivedAt: 3_000_000 })]);
    expect(it.undoSplit(splitId)).toMatchObject({ status: 409, code: 'used_since' });
    const mergeId = mergeIdOf(it.merge(1, 2, 1));
    expect(it.cards.get(1)).toMatchObject({ email: NOAM.value });
    expect(it.undoSplit(splitId)).toMatchObject({ status: 409, code: 'merged_since' });
    it.undo(mergeId);
    expect(it.cards.get(2)).toMatchObject({ email: NOAM.value, mergedInto: null });
  });

  test('who is split off a contact that a merge had kept comes back before the merge is undone', () => {
    const it = deskWith([
      orderOf({ details: {}, identities: [DANA] }, { id: 'phone' }),
      orderOf({ details: {}, identities: [NOAM] }, { id: 'e-mail', receivedAt: 2_000_000 }),
      orderOf({ details: {}, identities: [DANA, NOAM] }, { id: 'both', receivedAt: 3_000_000 }),
    ]);
    const mergeId = mergeIdOf(it.merge(1, 2, 1));
    const splitId = splitIdOf(it.split('both'));
    expect(it.undo(mergeId)).toMatchObject({ status: 409, code: 'split_since' });
    it.undoSplit(splitId);
    expect(mergeIdOf(it.undo(mergeId))).toBe(mergeId);
  });

  test('stays a pair with whoever else has what the lead brought, as two have after an undone merge', () => {
    const ID = idNumber('000000018');
    const it = deskWith([
      orderOf({ details: { email: 'dana@example.com' }, identities: [email('dana@example.com'), ID] }, { id: 'dana' }),
      orderOf({ details: { email: NOAM.value }, identities: [NOAM] }, { id: 'noam', receivedAt: 2_000_000 }),
      orderOf({ details: { email: NOAM.value }, identities: [NOAM, ID] }, { id: 'both', receivedAt: 3_000_000 }),
    ]);
    const mergeId = mergeIdOf(it.merge(1, 2, 1));
    const replacing = { details: { email: NOAM.value }, identities: [NOAM], updateExistingDetails: true };
    it.run([orderOf(replacing, { id: 'replacing', receivedAt: 4_000_000 })]);
    it.undo(mergeId);
    it.split('both');
    expect(isPair(it, 1, 2)).toBe(true);
    expect(splitIdOf(it.split('replacing'))).not.toBe('');
    expect(it.owners.get(`email:${NOAM.value}`)).toEqual([2, 4]);
    expect(isPair(it, 2, 4)).toBe(true);
  });

  test('whose lead made the contact, was kept aside or never came is not split off', () => {
    const it = desk();
    expect(it.split('dana')).toMatchObject({ status: 409, code: 'made_the_contact' });
    expect(it.split('nobody')).toMatchObject({ status: 404, code: 'no_such_lead' });
    it.run([orderOf({ details: {}, identities: [DANA] }, { id: 'aside', quarantine: 'test' })]);
    expect(it.split('aside')).toMatchObject({ status: 409, code: 'not_added_to_a_contact' });
  });
});
