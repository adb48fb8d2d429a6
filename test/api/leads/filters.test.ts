import { beforeAll, expect, test } from 'vitest';
import { leadTexts } from '../../../src/business/leads/lead-texts.ts';
import { get, newOwner, type Owner, sendLead } from '../../support/worker/owner.ts';

/* GET /leads finds one lead among many: by its way in, by time, by what was read of it. */

let owner: Owner;
const received: Record<string, string> = {};

const LEADS: Record<string, Record<string, string>> = {
  quoted: { FirstName: 'Noa "Nunu" \\ B', Email: 'noa@example.com' },
  dana: { FirstName: 'דנה', LastName: 'לוי', Phone: '052-123 4567', Remarks: 'Wants the 3 room flat' },
  omer: { FirstName: 'Omer', LastName: 'Cohen', Email: 'Omer.C@Example.com' },
  ruth: { FirstName: 'Ruth', Phone: '+44 20 7946 0991', Colour: 'deep blue' },
};

beforeAll(async () => {
  owner = await newOwner();
  for (const [who, fields] of Object.entries(LEADS)) {
    const { id, receivedAt } = await sendLead(owner, fields);
    received[id] = who;
    received[who] = receivedAt;
    await new Promise((done) => setTimeout(done, 5));
  }
});

async function foundBy(query: Record<string, string>): Promise<string[]> {
  const answer = await get(owner, `/leads?${new URLSearchParams(query)}`);
  expect(answer.status).toBe(200);
  return answer.body.items.map(({ id }: { id: string }) => received[id]).sort();
}

test.each([
  ['a name', 'דנה', ['dana']],
  ['the beginning of a name', 'דנ', ['dana']],
  ['words in any order', 'לוי דנה', ['dana']],
  ['words of which one is not there', 'דנה כהן', []],
  ['words in capitals', 'OMER cohen', ['omer']],
  ['an e-mail address', 'omer.c@example', ['omer']],
  ['what was asked', 'room flat', ['dana']],
  ['a field nobody understood', 'deep blue', ['ruth']],
  ['a phone as it was typed', '052-123 4567', ['dana']],
  ['a phone without its hyphens', '0521234567', ['dana']],
  ['a phone with its country', '+972 52 1234567', ['dana']],
  ['a phone behind 00', '0044 20 7946 0991', ['ruth']],
  ['the last digits of a phone', '0991', ['ruth']],
  ['what a field is called, which no lead says', 'lastName', []],
  ['wild cards, which are letters here', '%', []],
  ['a quote', "'", []],
  ['a word in quotes', '"nunu"', ['quoted']],
  ['a backslash', '\\', ['quoted']],
  ['nothing', '  ', ['dana', 'omer', 'quoted', 'ruth']],
])('a lead is found by %s', async (_by, q, who) => {
  expect(await foundBy({ q })).toEqual(who);
});

test('by the way it came in', async () => {
  expect(await foundBy({ wayIn: 'html-form' })).toEqual(['dana', 'omer', 'quoted', 'ruth']);
  expect(await foundBy({ wayIn: 'mail' })).toEqual([]);
});

test('from a time on, and before a time', async () => {
  const at = received.omer as string;
  expect(await foundBy({ since: at })).toEqual(['omer', 'ruth']);
  expect(await foundBy({ until: at })).toEqual(['dana', 'quoted']);
  expect(await foundBy({ since: at, until: received.ruth as string })).toEqual(['omer']);
});

test('all filters hold at once', async () => {
  expect(await foundBy({ q: '052', wayIn: 'html-form', status: 'created' })).toEqual(['dana']);
  expect(await foundBy({ q: '052', status: 'rejected' })).toEqual([]);
});

test('a page ends where the next begins, with every filter on', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = { until: '2100-01-01T00:00:00Z', wayIn: 'html-form', limit: '1', ...(cursor ? { cursor } : {}) };
    const { body } = await get(owner, `/leads?${new URLSearchParams(page)}`);
    seen.push(...body.items.map(({ id }: { id: string }) => received[id]));
    cursor = body.nextCursor;
  } while (cursor);
  expect(seen).toEqual(['ruth', 'omer', 'dana', 'quoted']);
});

test.each([
  ['wayIn=fax', 'wayIn'],
  ['until=yesterday', 'until'],
  [`q=${'x'.repeat(201)}`, 'q'],
])('%s is refused by its name', async (query, field) => {
  expect(await get(owner, `/leads?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid', field } });
});

test('another business finds none of them', async () => {
  const { body } = await get(await newOwner(), '/leads?q=Omer');
  expect(body.items).toEqual([]);
});

test('however much is typed, ten words are looked for', () => {
  expect(leadTexts('a '.repeat(100))).toHaveLength(10);
});
