import { describe, expect, test } from 'vitest';
import { HeldQueue } from '../support/faults/held-queue.ts';
import { deliver } from '../support/worker/deliver.ts';
import { EVERY_WAY_IN, newShop, type WayIn, type WayInCalled, wayInCalled } from '../support/worker/every-way-in.ts';
import { tablesOf } from '../support/worker/owner.ts';

/* The same thing sent twice, by every way in, is one contact and one lead's worth of everything. */

const DANA = { firstName: 'Dana', mobile: '052-1234567', email: 'dana@example.com' };

/** A Worker whose queue holds what it is given until a test delivers it, in one batch, in the order given. */
function heldQueue() {
  const queue = new HeldQueue();
  const deliverAll = async (messages = queue.messages) => {
    if (messages.length) expect(await deliver(messages)).toEqual({ acked: messages.length, again: 0 });
  };
  return { held: queue.messages, on: queue.env, deliverAll };
}

const KEY = 'the same Idempotency-Key';
const CLICK = 'a double click within the window';
const PAGE = 'the same page, by its token';

interface Case {
  wayIn: WayInCalled;
  as: string;
  key?: string;
  /** A contact of this phone is there already. */
  isKnown?: boolean;
}

/** How each way in recognises what it was sent before. */
const CASES: Case[] = [
  ...(['HTML form', 'XML', 'JSON webhook'] as const).flatMap((wayIn) => [
    { wayIn, as: KEY, key: 'order-7' },
    { wayIn, as: CLICK },
  ]),
  { wayIn: 'URL', as: CLICK },
  { wayIn: 'mail', as: 'the same Message-ID', key: 'order-7' },
  { wayIn: 'mail', as: 'the same mail without a Message-ID, within the window' },
  { wayIn: 'internal form', as: PAGE },
  { wayIn: 'portal', as: PAGE },
  { wayIn: 'API', as: KEY, key: 'order-7' },
  { wayIn: 'manual, go back', as: KEY, key: 'order-7' },
  { wayIn: 'manual, complete its missing details', as: KEY, key: 'order-7', isKnown: true },
  { wayIn: 'manual, renew it as a new lead', as: KEY, key: 'order-7', isKnown: true },
  { wayIn: 'manual, create anyway', as: KEY, key: 'order-7', isKnown: true },
  { wayIn: 'import, skip', as: KEY, key: 'order-7' },
  { wayIn: 'import, complete', as: KEY, key: 'order-7', isKnown: true },
  { wayIn: 'import, reset', as: KEY, key: 'order-7', isKnown: true },
  { wayIn: 'copy to another database', as: KEY, key: 'order-7' },
];

const know = async (shop: Awaited<ReturnType<typeof newShop>>) =>
  (await wayInCalled('API').prepare(shop, { firstName: 'Dana', mobile: DANA.mobile }))();

describe('sent again as', () => {
  test.each(CASES)('$as: $wayIn', async ({ wayIn, key, isKnown }) => {
    const shop = await newShop();
    if (isKnown) await know(shop);
    const { on, deliverAll } = heldQueue();
    const send = await wayInCalled(wayIn).prepare(shop, DANA, key);
    await send(on);
    await deliverAll();
    const once = await tablesOf(shop);
    expect(once.contacts.length).toBe(isKnown && wayIn === 'manual, create anyway' ? 2 : 1);

    const again = [await send(on), ...(await Promise.all([send(on), send(on)]))];
    expect(again.map(({ status }) => status < 300)).toEqual([true, true, true]);
    await deliverAll();
    expect(await tablesOf(shop)).toEqual(once);
  });

  test.each(CASES)('$as, three at once: $wayIn', async ({ wayIn, key, isKnown }) => {
    const shop = await newShop();
    if (isKnown) await know(shop);
    const { on, deliverAll } = heldQueue();
    const send = await wayInCalled(wayIn).prepare(shop, DANA, key);
    const answers = await Promise.all([send(on), send(on), send(on)]);
    expect(answers.map(({ status }) => status < 300)).toEqual([true, true, true]);
    await deliverAll();
    const { contacts, leads, tasks } = await tablesOf(shop);
    const before = isKnown ? 1 : 0;
    expect(contacts.length).toBe(isKnown && wayIn === 'manual, create anyway' ? 2 : 1);
    const isLead = wayIn !== 'manual, complete its missing details';
    expect(leads.length - before).toBe(isLead ? 1 : 0);
    expect(tasks.length).toBe(leads.filter(({ outcome }) => outcome?.task).length);
  });
});

/** Ways in whose leads go by the queue: the internal form's do when the writer is away. */
const QUEUED: WayIn[] = EVERY_WAY_IN.filter(({ isQueued, wayIn }) => isQueued || wayIn === 'internal-form');
const away = { getByName: () => ({ write: () => Promise.reject(new Error('away')) }) };

describe('delivered again by the queue', () => {
  test.each(QUEUED)('$name: alone, twice in a batch and behind another lead, it changes no row', async (way) => {
    const shop = await newShop();
    const { held, on, deliverAll } = heldQueue();
    const isAtOnce = !way.isQueued;
    const through = isAtOnce ? { ...on, CONTACT_WRITER: away as unknown as Env['CONTACT_WRITER'] } : on;
    await (await way.prepare(shop, DANA))(through);
    const [lead] = held;
    expect(held).toHaveLength(1);
    await deliverAll();
    const once = await tablesOf(shop);
    expect([once.contacts.length, once.leads.length, once.tasks.length]).toEqual([1, 1, 1]);
    await deliverAll();
    await deliverAll([...held, ...held]);
    expect(await tablesOf(shop)).toEqual(once);

    await (await way.prepare(shop, { ...DANA, city: 'Haifa' }))(through);
    const other = held.at(-1);
    await deliverAll(other && lead ? [other, lead, other] : []);
    const twice = await tablesOf(shop);
    expect([twice.contacts.length, twice.leads.length, twice.tasks.length]).toEqual([1, 2, 2]);
    expect(twice.leads.map(({ status }) => status).sort()).toEqual(['created', 'updated']);
  });
});
