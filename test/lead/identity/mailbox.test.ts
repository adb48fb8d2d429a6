import { expect, test } from 'vitest';
import { mailboxOf } from '../../../src/lead/identity/mailbox.ts';

test.each([
  ['dana@example.com', 'dana+news@example.com'],
  ['dana.levi@gmail.com', 'danalevi@googlemail.com'],
  ['d.a.n.a@example.com', 'dana@example.com'],
  ['dana@protonmail.com', 'dana@pm.me'],
  ['dana@icloud.com', 'dana+x@me.com'],
  ['dana-shop@yahoo.com', 'dana@ymail.com'],
])('%s and %s are one mailbox', (one, other) => {
  expect(mailboxOf(one)).toBe(mailboxOf(other));
});

test.each([
  ['dana@example.com', 'noa@example.com'],
  ['dana@example.com', 'dana@example.org'],
  ['dana-levi@example.com', 'dana@example.com'],
  ['+a@example.com', 'b@example.com'],
])('%s and %s are two', (one, other) => {
  expect(mailboxOf(one)).not.toBe(mailboxOf(other));
});
