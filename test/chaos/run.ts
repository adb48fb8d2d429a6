/*
 * `npm run chaos [-- seconds [seed]]`: histories of inquiries against Kelet in real processes that are killed in the
 * middle, whose D1 is locked, whose queue refuses, repeats, mixes up and comes late; each history is judged by the
 * tables (test/support/history/judge.ts). Exits with 1 at the first one that came out wrong, and names its seed.
 */
import { DatabaseSync } from 'node:sqlite';
import { judge } from '../support/history/judge.ts';
import { type Chance, chanceOf, type Inquiry, inquiriesOf } from '../support/history/people.ts';
import { Kelet, openQueue } from './kelet.ts';

const seconds = Number(process.argv[2] ?? 120);
const firstSeed = Number(process.argv[3] ?? 1);
const LEADS = 160;
const AT_ONCE = 8;
const say = (text: string) => process.stdout.write(`${text}\n`);
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The sender was told that something is wrong with the inquiry. */
class Refused extends Error {}

const queue = await openQueue();
const kelet = new Kelet(queue.url);
const found = { histories: 0, leads: 0, acknowledged: 0, kills: 0, locks: 0, refusals: 0, deliveries: 0 };

await kelet.start();
await kelet.migrate();
const end = Date.now() + seconds * 1000;
for (let seed = firstSeed; Date.now() < end; seed++) {
  const faults = await history(seed);
  if (faults.length) {
    say(`History ${seed} came out wrong:\n${faults.slice(0, 20).join('\n')}`);
    say(JSON.stringify(found));
    process.exit(1);
  }
  found.histories += 1;
}
say(`${JSON.stringify(found)}\nEvery acknowledged lead is there once, every person once, every value explained.`);
process.exit(0);

/** One history, to its end. @returns what is wrong. */
async function history(seed: number): Promise<string[]> {
  const chance = chanceOf(seed);
  const { databaseId, key } = await newBusiness(seed);
  const acknowledged: string[] = [];
  const inquiries = inquiriesOf(chance, LEADS, seed);
  let isOver = false;
  const senders = Array.from({ length: AT_ONCE }, async () => {
    for (let inquiry = inquiries.pop(); inquiry; inquiry = inquiries.pop()) {
      acknowledged.push(await send(key, inquiry, chance));
      found.leads += 1;
    }
  });
  const trouble = troubles(chance, () => isOver);
  const deliveries = deliverMeanwhile(chance, () => isOver);
  await Promise.all(senders);
  isOver = true;
  await Promise.all([trouble, deliveries]);
  queue.refuses = false;
  found.acknowledged += acknowledged.length;
  await comeToRest(databaseId, acknowledged);
  return judge(acknowledged, kelet.tables(databaseId));
}

async function newBusiness(seed: number): Promise<{ databaseId: string; key: string }> {
  const response = await fetch(`${kelet.url}setup`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer chaos-setup-token',
      'content-type': 'application/json',
      'idempotency-key': `history ${seed}`,
    },
    body: JSON.stringify({ business: `History ${seed}`, shard: 'CONTACTS_1' }),
  });
  const made = (await response.json()) as { databaseId: string; channelKey: string };
  if (response.status !== 201) throw new Error(`No business: ${JSON.stringify(made)}`);
  return { databaseId: made.databaseId, key: made.channelKey };
}

/** Sends an inquiry as often as it takes to be told that it is taken, as senders do who retry. */
async function send(channelKey: string, inquiry: Inquiry, chance: Chance): Promise<string> {
  const isNamed = chance.happens(0.5);
  const isJson = chance.happens(0.4);
  for (;;) {
    try {
      const response = await fetch(`${kelet.url}in/${channelKey}`, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...(isNamed ? { 'idempotency-key': inquiry.Remarks ?? '' } : {}),
        },
        body: isJson ? JSON.stringify(inquiry) : new URLSearchParams(inquiry),
        signal: AbortSignal.timeout(10_000),
      });
      if (response.status === 200) return ((await response.json()) as { id: string }).id;
      if (response.status < 500) throw new Refused(`${response.status} ${await response.text()}`);
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    await wait(100);
  }
}

/** Kills Kelet, locks its D1 and has the queue refuse, one after the other, until it is over. */
async function troubles(chance: Chance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await wait(100 + chance.below(500));
    const what = chance.below(3);
    if (what === 0) {
      kelet.kill();
      found.kills += 1;
      await kelet.start();
    } else if (what === 1) {
      // Kelet may be writing just now.
      const database = new DatabaseSync(kelet.contactsFile(), { timeout: 5000 });
      database.exec('BEGIN IMMEDIATE');
      found.locks += 1;
      await wait(100 + chance.below(1500));
      database.exec('ROLLBACK');
      database.close();
    } else {
      queue.refuses = true;
      found.refusals += 1;
      await wait(100 + chance.below(400));
      queue.refuses = false;
    }
  }
}

/** Delivers what waits: mixed up, in any portion, and some of it again although it was acked. */
async function deliverMeanwhile(chance: Chance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await wait(chance.below(150));
    await deliver(chance.shuffle(queue.messages).slice(0, 1 + chance.below(40)), chance);
  }
}

async function deliver(messages: typeof queue.messages, chance: Chance): Promise<void> {
  if (!messages.length) return;
  const acked = await fetch(`${kelet.url}deliver`, { method: 'POST', body: JSON.stringify(messages) })
    .then((response) => response.json() as Promise<boolean[]>)
    .catch(() => []);
  found.deliveries += messages.length;
  const done = new Set(messages.filter((_, at) => acked[at] && chance.happens(0.9)));
  queue.messages = queue.messages.filter((message) => !done.has(message));
}

/**
 * Until every acknowledged lead is there, those of the fallback stores too. Counting rows would not do: a sender who
 * was not answered came again, and what it sent first is there as well.
 */
async function comeToRest(databaseId: string, acknowledged: string[]): Promise<void> {
  const calm = chanceOf(0);
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    await deliver(queue.messages.slice(0, 100), calm);
    const there = new Set(kelet.tables(databaseId).leads.map(({ id }) => id));
    if (!queue.messages.length && acknowledged.every((id) => there.has(id))) return;
    await wait(200);
  }
}
