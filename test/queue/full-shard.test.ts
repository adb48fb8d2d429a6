import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { chooseShard } from '../../src/business/databases/choose-shard.ts';
import { giveCommand } from '../../src/contacts/ask-writer.ts';
import { Refusal } from '../../src/refusal.ts';
import { failureOf } from '../../src/storage/failures.ts';
import { downD1 } from '../support/faults/down-d1.ts';
import { notingStore } from '../support/faults/fallback-store.ts';
import { faultyD1, giveD1 } from '../support/faults/faulty-d1.ts';
import { newBusiness } from '../support/worker/business.ts';
import { deliver, messagesOf } from '../support/worker/deliver.ts';
import { contentOf } from '../support/worker/observe.ts';

const FULL = 'D1_ERROR: Exceeded maximum DB size.';

test.each([
  FULL,
  'D1_ERROR: Exceeded maximum account storage limit.',
  'D1_ERROR: database or disk is full: SQLITE_FULL',
])('%s is neither weather nor the write at fault', (message) => expect(failureOf(new Error(message))).toBe('full'));

test('a full shard: leads wait, none fails, people are told what to do, and with room everything is written', async () => {
  const business = await newBusiness();
  const messages = await messagesOf(business, [{ Phone: '052-1234567' }, { Phone: '052-7654321' }]);
  let writes = 0;
  await giveD1(
    business,
    faultyD1(env.CONTACTS_1, async (run, isWrite) => {
      if (!isWrite) return run();
      writes += 1;
      throw new Error(FULL);
    }),
  );
  expect(await deliver(messages)).toEqual({ acked: 0, again: 2 });
  expect(writes).toBe(1);
  const { on, kept } = notingStore();
  expect(await deliver(messages, on, 'kelet-dead-leads')).toEqual({ acked: 2, again: 0 });
  expect(kept.map(({ message }) => message)).toEqual(messages);
  expect((await contentOf(business)).leads).toEqual([]);
  const [{ order } = {}] = messages;
  if (!order) throw new Error('no order');
  const create = { id: order.id, at: order.receivedAt, by: 'test', verb: 'create', order, anyway: false } as const;
  const refusal = await giveCommand(env, business.databaseId, create);
  expect(refusal).toMatchObject({ status: 507, code: 'shard_full', message: expect.stringContaining('rawDays') });

  await giveD1(business, env.CONTACTS_1);
  expect(await deliver(messages)).toEqual({ acked: 2, again: 0 });
  expect((await contentOf(business)).contacts).toHaveLength(2);
});

/** A shard of so many gigabytes. */
const holding = (gigabytes: number) =>
  ({ prepare: () => ({ run: async () => ({ meta: { size_after: gigabytes * 1e9 } }) }) }) as unknown as D1Database;

test.each<[string, Record<string, D1Database>, string | undefined, string]>([
  ['the one with the fewest bytes', { CONTACTS_1: holding(3), CONTACTS_2: holding(2) }, undefined, 'CONTACTS_2'],
  ['the first of equals', { CONTACTS_1: holding(2), CONTACTS_2: holding(2) }, undefined, 'CONTACTS_1'],
  ['none that is away', { CONTACTS_1: downD1(), CONTACTS_2: holding(5) }, undefined, 'CONTACTS_2'],
  ['none that is nearly full', { CONTACTS_1: holding(9.5), CONTACTS_2: downD1() }, undefined, '507 shards_full'],
  ['the one asked for', { CONTACTS_1: holding(1), CONTACTS_2: holding(8) }, 'CONTACTS_2', 'CONTACTS_2'],
  [
    'not one asked for that is full',
    { CONTACTS_1: holding(1), CONTACTS_2: holding(10) },
    'CONTACTS_2',
    '507 shards_full',
  ],
  ['none that is not there', { CONTACTS_1: holding(1) }, 'CONTROL', '422 no_such_shard'],
])('a new database goes to %s', async (_, shards, wanted, expected) => {
  const chosen = await chooseShard(shards, wanted);
  expect(chosen instanceof Refusal ? `${chosen.status} ${chosen.code}` : chosen).toBe(expected);
});

test('a real shard tells its size', async () => {
  expect(await chooseShard(env, undefined)).toMatch(/^CONTACTS_[12]$/);
});
