import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LeadOrder } from '../../../src/contacts/order.ts';
import { IMPORT_MODES, type ImportMode } from '../../../src/lead/duplicate-policy.ts';
import type { Identity, Lead } from '../../../src/lead/lead.ts';
import { Desk } from '../../support/pure/desk.ts';
import { email, Memory, orderOf, phone } from '../../support/pure/memory.ts';

const danasPhone = phone('+972521234567');
const danasEmail = email('dana@example.com');

let rows = 0;
const rowOf = (lead: Partial<Lead>, importMode: ImportMode, wishes: Partial<LeadOrder> = {}) => {
  rows += 1;
  return orderOf(lead, {
    id: `row-${String(rows).padStart(6, '0')}`,
    wayIn: 'import',
    receivedAt: 500_000_000_000,
    rawIndex: rows,
    doubleSubmitWindow: 0,
    createdBy: 'contacts.xlsx (Import)',
    task: null,
    importMode,
    ...wishes,
  });
};

/** A memory that knows Dana by her phone, as a customer who is not interested. */
function knowingDana() {
  const memory = new Memory();
  memory.run([orderOf({ details: { firstName: 'Dana', phone: '052-1234567' }, identities: [danasPhone] })]);
  const card = memory.cards.get(1);
  if (card) Object.assign(card, { statusId: 'not-interested', websiteLastToken: null });
  return memory;
}

const dana = {
  details: { firstName: 'Daniela', city: 'Haifa', email: 'dana@example.com' },
  identities: [danasPhone, danasEmail],
};

describe('a row whose person is not known', () => {
  test.each(IMPORT_MODES)('makes a contact that is no inquiry, in the mode %s', (mode) => {
    const memory = new Memory();
    const row = rowOf(dana, mode);
    memory.run([row]);
    expect(memory.cards.get(1)).toMatchObject({ firstName: 'Daniela', statusId: 'new', websiteLastToken: null });
    expect(memory.leads.get(row.id)).toMatchObject({ status: 'created', outcome: { event: 'import', token: null } });
    expect(memory.tasks).toEqual([]);
  });
});

describe('a row whose person is known', () => {
  test('is skipped: nothing is written but its receipt', () => {
    const memory = knowingDana();
    const row = rowOf(dana, 'skip');
    const effects = memory.run([row]);
    expect(memory.leads.get(row.id)).toMatchObject({ status: 'duplicate', contactNumber: 1 });
    expect({ ...effects, leads: [] }).toMatchObject({ newCards: [], changedCards: [], newIdentities: [], log: [] });
  });

  test('completes what is empty, leaves what stands, and stamps neither token nor status', () => {
    const memory = knowingDana();
    const row = rowOf(dana, 'complete');
    memory.run([row]);
    const before = { firstName: 'Dana', statusId: 'not-interested', websiteLastToken: null };
    expect(memory.cards.get(1)).toMatchObject({ ...before, city: 'Haifa', email: 'dana@example.com' });
    expect(memory.leads.get(row.id)).toMatchObject({
      status: 'updated',
      outcome: { matchedBy: ['phone'], token: null, changes: [{ field: 'email' }, { field: 'city' }] },
    });
    memory.run([rowOf({ identities: [danasEmail] }, 'skip')]);
    expect(memory.cards.size).toBe(1);
  });

  test('has the status reset to new, and nothing else', () => {
    const memory = knowingDana();
    const row = rowOf(dana, 'reset');
    memory.run([row]);
    expect(memory.cards.get(1)).toMatchObject({ firstName: 'Dana', statusId: 'new', city: null, email: null });
    expect(memory.leads.get(row.id)).toMatchObject({
      status: 'renewed',
      outcome: { statusBefore: 'not-interested', statusAfter: 'new', changes: [] },
    });
  });

  test.each(IMPORT_MODES)('that may be two contacts ties them, in the mode %s', (mode) => {
    const memory = knowingDana();
    memory.run([orderOf({ details: { firstName: 'Dan' }, identities: [danasEmail] })]);
    const row = rowOf(dana, mode);
    const effects = memory.run([row]);
    expect(memory.leads.get(row.id)?.outcome).toMatchObject({ alsoMatched: [2] });
    expect(effects.possibleDuplicates).toMatchObject([{ olderNumber: 1, newerNumber: 2 }]);
  });

  test('makes a second contact where the database allows duplicates', () => {
    const memory = knowingDana();
    memory.rules = { ...memory.rules, allowDuplicates: true };
    memory.run([rowOf(dana, 'skip')]);
    expect(memory.cards.size).toBe(2);
  });
});

test('of two rows of one person the first makes the contact, whatever their ids', () => {
  const memory = new Memory();
  const first = rowOf({ details: { firstName: 'First' }, identities: [danasPhone] }, 'skip', { id: 'z' });
  const second = rowOf({ details: { firstName: 'Second' }, identities: [danasPhone] }, 'skip', { id: 'a' });
  memory.run([second, first]);
  expect(memory.cards.get(1)).toMatchObject({ firstName: 'First' });
  expect(memory.leads.get('a')).toMatchObject({ status: 'duplicate', contactNumber: 1 });
});

const PHONES = ['+972521234561', '+972521234562', '+972521234563'];
const EMAILS = ['a@example.com', 'b@example.com'];
const person = fc.record({
  phones: fc.subarray(PHONES, { maxLength: 2 }),
  address: fc.option(fc.constantFrom(...EMAILS), { nil: undefined }),
  firstName: fc.option(fc.constantFrom('Dana', 'Noam'), { nil: undefined }),
  city: fc.option(fc.constantFrom('Haifa', 'Eilat'), { nil: undefined }),
  custom: fc.dictionary(fc.constantFrom('budget', 'rooms'), fc.constantFrom('1', '2')),
  marketer: fc.option(fc.constantFrom('77', '78'), { nil: undefined }),
});
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;

function leadOf({ phones, address, firstName, city, custom, marketer }: Person): Partial<Lead> {
  const identities: Identity[] = [...phones.map(phone), ...(address ? [email(address)] : [])];
  const details = {
    ...(phones[0] ? { phone: phones[0] } : {}),
    ...(phones[1] ? { mobile: phones[1] } : {}),
    ...(address ? { email: address } : {}),
    ...(firstName ? { firstName } : {}),
    ...(city ? { city } : {}),
  };
  return { details, identities, custom, ...(marketer ? { marketer } : {}) };
}

const people = fc.array(person, { minLength: 1, maxLength: 7 });
const mode = fc.constantFrom(...IMPORT_MODES);
const task = fc.constantFrom(null, { processId: 'process', stageId: 'stage' });

/** Pieces of a file, one round each. */
const chunksOf = (orders: LeadOrder[], size: number) =>
  Array.from({ length: Math.ceil(orders.length / size) }, (_, i) => orders.slice(i * size, (i + 1) * size));

test('a file comes to the same however it is cut into rounds', () => {
  fc.assert(
    fc.property(people, people, mode, fc.integer({ min: 1, max: 4 }), (known, file, how, size) => {
      const orders = file.map((one) => rowOf(leadOf(one), how));
      const leads = known.map((one) => orderOf(leadOf(one)));
      const [whole, cut] = [new Desk(), new Desk()];
      for (const desk of [whole, cut]) for (const lead of leads) desk.run([lead]);
      whole.run(orders);
      for (const chunk of chunksOf(orders, size)) cut.run(chunk);
      expect(cut.snapshot()).toEqual(whole.snapshot());
    }),
  );
});

test('importing a file and taking it back, chunk by chunk from the last, is as if nothing had been', () => {
  fc.assert(
    fc.property(people, people, mode, task, fc.integer({ min: 1, max: 4 }), (known, file, how, opens, size) => {
      const desk = new Desk();
      for (const one of known) desk.run([orderOf(leadOf(one))]);
      const before = comparable(desk);
      const chunks = chunksOf(
        file.map((one) => rowOf(leadOf(one), how, { task: opens })),
        size,
      );
      for (const chunk of chunks) desk.run(chunk);
      for (const chunk of chunks.reverse()) expect(desk.undoImport(chunk.map(({ id }) => id))).toEqual([]);
      expect(comparable(desk)).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

/**
 * Without the traces an undo leaves on purpose: the highest customer number, times of change, what the log says of it.
 */
function comparable(desk: Desk) {
  for (const [number, card] of desk.cards) {
    if (card.erasedAt !== null) desk.cards.delete(number);
    else
      Object.assign(card, { updatedAt: 0, taskCount: desk.tasks.filter((it) => it.contactNumber === number).length });
  }
  desk.log = desk.log.filter(({ kind }) => kind !== 'import undone');
  for (const [mark, owners] of desk.owners) if (!owners.length) desk.owners.delete(mark);
  return desk.snapshot();
}

test('what was used since the import stays, with the leads that made it', () => {
  const desk = new Desk();
  const row = rowOf(dana, 'skip');
  desk.run([row]);
  desk.run([orderOf({ details: { phone: '052-1234567' }, identities: [danasPhone] }, { receivedAt: 600_000_000_000 })]);
  expect(desk.undoImport([row.id])).toEqual([row.id]);
  expect(desk.cards.get(1)).toMatchObject({ firstName: 'Daniela', erasedAt: null });
});

test('a value somebody changed since stays, and so does what recognised the person when they wrote again', () => {
  const desk = new Desk();
  desk.run([orderOf({ details: { phone: '052-1234567' }, identities: [danasPhone] })]);
  const row = rowOf(dana, 'complete');
  desk.run([row]);
  desk.change(1, { city: 'Eilat' });
  desk.run([orderOf({ identities: [danasEmail] }, { receivedAt: 600_000_000_000 })]);
  expect(desk.undoImport([row.id])).toEqual([]);
  expect(desk.cards.get(1)).toMatchObject({ city: 'Eilat', firstName: null, email: null });
  expect(desk.owners.get('email:dana@example.com')).toEqual([1]);
});

test('the highest customer number stays taken', () => {
  const desk = new Desk();
  const file = [rowOf({ identities: [danasPhone] }, 'skip'), rowOf({ identities: [danasEmail] }, 'skip')];
  desk.run(file);
  desk.undoImport(file.map(({ id }) => id));
  desk.run([orderOf({ identities: [danasPhone] })]);
  expect([...desk.cards.keys()]).toEqual([2, 3]);
  expect(desk.cards.get(2)).toMatchObject({ erasedAt: expect.any(Number), firstName: null, lastName: null });
});
