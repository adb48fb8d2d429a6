import { describe, expect, test } from 'vitest';
import { DANA, DUPLICATES, INQUIRIES, KNOWN_CELLS, type Seen } from '../support/worker/duplicates-table.ts';
import { EVERY_WAY_IN, newShop, send, wayInCalled } from '../support/worker/every-way-in.ts';
import { call, get, type Json, ORIGIN, type Owner, tablesOf } from '../support/worker/owner.ts';
import { apiSending, type Person, sendingOf } from '../support/worker/sending.ts';

const ok = async (answer: ReturnType<typeof call>): Promise<Json> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
};

/** Dana's card, as the table takes it to stand: a customer who was renewed once, or somebody not interested. */
async function knowDana(shop: Owner, status: 'Customer' | 'Not interested' = 'Customer'): Promise<string> {
  const { id } = await ok(call(shop, 'POST', '/contacts', DANA));
  if (status === 'Customer') await ok(call(shop, 'POST', `/contacts/${id}/renew`, {}));
  await ok(call(shop, 'PATCH', `/contacts/${id}`, { status }));
  return id;
}

const itemsOf = async (shop: Owner, path: string): Promise<Json[]> => (await ok(get(shop, path))).items;
const contactsOf = async (shop: Owner) => (await itemsOf(shop, '/contacts')).toSorted((a, b) => a.number - b.number);

/** What the API shows of Dana after somebody came in, against what it showed before. */
async function seenAfter(shop: Owner, id: string, comeIn: () => Promise<unknown>) {
  const look = async () => ({
    log: await itemsOf(shop, `/contacts/${id}/log`),
    tasks: await itemsOf(shop, `/contacts/${id}/tasks`),
  });
  const before = await look();
  await comeIn();
  const [after, contacts] = [await look(), await contactsOf(shop)];
  const dana = contacts.find((contact) => contact.id === id);
  const known = new Set(before.log.map((entry) => entry.id));
  const entries = after.log.filter((entry) => !known.has(entry.id));
  const seen = {
    contacts: contacts.length as Seen['contacts'],
    emptyFields: dana.city === 'Haifa' ? 'completed' : 'left empty',
    standingValues: Object.entries(DANA).every(([field, value]) => dana[field] === value) ? 'kept' : 'replaced',
    alert: entries.some(({ event }) => event === 'repeat inquiry') ? 'repeat inquiry' : 'none',
    token: dana.websiteLastToken,
    status: dana.status,
    newTasks: (after.tasks.length - before.tasks.length) as Seen['newTasks'],
  } satisfies Seen;
  return { seen, dana, entries, other: contacts.find((contact) => contact.id !== id) };
}

const daniela = (by: keyof typeof INQUIRIES, more: Person = {}): Person => ({
  firstName: 'Daniela',
  city: 'Haifa',
  ...INQUIRIES[by],
  ...more,
});

test('the table has a row for every way in', () => {
  expect(DUPLICATES.map(({ wayIn }) => wayIn)).toEqual(EVERY_WAY_IN.map(({ name }) => name));
});

describe('somebody known', () => {
  test.each(KNOWN_CELLS)('%s', async (_, { wayIn, by, isCompared, found }) => {
    const shop = await newShop();
    const id = await knowDana(shop);
    const matchedBy = by === 'e-mail' ? ['email'] : by === 'ID' ? ['idNumber'] : ['phone'];
    if (wayInCalled(wayIn).wayIn === 'manual') {
      const { text } = await apiSending(shop, '/contacts/check', INQUIRIES[by])();
      expect(JSON.parse(text)).toEqual({ matches: [{ contact: expect.objectContaining({ id }), matchedBy }] });
    }
    const { seen, entries, other } = await seenAfter(shop, id, () => send(shop, wayIn, daniela(by)));
    expect(seen).toEqual(found);
    expect(other?.firstName).toBe(found.contacts === 2 ? 'Daniela' : undefined);
    if (isCompared && found.token === 'Hot Lead') {
      expect(entries).toMatchObject([{ kind: 'inquiry', leadStatus: 'updated', token: 'Hot Lead' }]);
      expect(entries[0].matchedBy).toEqual(expect.arrayContaining(matchedBy));
      expect(entries[0].changes).toContainEqual({ field: 'city', old: null, new: 'Haifa' });
    }
  });
});

test('the log names only what the card had: an e-mail address that comes along is no match', async () => {
  const shop = await newShop();
  const id = await knowDana(shop);
  const { entries } = await seenAfter(shop, id, () => send(shop, 'HTML form', daniela('ID')));
  expect(entries[0].matchedBy).toEqual(['idNumber']);
});

describe('somebody who was not interested', () => {
  test.each(DUPLICATES.map(({ wayIn, whenFound: { notInterested, found } }) => ({ wayIn, found, ...notInterested })))(
    '$wayIn: the token is $token and the status $status',
    async ({ wayIn, found, token, status }) => {
      const shop = await newShop();
      const id = await knowDana(shop, 'Not interested');
      const { seen, entries } = await seenAfter(shop, id, () => send(shop, wayIn, daniela('phone')));
      expect(seen).toMatchObject({ token, status, standingValues: 'kept' });
      if (status === 'New') {
        expect(seen.newTasks).toBe(found.newTasks);
        const stamped = found.newTasks ? token : null;
        const change = { leadStatus: 'renewed', token: stamped, statusBefore: 'Not interested', statusAfter: 'New' };
        expect(entries).toMatchObject([change]);
      }
    },
  );
});

describe('somebody unknown', () => {
  test.each(DUPLICATES)('$wayIn: is a contact with its stamps, $whenUnknown.tasks tasks', async (row) => {
    const { wayIn, whenUnknown } = row;
    const shop = await newShop();
    const id = await knowDana(shop);
    const { seen, other } = await seenAfter(shop, id, () => send(shop, wayIn, daniela('nothing')));
    const stands = { contacts: 2, emptyFields: 'left empty', standingValues: 'kept', alert: 'none', newTasks: 0 };
    expect(seen).toMatchObject(stands);
    const { createdBy, token, status, tasks } = whenUnknown;
    expect(other).toMatchObject({ ...daniela('nothing'), createdBy, websiteLastToken: token, status, number: 2 });
    expect(await itemsOf(shop, `/contacts/${other.id}/tasks`)).toHaveLength(tasks);
    const [entry] = (await itemsOf(shop, `/contacts/${other.id}/log`)).filter(({ kind }) => kind === 'inquiry');
    expect(entry).toMatchObject({ wayIn: wayInCalled(wayIn).wayIn, leadStatus: 'created', matchedBy: [] });
  });
});

const FILLER = { phone: '0500000000', email: 'test@test.com', idNumber: '000000000' };

describe('filler', () => {
  test.each(EVERY_WAY_IN)('$name: is stored as typed, flagged, and matches nobody', async ({ name }) => {
    const shop = await newShop();
    await ok(call(shop, 'POST', '/contacts', { ...FILLER, firstName: 'Dana' }));
    await send(shop, name, { ...FILLER, firstName: 'Noa' });
    expect(await contactsOf(shop)).toMatchObject([
      { ...FILLER, firstName: 'Dana' },
      { ...FILLER, firstName: 'Noa' },
    ]);
    const { leads, identities } = await tablesOf(shop);
    expect(identities.filter(({ kind }) => kind !== 'content')).toEqual([]);
    const flagged = leads.find(({ contactNumber }) => contactNumber === 2);
    if (flagged?.wayIn !== 'copy') expect(flagged?.warnings).toMatchObject(Array(3).fill({ code: 'junk_identity' }));
  });
});

describe('where the database allows duplicates', () => {
  test.each(EVERY_WAY_IN)('$name: a known person is a second contact, and nobody is asked', async ({ name }) => {
    const shop = await newShop();
    await ok(call(shop, 'PATCH', `/databases/${shop.databaseId}`, { allowDuplicates: true }));
    const id = await knowDana(shop);
    const { seen, other } = await seenAfter(shop, id, () => send(shop, name, daniela('phone')));
    expect(seen).toMatchObject({ contacts: 2, emptyFields: 'left empty', alert: 'none', newTasks: 0 });
    expect(other).toMatchObject({ firstName: 'Daniela', mobile: INQUIRIES.phone.mobile });
  });
});

describe('UpdateExistingDetails', () => {
  const CASES = (['HTML form', 'URL', 'XML'] as const).flatMap((wayIn) => [
    { wayIn, flag: '1', inShort: 'what stands is replaced, and logged', name: 'Daniela' },
    { wayIn, flag: '0', inShort: 'the details stay untouched', name: 'Dana' },
  ]);

  test.each(CASES)('$wayIn, $flag: $inShort; alert, token and task as ever', async ({ wayIn, flag, name }) => {
    const shop = await newShop();
    await ok(call(shop, 'PATCH', `/channels/${shop.channelId}`, { replaces: true }));
    const id = await knowDana(shop);
    const sent = daniela('e-mail', { updateExistingDetails: flag });
    const { seen, dana, entries } = await seenAfter(shop, id, () => send(shop, wayIn, sent));
    expect(seen).toMatchObject({ contacts: 1, alert: 'repeat inquiry', token: 'Hot Lead', newTasks: 1 });
    expect(dana).toMatchObject({ firstName: name, lastName: 'Levi', city: flag === '1' ? 'Haifa' : null });
    const replaced = [{ field: 'firstName', old: 'Dana', new: 'Daniela' }];
    if (flag === '1') expect(entries[0].changes).toEqual(expect.arrayContaining(replaced));
    else expect(entries[0].changes).toEqual([]);
  });
});

describe('whoever sent it does not learn whether the person was known', () => {
  const withoutIds = (text: string) => text.replaceAll(/\b[0-9a-z]{38}\b/g, 'lead');

  test.each(EVERY_WAY_IN.filter(({ isQueued }) => isQueued))('$name: the answer is the same', async ({ name }) => {
    const shop = await newShop();
    const unknown = await send(shop, name, DANA);
    const known = await send(shop, name, daniela('phone'));
    expect({ ...known, text: withoutIds(known.text) }).toEqual({ ...unknown, text: withoutIds(unknown.text) });
    const { leads, contacts } = await tablesOf(shop);
    expect(contacts).toHaveLength(1);
    expect(leads.map(({ status }) => status).sort()).toEqual(['created', 'updated']);
    for (const { id } of leads) {
      const { text } = await sendingOf(`${ORIGIN}/leads/${id}`)();
      expect(JSON.parse(text)).toMatchObject({ status: 'accepted' });
    }
  });
});
