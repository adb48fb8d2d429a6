import { expect, test } from 'vitest';
import { leadMessageSchema } from '../../src/queue/message.ts';
import v1 from '../fixtures/messages/v1.json';
import { newBusiness } from '../support/worker/business.ts';
import { deliver } from '../support/worker/deliver.ts';
import { contentOf } from '../support/worker/observe.ts';

/*
 * Messages as they were recorded when their version was current. They may be in flight when a new version is deployed.
 */

test('a recorded message of version 1 is read in full', () => {
  expect(leadMessageSchema.parse(v1)).toEqual(v1);
});

test('a recorded message of version 1 becomes a contact', async () => {
  const business = await newBusiness();
  const { databaseId } = business;
  expect(await deliver([{ ...v1, databaseId }])).toEqual({ acked: 1, again: 0 });
  const { contacts, identities } = await contentOf(business);
  expect(contacts).toMatchObject([{ firstName: 'דנה', email: 'dana@example.com', custom: { budget: '1200' } }]);
  expect(identities).toHaveLength(2);
});

test('a message of another version is not guessed at', () => {
  expect(leadMessageSchema.safeParse({ ...v1, v: 2 }).success).toBe(false);
});
