import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channelKey, newChannelId, readChannelKey } from '../../src/ids/channel-key.ts';
import { confirmation, isSentTo, readConfirmation } from '../../src/ids/confirmation.ts';
import { newLeadId, readLeadId, receivedAtOf, timeText } from '../../src/ids/lead-id.ts';
import { linkKey, newLinkId, readLinkKey } from '../../src/ids/link-key.ts';
import { pageToken, readPageToken } from '../../src/ids/page-token.ts';
import { newDatabaseId } from '../../src/ids/random-text.ts';

const SECRET = 'a secret';

test('a lead id tells its database and when it was accepted', async () => {
  const databaseId = newDatabaseId();
  const id = await newLeadId(SECRET, databaseId, 1_800_000_000_123);
  expect(await readLeadId(SECRET, id)).toEqual({ databaseId });
  expect(receivedAtOf(id)).toBe(1_800_000_000_123);
});

test('a channel key tells its channel and database, whatever the case of its letters', async () => {
  const databaseId = newDatabaseId();
  const channelId = newChannelId(databaseId);
  const key = await channelKey(SECRET, channelId);
  expect(await readChannelKey(SECRET, key)).toEqual({ channelId, databaseId });
  expect(await readChannelKey(SECRET, key.toUpperCase())).toEqual({ channelId, databaseId });
});

test('changing any one character makes it nobody’s', async () => {
  const id = await newLeadId(SECRET, newDatabaseId(), 1_800_000_000_123);
  for (let at = 0; at < id.length; at++) {
    const forged = id.slice(0, at) + (id[at] === '7' ? '8' : '7') + id.slice(at + 1);
    expect(await readLeadId(SECRET, forged)).toBeUndefined();
  }
});

test('a proof for one purpose, or by another secret, is none', async () => {
  const channelId = newChannelId(newDatabaseId());
  const key = await channelKey(SECRET, channelId);
  expect(await readLeadId(SECRET, key)).toBeUndefined();
  expect(await readChannelKey('another secret', key)).toBeUndefined();
});

test('a form’s key, a portal’s and a channel’s are three different things', async () => {
  const id = newLinkId(newDatabaseId());
  const keys = { form: await linkKey(SECRET, 'form', id), portal: await linkKey(SECRET, 'portal', id) };
  expect(await readLinkKey(SECRET, 'form', keys.form.toUpperCase())).toEqual({ id, databaseId: id.slice(0, 8) });
  expect(await readLinkKey(SECRET, 'portal', keys.form)).toBeUndefined();
  expect(await readLinkKey(SECRET, 'form', keys.portal)).toBeUndefined();
  expect(await readLinkKey('another secret', 'form', keys.form)).toBeUndefined();
  expect(await readChannelKey(SECRET, keys.form)).toBeUndefined();
  expect(await readLinkKey(SECRET, 'form', await channelKey(SECRET, id))).toBeUndefined();
});

test('a confirmation tells its lead and its end, to its portal alone', async () => {
  const leadId = await newLeadId(SECRET, newDatabaseId(), 1_800_000_000_123);
  const text = await confirmation(SECRET, 'a portal', leadId, 1_800_000_900_456);
  expect(await readConfirmation(SECRET, 'a portal', text)).toEqual({ leadId, expiresAt: 1_800_000_900_456 });
  expect(await readConfirmation(SECRET, 'another portal', text)).toBeUndefined();
  for (let at = 0; at < text.length; at++) {
    const forged = text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
    expect(await readConfirmation(SECRET, 'a portal', forged)).toBeUndefined();
  }
});

test('a confirmation is for the address it was sent to; one from before addresses stood there is for any', async () => {
  const leadId = await newLeadId(SECRET, newDatabaseId(), 1_800_000_000_123);
  const text = await confirmation(SECRET, 'a portal', leadId, 1_800_000_900_456, 'dana@example.com');
  const read = await readConfirmation(`newer\n${SECRET}`, 'a portal', text);
  if (!read) throw new Error('The confirmation is not read');
  expect(read).toMatchObject({ leadId, expiresAt: 1_800_000_900_456 });
  expect(await isSentTo(read, 'dana@example.com')).toBe(true);
  expect(await isSentTo(read, 'eve@example.com')).toBe(false);
  const older = await readConfirmation(SECRET, 'a portal', await confirmation(SECRET, 'a portal', leadId, 1));
  expect(older && (await isSentTo(older, 'eve@example.com'))).toBe(true);
  for (const at of [0, 40, text.length - 20, text.length - 1]) {
    const forged = text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
    expect(await readConfirmation(SECRET, 'a portal', forged)).toBeUndefined();
  }
});

test('a page’s token tells when the page was made, to its portal alone, and no two are alike', async () => {
  const token = await pageToken(SECRET, 'a portal', 1_800_000_000_123);
  expect(await readPageToken(SECRET, 'a portal', token)).toBe(1_800_000_000_123);
  expect(await readPageToken(SECRET, 'another portal', token)).toBeUndefined();
  expect(await readPageToken('another secret', 'a portal', token)).toBeUndefined();
  for (let at = 0; at < token.length; at++) {
    const forged = token.slice(0, at) + (token[at] === '7' ? '8' : '7') + token.slice(at + 1);
    expect(await readPageToken(SECRET, 'a portal', forged)).toBeUndefined();
  }
  expect(await pageToken(SECRET, 'a portal', 1_800_000_000_123)).not.toBe(token);
});

test('a new secret in front of the old one signs, and what the old one signed stays true until it is taken away', async () => {
  const channelId = newChannelId(newDatabaseId());
  const before = await channelKey('old', channelId);
  const rotated = 'new\nold';
  const after = await channelKey(rotated, channelId);
  expect(after).toBe(await channelKey('new', channelId));
  expect(after).not.toBe(before);
  for (const key of [before, after]) expect((await readChannelKey(rotated, key))?.channelId).toBe(channelId);
  expect(await readChannelKey('new', before)).toBeUndefined();
  expect(await readChannelKey(rotated, await channelKey('third', channelId))).toBeUndefined();
});

test('made-up ids are refused and nothing throws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
      expect(await readLeadId(SECRET, text)).toBeUndefined();
      expect(await readChannelKey(SECRET, text)).toBeUndefined();
      expect(await readLinkKey(SECRET, 'portal', text)).toBeUndefined();
      expect(await readConfirmation(SECRET, 'a portal', text)).toBeUndefined();
      expect(await readPageToken(SECRET, 'a portal', text)).toBeUndefined();
    }),
  );
});

test('the text of a time sorts as the time does', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 50 - 1 }), fc.nat({ max: 2 ** 50 - 1 }), (a, b) => {
      expect(timeText(a) < timeText(b)).toBe(a < b);
    }),
  );
});
