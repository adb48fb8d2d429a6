import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { LeadMessage } from '../../../src/queue/message.ts';
import { withNothingDurable } from '../../support/faults/fallback-store.ts';
import { deliver } from '../../support/worker/deliver.ts';
import { messageOf } from '../../support/worker/message.ts';
import { call, get, newOwner, type Owner, writtenLead } from '../../support/worker/owner.ts';
import { apiSending } from '../../support/worker/sending.ts';

const lettersOf = async (owner: Pick<Owner, 'apiKey'>) => (await get(owner, '/dead-letters')).body.items;

test('a message nobody could read is listed and shown to the database it names, and to nobody else', async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  await deliver([{ v: 99, databaseId: owner.databaseId, said: 'Dana' }, 'no message', null]);
  const letters = await lettersOf(owner);
  expect(letters).toMatchObject([
    { reason: expect.stringContaining('Not a lead message'), storedAt: expect.any(String) },
  ]);
  const path = `/dead-letters/${letters[0].id}`;
  expect((await get(owner, path)).body).toEqual({
    ...letters[0],
    message: { v: 99, databaseId: owner.databaseId, said: 'Dana' },
  });
  expect(await lettersOf(other)).toEqual([]);
  expect(await get(other, path)).toMatchObject({ status: 404, body: { code: 'no_such_dead_letter' } });
  expect((await call(other, 'POST', `${path}/replay`)).status).toBe(404);
  expect(await call(owner, 'POST', `${path}/replay`)).toMatchObject({ status: 409, body: { code: 'not_replayable' } });
  expect(await lettersOf(owner)).toEqual(letters);
});

test('letters are paged, newest first', async () => {
  const owner = await newOwner();
  for (const n of [1, 2, 3]) await deliver([{ v: 99, databaseId: owner.databaseId, n }]);
  const first = (await get(owner, '/dead-letters?limit=2')).body;
  const second = (await get(owner, `/dead-letters?limit=2&cursor=${first.nextCursor}`)).body;
  const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
  expect([new Set(ids).size, second.nextCursor]).toEqual([3, null]);
  const said = await Promise.all(ids.map(async (id) => (await get(owner, `/dead-letters/${id}`)).body.message.n));
  expect(said.toSorted()).toEqual([1, 2, 3]);
});

test('a lead whose database was not there goes through by a replay, and its letter is gone', async () => {
  const owner = await newOwner();
  const message = await messageOf(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  await setAside(owner, () => deliver([message]));
  const [letter] = await lettersOf(owner);
  expect(letter.reason).toContain('database does not exist');
  const answer = await call(owner, 'POST', `/dead-letters/${letter.id}/replay`);
  expect(answer).toMatchObject({ status: 200, body: { leadId: message.order.id, status: 'queued' } });
  expect(await writtenLead(owner, message.order.id)).toMatchObject({ status: 'created' });
  expect(await lettersOf(owner)).toEqual([]);
  expect((await call(owner, 'POST', `/dead-letters/${letter.id}/replay`)).status).toBe(404);
});

test('a letter whose lead cannot be made durable stays', async () => {
  const owner = await newOwner();
  await keepLetter(owner, await messageOf(owner, { Phone: '052-1234567' }));
  const [letter] = await lettersOf(owner);
  const replay = apiSending(owner, `/dead-letters/${letter.id}/replay`, '');
  expect((await replay(withNothingDurable())).status).toBe(503);
  expect(await lettersOf(owner)).toHaveLength(1);
  expect((await replay()).status).toBe(200);
});

test('a letter whose person was erased stands empty and cannot be replayed', async () => {
  const owner = await newOwner();
  const { body: dana } = await call(owner, 'POST', '/contacts', { firstName: 'Dana', phone: '052-1234567' });
  await keepLetter(owner, await messageOf(owner, { Phone: '052-1234567' }));
  await call(owner, 'DELETE', `/contacts/${dana.id}`);
  const [letter] = await lettersOf(owner);
  expect((await get(owner, `/dead-letters/${letter.id}`)).body.message).toBeNull();
  expect((await call(owner, 'POST', `/dead-letters/${letter.id}/replay`)).status).toBe(409);
});

test('reading letters needs the scope read, replaying them the scope write', async () => {
  const owner = await newOwner();
  await keepLetter(owner, await messageOf(owner, { Phone: '052-1234567' }));
  const [letter] = await lettersOf(owner);
  const keyWith = async (scope: string) => ({
    apiKey: (await call(owner, 'POST', '/keys', { name: scope, scopes: [scope] })).body.key as string,
  });
  const [reader, writer] = [await keyWith('read'), await keyWith('write')];
  expect((await call(reader, 'POST', `/dead-letters/${letter.id}/replay`)).status).toBe(403);
  expect((await get(writer, '/dead-letters')).status).toBe(403);
  expect((await get(writer, `/dead-letters/${letter.id}`)).status).toBe(403);
  expect((await call(writer, 'POST', `/dead-letters/${letter.id}/replay`)).status).toBe(200);
});

/** Does it while the owner's database is not there, as before a backup is put back. */
async function setAside({ databaseId }: Owner, work: () => Promise<unknown>) {
  const named = (from: string, to: string) =>
    env.CONTROL.prepare('UPDATE databases SET id = ?2 WHERE id = ?1').bind(from, to).run();
  const aside = `${databaseId}-aside`;
  await named(databaseId, aside);
  await env.CONTACT_WRITER.getByName(databaseId).forgetRules();
  await work();
  await named(aside, databaseId);
}

const keepLetter = (owner: Owner, message: LeadMessage) => setAside(owner, () => deliver([message]));
