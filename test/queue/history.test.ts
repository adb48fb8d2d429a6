import { abortAllDurableObjects, createExecutionContext, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { fallbackStores } from '../../src/queue/send.ts';
import { withFault } from '../support/faults/faulty-shard.ts';
import { HeldQueue } from '../support/faults/held-queue.ts';
import { judge } from '../support/history/judge.ts';
import { type Chance, chanceOf, type Inquiry, inquiriesOf } from '../support/history/people.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { deliver } from '../support/worker/deliver.ts';
import { contentOf, eventually } from '../support/worker/observe.ts';

/** Leads of one history, and how many histories: `npm run chaos` makes longer ones, against real processes. */
const LEADS = 24;
const SEEDS = [1, 2, 3, 4, 5, 6];

async function post(business: Business, queue: HeldQueue, inquiry: Inquiry, key: string | undefined) {
  const headers = { accept: 'application/json', ...(key ? { 'idempotency-key': key } : {}) };
  const request = new Request(business.intakeUrl, { method: 'POST', headers, body: new URLSearchParams(inquiry) });
  const response = await app.fetch(request, queue.env, createExecutionContext());
  return response.status === 200 ? (await response.json<{ id: string }>()).id : undefined;
}

/** D1 answers no write for a while, or answers only after the write is done. */
const faultOf = (business: Business, chance: Chance) => {
  const isLost = chance.happens(0.5);
  return withFault({ databaseId: business.databaseId, shard: 'CONTACTS_1' }, async (n, run) => {
    if (n > 1) return run();
    if (isLost) await run();
    throw new Error('D1_ERROR: Network connection lost.');
  });
};

test.each(SEEDS)('whatever happens between the senders and D1, history %i comes to the same people', async (seed) => {
  const chance = chanceOf(seed);
  const business = await newBusiness({ channel: { doubleSubmitSeconds: 0 } });
  const queue = new HeldQueue();
  const acknowledged: string[] = [];
  const delivered: LeadMessage[] = [];
  for (const [n, inquiry] of inquiriesOf(chance, LEADS, seed).entries()) {
    queue.refuses = chance.happens(0.15);
    const key = chance.happens(0.3) ? `key ${n}` : undefined;
    for (let tries = key && chance.happens(0.5) ? 2 : 1; tries > 0; tries--) {
      const id = await post(business, queue, inquiry, key);
      if (id) acknowledged.push(id);
    }
    if (chance.happens(0.2)) await faultOf(business, chance);
    if (chance.happens(0.1)) await abortAllDurableObjects();
    if (!chance.happens(0.4)) continue;
    const ready = chance.shuffle(queue.messages).slice(0, 1 + chance.below(8));
    const batch = chance.happens(0.3) && delivered.length ? [...ready, chance.pick(delivered)] : ready;
    await deliver(batch);
    delivered.push(...ready);
    // What was delivered stays in the queue: it is at least once that comes again at the end.
  }
  queue.refuses = false;
  for (const store of fallbackStores(env)) await runDurableObjectAlarm(store);
  await deliver(chance.shuffle(queue.messages));
  const ids = new Set(acknowledged);
  const content = await eventually(async () => {
    await deliver(chance.shuffle(queue.messages));
    const found = await contentOf(business);
    return found.leads.length >= ids.size && found;
  }, 25);
  expect(judge(acknowledged, content)).toEqual([]);
  expect(new Set(content.leads.map(({ id }) => id))).toEqual(ids);
});

test('the judge sees a lost lead, a person entered twice, two people made one, and a value nobody sent', async () => {
  const chance = chanceOf(7);
  const business = await newBusiness({ channel: { doubleSubmitSeconds: 0 } });
  const queue = new HeldQueue();
  const inquiries = inquiriesOf(chance, 12, 70);
  const ids = [];
  for (const inquiry of inquiries) ids.push((await post(business, queue, inquiry, undefined)) ?? '');
  await deliver(queue.messages);
  const good = await contentOf(business);
  expect(judge(ids, good)).toEqual([]);

  expect(judge([...ids, 'another'], good).join()).toContain('is lost');
  const [repeat] = good.leads.filter(({ status }) => status === 'updated');
  const others = good.leads.filter(({ id }) => id !== repeat?.id);
  const apart = [...others, { ...repeat, contactNumber: 99 }] as typeof good.leads;
  expect(judge(ids, { ...good, leads: apart, possibleDuplicates: [] }).join()).toContain('are different people');
  const joined = good.leads.map((lead) => ({ ...lead, contactNumber: 1 }));
  expect(judge(ids, { ...good, leads: joined }).join()).toContain('share no identity');
  const changed = good.contacts.map((card) => ({ ...card, city: 'Nowhere' }));
  expect(judge(ids, { ...good, contacts: changed }).join()).toContain('is explained by no lead');
});
