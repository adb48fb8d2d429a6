import { expect, test } from 'vitest';
import { MAX_SHARED, shareWith, submission } from '../../../src/ways-in/senders/sender.ts';

/* D-297: what stands beside a list is copied into each of its leads only as far as one request can afford. */

const leads = (count: number) =>
  Array.from({ length: count }, (_, i) => submission('json', [{ name: 'Phone', value: String(i) }]));
const beside = (length: number) => [{ name: 'Note', value: 'x'.repeat(length - 'Note'.length - 1) }];

test('what stands beside a list is given to each lead while all copies together stay within the bound', () => {
  const shared = shareWith(leads(100), beside(MAX_SHARED / 100));
  expect(shared.every(({ pairs }) => pairs.length === 2)).toBe(true);
});

test('beyond the bound the leads stay as they are, and none is lost', () => {
  const shared = shareWith(leads(100), beside(MAX_SHARED / 100 + 1));
  expect(shared).toHaveLength(100);
  expect(shared.every(({ pairs }) => pairs.length === 1)).toBe(true);
});
