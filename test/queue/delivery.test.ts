import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { withWriter } from '../support/faults/other-writer.ts';
import { newBusiness } from '../support/worker/business.ts';
import { deliver, messagesOf } from '../support/worker/deliver.ts';
import { afterLeads, contentOf } from '../support/worker/observe.ts';
import { postForm } from '../support/worker/send.ts';

const PHONE_ONLY = { Phone: '052-1234567' };
const EMAIL_ONLY = { Email: 'dana@example.com' };
const BOTH = { Phone: '+972 52 123 4567', Email: 'DANA@example.com' };

/** A hundred leads of one person, each with words of its own. */
const ofOnePerson = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...([PHONE_ONLY, EMAIL_ONLY, BOTH][i % 3] as Record<string, string>),
    Remarks: `inquiry ${i}`,
  }));

test('200 concurrent leads of one person by phone, by e-mail and by both are one contact and 200 receipts', async () => {
  const business = await newBusiness();
  const answers = await Promise.all(ofOnePerson(200).map((form) => postForm(business, form)));
  expect(new Set(answers.map(({ answer }) => answer.id)).size).toBe(200);

  const { contacts, leads, tasks, identities } = await afterLeads(business, 200);
  expect(contacts).toHaveLength(1);
  expect(identities).toHaveLength(2);
  expect(leads).toHaveLength(200);
  expect(leads.filter(({ status }) => status === 'created')).toHaveLength(1);
  expect(leads.filter(({ status }) => status === 'updated')).toHaveLength(199);
  expect(tasks.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  expect(new Set(tasks.map(({ leadId }) => leadId)).size).toBe(200);
});

test('20 people with 8 simultaneous posts each are 20 contacts', async () => {
  const business = await newBusiness();
  const forms = Array.from({ length: 160 }, (_, i) => ({ Phone: `052-12345${10 + (i % 20)}`, Remarks: `post ${i}` }));
  await Promise.all(forms.map((form) => postForm(business, form)));
  const { contacts } = await afterLeads(business, 160);
  expect(contacts).toHaveLength(20);
});

test('delivering every message again, twice, in concurrent batches, changes no row', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, ofOnePerson(30));
  await deliver(messages);
  const before = await contentOf(business);
  const results = await Promise.all([
    deliver(messages),
    deliver(messages.toReversed()),
    deliver(messages.slice(0, 10)),
    deliver(messages.slice(5, 25)),
  ]);
  expect(results.map(({ again }) => again)).toEqual([0, 0, 0, 0]);
  expect(await contentOf(business)).toEqual(before);
});

test('first deliveries that overlap write each lead once', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, ofOnePerson(30));
  await Promise.all([deliver(messages), deliver(messages.toReversed()), deliver(messages.slice(10))]);
  const { contacts, leads, tasks } = await contentOf(business);
  expect([contacts.length, leads.length, tasks.length]).toEqual([1, 30, 30]);
});

test('shuffled messages give the same partition of leads into contacts', async () => {
  const forms = Array.from({ length: 24 }, (_, i) => ({
    Phone: `052-12345${10 + (i % 5)}`,
    ...(i % 2 ? { Email: `person${i % 5}@example.com` } : {}),
    Remarks: `inquiry ${i}`,
  }));
  const partitions = [];
  for (const step of [1, 5, 7, 11]) {
    const business = await newBusiness();
    const messages = await messagesOf(business, forms);
    await deliver(forms.map((_, i) => messages[(i * step) % forms.length]));
    const { leads } = await contentOf(business);
    const groups = Map.groupBy(leads, ({ contactNumber }) => contactNumber);
    partitions.push(
      [...groups.values()].map((group) => group.map(({ fields }) => fields?.details.notes).sort()).sort(),
    );
  }
  for (const partition of partitions) expect(partition).toEqual(partitions[0]);
});

test('a batch for two databases on two shards reaches both, and nothing crosses', async () => {
  const [one, two] = [await newBusiness(), await newBusiness({ shard: 'CONTACTS_2' })];
  const messages = [...(await messagesOf(one, [BOTH])), ...(await messagesOf(two, [BOTH]))];
  expect(await deliver(messages)).toEqual({ acked: 2, again: 0 });
  for (const business of [one, two]) {
    const { contacts, leads } = await contentOf(business);
    expect([contacts.length, leads[0]?.status]).toEqual([1, 'created']);
  }
  const onTheOther = { databaseId: one.databaseId, database: two.database };
  expect((await contentOf(onTheOther)).contacts).toEqual([]);
});

test('a message that is no lead is kept as a dead letter and does not hold up the others', async () => {
  const business = await newBusiness();
  const [good] = await messagesOf(business, [BOTH]);
  const bad = { v: 99, from: business.databaseId };
  expect(await deliver([bad, good])).toEqual({ acked: 2, again: 0 });
  expect((await contentOf(business)).leads).toHaveLength(1);
  const letters = await env.CONTROL.prepare('SELECT body FROM dead_letters WHERE body LIKE ?1')
    .bind(`%${business.databaseId}%`)
    .all<{ body: string }>();
  expect(letters.results).toEqual([{ body: JSON.stringify(bad) }]);
});

test.each(['parked', undefined])('a lead whose outcome is %s, which nobody knows, comes again', async (status) => {
  const business = await newBusiness();
  const [known, unknown] = await messagesOf(business, [BOTH, PHONE_ONLY]);
  const write = async (_: string, orders: { id: string }[]) =>
    orders.map(({ id }, i) => ({ id, status: i ? status : 'created', contactNumber: 1 }));
  expect(await deliver([known, unknown], withWriter({ write }))).toEqual({ acked: 1, again: 1 });
});

test('a lead whose deliveries are spent is tried once more, alone', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, [BOTH]);
  expect(await deliver(messages, env, 'kelet-dead-leads')).toEqual({ acked: 1, again: 0 });
  expect((await contentOf(business)).leads).toMatchObject([{ status: 'created' }]);
});
