import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/storage/contacts/schema.ts';
import { email, idNumber, Memory, orderOf, phone } from '../../support/pure/memory.ts';

const DANA = { firstName: 'Dana', lastName: 'Levi', phone: '052-1234567' };
const danasPhone = phone('+972521234567');
const danasEmail = email('dana@example.com');

/** A memory that knows Dana by her phone, as customer 1. */
function knowingDana(changes: Partial<Card> = {}) {
  const memory = new Memory();
  memory.run([orderOf({ details: DANA, identities: [danasPhone] })]);
  Object.assign(card(memory), changes);
  return memory;
}

function card(memory: Memory, number = 1): Card {
  const found = memory.cards.get(number);
  if (!found) throw new Error(`no card ${number}`);
  return found;
}

describe('a first inquiry', () => {
  test('is stamped: created by, created at, Hot Lead, status new, the next customer number', () => {
    const memory = knowingDana();
    const order = orderOf({ details: { phone: '03-7654321' }, identities: [phone('+97237654321')] });
    memory.run([order]);
    expect(card(memory, 2)).toMatchObject({
      createdBy: 'Landing page (HTML form)',
      createdAt: order.receivedAt,
      websiteLastToken: 'Hot Lead',
      statusId: 'new',
    });
    expect(memory.leads.get(order.id)).toMatchObject({ status: 'created', contactNumber: 2 });
  });

  test('without a name is called No Name From Web', () => {
    const memory = new Memory();
    memory.run([orderOf({ details: { phone: '052-1234567' }, identities: [danasPhone] })]);
    expect(card(memory)).toMatchObject({ firstName: null, lastName: 'No Name From Web', searchName: null });
  });

  test('opens a task at the stage its channel names, with the notes', () => {
    const memory = new Memory();
    memory.run([orderOf({ details: { ...DANA, notes: 'call me' }, identities: [danasPhone] })]);
    expect(memory.tasks).toMatchObject([
      { contactNumber: 1, ordinal: 1, processId: 'process', stageId: 'stage', notes: 'call me' },
    ]);
  });

  test('gives its task the stage notes rather than the general ones', () => {
    const memory = new Memory();
    memory.run([
      orderOf({ details: { ...DANA, notes: 'general' }, stepNotes: 'for the stage', identities: [danasPhone] }),
    ]);
    expect(memory.tasks[0]?.notes).toBe('for the stage');
  });
});

describe('a repeat inquiry', () => {
  test('completes empty fields and leaves the others', () => {
    const memory = knowingDana();
    const details = { firstName: 'Daniela', phone: '0521234567', email: 'dana@example.com', city: 'Haifa' };
    memory.run([orderOf({ details, identities: [danasPhone, danasEmail] })]);
    expect(card(memory)).toMatchObject({ ...DANA, email: 'dana@example.com', city: 'Haifa' });
  });

  test('logs the alert, who it matched by, and each change with its old and new value', () => {
    const memory = knowingDana();
    const order = orderOf({ details: { city: 'Haifa' }, identities: [danasPhone] });
    memory.run([order]);
    expect(memory.leads.get(order.id)).toMatchObject({
      status: 'updated',
      outcome: {
        event: 'repeat inquiry',
        token: 'Hot Lead',
        matchedBy: ['phone'],
        changes: [{ field: 'city', old: null, new: 'Haifa' }],
        task: 2,
      },
    });
  });

  test('opens a new task', () => {
    const memory = knowingDana();
    memory.run([orderOf({ details: {}, identities: [danasPhone] })]);
    expect(memory.tasks.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
  });

  test('of somebody with another status stays at that status and is Hot Lead', () => {
    const memory = knowingDana({ statusId: 'customer' });
    memory.run([orderOf({ details: {}, identities: [danasPhone] })]);
    expect(card(memory)).toMatchObject({ statusId: 'customer', websiteLastToken: 'Hot Lead' });
  });

  test('of somebody not interested is Renewed and back at status new', () => {
    const memory = knowingDana({ statusId: 'not-interested' });
    const order = orderOf({ details: {}, identities: [danasPhone] });
    memory.run([order]);
    expect(card(memory)).toMatchObject({ statusId: 'new', websiteLastToken: 'Renewed' });
    expect(memory.leads.get(order.id)).toMatchObject({
      status: 'renewed',
      outcome: { token: 'Renewed', statusBefore: 'not-interested', statusAfter: 'new' },
    });
  });

  test('is found by e-mail and by ID as well', () => {
    for (const identity of [danasEmail, idNumber('000000018')]) {
      const memory = new Memory();
      memory.run([orderOf({ details: DANA, identities: [identity] })]);
      memory.run([orderOf({ details: {}, identities: [identity] })]);
      expect(memory.cards.size).toBe(1);
    }
  });

  test('brings the name that was missing: it replaces No Name From Web as if the field were empty', () => {
    const memory = new Memory();
    memory.run([orderOf({ details: { phone: '052-1234567' }, identities: [danasPhone] })]);
    memory.run([orderOf({ details: { firstName: 'Dana' }, identities: [danasPhone] })]);
    expect(card(memory)).toMatchObject({ firstName: 'Dana', lastName: null, searchName: 'dana' });
    memory.run([orderOf({ details: { lastName: 'Levi' }, identities: [danasPhone] })]);
    expect(card(memory)).toMatchObject({ firstName: 'Dana', lastName: 'Levi', searchName: 'dana levi' });
  });
});

describe('UpdateExistingDetails', () => {
  const changed = { firstName: 'Daniela', city: 'Haifa' };

  test('1 replaces what stands, and logs every old value', () => {
    const memory = knowingDana({ city: 'Eilat' });
    const order = orderOf({ details: changed, identities: [danasPhone], updateExistingDetails: true });
    memory.run([order]);
    expect(card(memory)).toMatchObject({ ...DANA, ...changed });
    expect(memory.leads.get(order.id)?.outcome?.changes).toEqual([
      { field: 'firstName', old: 'Dana', new: 'Daniela' },
      { field: 'city', old: 'Eilat', new: 'Haifa' },
    ]);
  });

  test('0 leaves the details untouched, and still logs and opens the task', () => {
    const memory = knowingDana();
    const order = orderOf({ details: changed, identities: [danasPhone, danasEmail], updateExistingDetails: false });
    memory.run([order]);
    expect(card(memory)).toMatchObject({ ...DANA, city: null });
    expect(memory.leads.get(order.id)).toMatchObject({ status: 'updated', outcome: { changes: [], task: 2 } });
    expect(memory.owners.has('email:dana@example.com')).toBe(false);
  });

  test('1 with another phone makes the old number nobody’s', () => {
    const memory = new Memory();
    memory.run([orderOf({ details: { ...DANA, email: 'dana@example.com' }, identities: [danasPhone, danasEmail] })]);
    const newPhone = phone('+972549876543');
    memory.run([
      orderOf({ details: { phone: '054-9876543' }, identities: [danasEmail, newPhone], updateExistingDetails: true }),
    ]);
    expect(card(memory).phone).toBe('054-9876543');
    expect(memory.owners.get('phone:+972549876543')).toEqual([1]);
    expect(memory.owners.get('phone:+972521234567')).toEqual([]);
  });
});

describe('what nobody sent', () => {
  test('a channel’s default fills an empty field and never replaces', () => {
    const memory = knowingDana();
    const lead = { details: { city: 'Default City', lastName: 'Unknown' }, defaulted: ['city', 'lastName'] };
    memory.run([orderOf({ ...lead, identities: [danasPhone], updateExistingDetails: true })]);
    expect(card(memory)).toMatchObject({ ...DANA, city: 'Default City' });
    memory.run([orderOf({ details: { city: 'Haifa' }, identities: [danasPhone], updateExistingDetails: true })]);
    memory.run([orderOf({ ...lead, identities: [danasPhone], updateExistingDetails: true })]);
    expect(card(memory).city).toBe('Haifa');
  });

  test('a company alone is the last name of a new card, and of one that had no name, and of no other', () => {
    const memory = new Memory();
    memory.run([orderOf({ details: { company: 'Acme' }, identities: [danasEmail] })]);
    expect(card(memory)).toMatchObject({ company: 'Acme', lastName: 'Acme' });
    memory.run([orderOf({ details: { phone: '052-1234567' }, identities: [danasPhone] })]);
    memory.run([orderOf({ details: { company: 'Acme' }, identities: [danasPhone] })]);
    expect(card(memory, 2)).toMatchObject({ company: 'Acme', lastName: 'Acme' });

    const dana = knowingDana();
    dana.run([orderOf({ details: { company: 'Acme' }, identities: [danasPhone], updateExistingDetails: true })]);
    expect(card(dana)).toMatchObject({ lastName: 'Levi', company: 'Acme' });
  });
});

describe('custom fields, flags and lists follow the same rule', () => {
  test('empty ones are completed, others stay unless replaced', () => {
    const memory = knowingDana();
    const first = { custom: { budget: 1000 }, mailingList: true, contactTypes: ['buyer'] };
    const second = { custom: { budget: 2000, rooms: 3 }, mailingList: false, contactTypes: ['seller'] };
    memory.run([orderOf({ details: {}, identities: [danasPhone], ...first })]);
    memory.run([orderOf({ details: {}, identities: [danasPhone], ...second })]);
    expect(card(memory)).toMatchObject({
      custom: { budget: 1000, rooms: 3 },
      mailingList: true,
      contactTypes: ['buyer'],
    });
    memory.run([orderOf({ details: {}, identities: [danasPhone], updateExistingDetails: true, ...second })]);
    expect(card(memory)).toMatchObject({
      custom: { budget: 2000, rooms: 3 },
      mailingList: false,
      contactTypes: ['seller'],
    });
  });
});

describe('which contact, when several match', () => {
  function knowingThree() {
    const memory = new Memory();
    memory.run([orderOf({ details: { firstName: 'Mail' }, identities: [danasEmail] })]);
    memory.run([orderOf({ details: { firstName: 'Phone' }, identities: [danasPhone] })]);
    memory.run([orderOf({ details: { firstName: 'Id' }, identities: [idNumber('000000018')] })]);
    return memory;
  }

  test('ID beats phone beats e-mail, the others are named, and each pair is a possible duplicate', () => {
    const memory = knowingThree();
    const all = orderOf({ details: {}, identities: [danasEmail, danasPhone, idNumber('000000018')] });
    memory.run([all]);
    expect(memory.leads.get(all.id)).toMatchObject({
      contactNumber: 3,
      outcome: { matchedBy: ['idNumber'], alsoMatched: [2, 1] },
    });
    expect(memory.pairs.map(({ olderNumber, newerNumber }) => [olderNumber, newerNumber])).toEqual([
      [2, 3],
      [1, 3],
    ]);
    expect(memory.cards.size).toBe(3);

    const two = orderOf({ details: {}, identities: [danasEmail, danasPhone] });
    memory.run([two]);
    expect(memory.leads.get(two.id)?.contactNumber).toBe(2);
  });

  test('equally strong ones: the oldest', () => {
    const memory = new Memory();
    memory.run([orderOf({ details: {}, identities: [phone('+972521111112')] })]);
    memory.run([orderOf({ details: {}, identities: [phone('+972521111113')] })]);
    const both = orderOf({ details: {}, identities: [phone('+972521111113'), phone('+972521111112')] });
    memory.run([both]);
    expect(memory.leads.get(both.id)?.contactNumber).toBe(1);
  });
});

describe('who is compared by what', () => {
  test('a channel that compares e-mail only makes a second contact for a known phone', () => {
    const memory = knowingDana();
    memory.run([orderOf({ details: DANA, identities: [danasPhone] }, { compares: ['email'] })]);
    expect(memory.cards.size).toBe(2);
    expect(memory.owners.get('phone:+972521234567')).toEqual([1, 2]);
  });

  test('a database that allows duplicates makes a contact of every inquiry', () => {
    const memory = knowingDana();
    memory.rules = { ...memory.rules, allowDuplicates: true };
    memory.run([orderOf({ details: DANA, identities: [danasPhone] })]);
    expect(memory.cards.size).toBe(2);
  });

  test('a further address a person wrote from recognises them from then on', () => {
    const memory = knowingDana({ email: 'dana@example.com' });
    const other = email('levi@example.com');
    const order = orderOf({ details: { email: 'levi@example.com' }, identities: [danasPhone, other] });
    memory.run([order]);
    expect(card(memory).email).toBe('dana@example.com');
    expect(memory.leads.get(order.id)?.outcome?.furtherIdentities).toEqual([other]);
    memory.run([orderOf({ details: {}, identities: [other] })]);
    expect(memory.cards.size).toBe(1);
  });
});

describe('a retry is not a repeat inquiry', () => {
  const same = { fingerprint: 'the same content' };
  const twice = (apart: number, wishes: Parameters<typeof orderOf>[1] = {}, identities = [danasPhone]) => {
    const memory = new Memory();
    const first = orderOf({ details: DANA, identities }, { ...same, ...wishes });
    const second = orderOf({ details: DANA, identities }, { ...same, ...wishes, receivedAt: first.receivedAt + apart });
    memory.run([first]);
    return { memory, effects: memory.run([second]), second };
  };

  test('the same content within the window writes its receipt and nothing else', () => {
    const { memory, effects, second } = twice(60_000);
    expect(memory.leads.get(second.id)).toMatchObject({ status: 'duplicate', contactNumber: 1 });
    expect(effects).toMatchObject({ newCards: [], changedCards: [], tasks: [], newIdentities: [] });
  });

  test('the same content after the window is a repeat inquiry', () => {
    const { memory, second } = twice(60_001);
    expect(memory.leads.get(second.id)?.status).toBe('updated');
  });

  test('a window of 0 turns the rule off', () => {
    const { memory, second } = twice(0, { doubleSubmitWindow: 0 });
    expect(memory.leads.get(second.id)?.status).toBe('updated');
  });

  test('it holds for a lead with nothing but filler, which no identity recognises', () => {
    const { memory } = twice(1_000, {}, []);
    expect(memory.cards.size).toBe(1);
  });

  test('a lead of other content with nothing but filler is another contact', () => {
    const memory = new Memory();
    memory.run([orderOf({ details: { phone: '000' } })]);
    memory.run([orderOf({ details: { phone: '000' } })]);
    expect(memory.cards.size).toBe(2);
  });

  test('it holds where duplicates are allowed', () => {
    const memory = knowingDana();
    memory.rules = { ...memory.rules, allowDuplicates: true };
    const first = orderOf({ details: DANA, identities: [danasPhone] }, same);
    memory.run([first]);
    memory.run([orderOf({ details: DANA, identities: [danasPhone] }, { ...same, receivedAt: first.receivedAt + 1 })]);
    expect(memory.cards.size).toBe(2);
  });

  test('both in one round are one inquiry', () => {
    const memory = new Memory();
    const first = orderOf({ details: DANA, identities: [danasPhone] }, same);
    const second = orderOf({ details: DANA, identities: [danasPhone] }, { ...same, receivedAt: first.receivedAt + 5 });
    memory.run([second, first]);
    expect([first, second].map(({ id }) => memory.leads.get(id)?.status)).toEqual(['created', 'duplicate']);
  });
});

describe('leads that become no contact', () => {
  test('a rejected lead is kept with its reason', () => {
    const memory = new Memory();
    const rejection = { code: 'no_way_to_contact', status: 422 as const, message: 'Send a phone.' };
    const order = orderOf({ details: { firstName: 'Dana' } }, { rejection });
    memory.run([order]);
    expect(memory.leads.get(order.id)).toMatchObject({ status: 'rejected', rejection, contactNumber: null });
    expect(memory.cards.size).toBe(0);
  });

  test('a replay of it is a second attempt at the same lead', () => {
    const memory = new Memory();
    const rejected = orderOf({ details: {} }, { rejection: { code: 'x', status: 422, message: 'x' } });
    memory.run([rejected]);
    memory.run([orderOf({ details: DANA, identities: [danasPhone] }, { id: rejected.id, attempt: 2 })]);
    expect(memory.leads.get(rejected.id)).toMatchObject({
      status: 'created',
      contactNumber: 1,
      attempt: 2,
      rejection: null,
    });
    memory.run([rejected, orderOf({ details: DANA, identities: [danasPhone] }, { id: rejected.id, attempt: 3 })]);
    expect(memory.leads.get(rejected.id)).toMatchObject({ attempt: 2 });
  });

  test('a provider’s test lead is quarantined', () => {
    const memory = new Memory();
    const order = orderOf({ details: DANA, identities: [danasPhone] }, { quarantine: 'test' });
    memory.run([order]);
    expect(memory.leads.get(order.id)?.status).toBe('quarantined');
    expect(memory.cards.size).toBe(0);
  });
});

test('a burst of one person’s leads by phone only, e-mail only and both is one contact', () => {
  const memory = new Memory();
  memory.run([
    orderOf({ details: {}, identities: [danasPhone] }),
    orderOf({ details: {}, identities: [danasEmail] }),
    orderOf({ details: {}, identities: [danasPhone, danasEmail] }),
  ]);
  expect(memory.cards.size).toBe(1);
});

test('a contact’s created at is the earliest moment one of its leads was accepted', () => {
  const memory = new Memory();
  const [early, late] = [
    orderOf({ details: {}, identities: [danasPhone] }),
    orderOf({ details: {}, identities: [danasPhone, danasEmail] }),
  ];
  memory.run([late, early]);
  expect(card(memory).createdAt).toBe(early.receivedAt);
});

test('the newer of two updates in one round wins, also when the older one has more identities', () => {
  const memory = knowingDana();
  const replace = { updateExistingDetails: true };
  memory.run([
    orderOf({ details: { city: 'Eilat' }, identities: [danasPhone, danasEmail], ...replace }),
    orderOf({ details: { city: 'Haifa' }, identities: [danasPhone], ...replace }),
  ]);
  expect(card(memory).city).toBe('Haifa');
});

test('a lead replayed after its person has become known leaves the card’s created at alone', () => {
  const memory = new Memory();
  const rejected = orderOf({ details: {} }, { rejection: { code: 'x', status: 422, message: 'x' } });
  memory.run([rejected]);
  const first = orderOf({ details: {}, identities: [danasPhone] });
  memory.run([first]);
  memory.run([orderOf({ details: {}, identities: [danasPhone] }, { ...rejected, rejection: null, attempt: 2 })]);
  expect(card(memory).createdAt).toBe(first.receivedAt);
});

test('a burst in which phone and e-mail lead to two known contacts is named a pair once', () => {
  const memory = new Memory();
  memory.run([orderOf({ details: {}, identities: [danasEmail] })]);
  const other = phone('+972549876543');
  memory.run([
    orderOf({ details: {}, identities: [danasPhone, danasEmail] }),
    orderOf({ details: {}, identities: [danasPhone, other, danasEmail] }),
    orderOf({ details: {}, identities: [other] }),
  ]);
  expect(memory.partitionWithPairs()).toHaveLength(1);
  for (const lead of memory.leads.values()) {
    for (const number of lead.outcome?.alsoMatched ?? []) expect(memory.cards.has(number)).toBe(true);
  }
});
