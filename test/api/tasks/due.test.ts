import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner, sendLead } from '../../support/worker/owner.ts';

/* Somebody says by when a task is to be done, and finds what is due. */

async function withTasks(count: number): Promise<{ owner: Owner; tasks: string[] }> {
  const owner = await newOwner();
  const tasks: string[] = [];
  for (let n = 1; n <= count; n++) tasks.push((await sendLead(owner, { Phone: `052-123456${n}` })).outcome.task);
  return { owner, tasks };
}

const due = (owner: Owner, task: string, dueAt: unknown) => call(owner, 'PATCH', `/tasks/${task}`, { dueAt });
const listed = async (owner: Owner, query: string): Promise<string[]> =>
  (await get(owner, `/tasks?${query}`)).body.items.map(({ id }: Json) => id);

const NOON = '2026-12-01T12:00:00.000Z';

test('a time by which it is due is set, changed and taken away, each logged with old and new', async () => {
  const { owner, tasks } = await withTasks(1);
  const [task = ''] = tasks;
  expect(await due(owner, task, '2026-12-01T14:00:00+02:00')).toMatchObject({ status: 200, body: { dueAt: NOON } });
  await due(owner, task, '2026-12-02T12:00:00Z');
  expect(await due(owner, task, null)).toMatchObject({ status: 200, body: { dueAt: null } });
  const log = (await get(owner, `/contacts/${owner.databaseId}-1/log`)).body.items;
  expect(log.slice(0, 3).map(({ changes }: Json) => changes[0])).toEqual([
    { field: 'dueAt', old: '2026-12-02T12:00:00.000Z', new: null },
    { field: 'dueAt', old: NOON, new: '2026-12-02T12:00:00.000Z' },
    { field: 'dueAt', old: null, new: NOON },
  ]);
});

test('other changes leave it alone, and the same time again is no change', async () => {
  const { owner, tasks } = await withTasks(1);
  const [task = ''] = tasks;
  await due(owner, task, NOON);
  await due(owner, task, NOON);
  expect((await call(owner, 'PATCH', `/tasks/${task}`, { notes: 'called', done: true })).body.dueAt).toBe(NOON);
  expect((await get(owner, `/contacts/${owner.databaseId}-1/log`)).body.items).toHaveLength(3);
});

test('what is due before a time is found, open or done, and nothing that has no time', async () => {
  const { owner, tasks } = await withTasks(4);
  const [one = '', two = '', three = ''] = tasks;
  await due(owner, one, '2026-12-01T00:00:00Z');
  await due(owner, two, '2026-12-02T00:00:00Z');
  await due(owner, three, '2026-12-09T00:00:00Z');
  await call(owner, 'PATCH', `/tasks/${one}`, { done: true });
  const before = 'dueBefore=2026-12-03T00:00:00Z';
  expect(await listed(owner, before)).toEqual([two, one]);
  expect(await listed(owner, `${before}&status=open`)).toEqual([two]);
  expect(await listed(owner, `${before}&status=done`)).toEqual([one]);
  expect(await listed(owner, `dueBefore=2026-12-02T00:00:00Z&status=open`)).toEqual([]);
  expect(await listed(owner, `${before}&status=open&stage=none`)).toEqual([]);
});

test('it goes over with a merge, and back with its undo', async () => {
  const { owner, tasks } = await withTasks(2);
  const [first, second] = [1, 2].map((number) => `${owner.databaseId}-${number}`);
  await due(owner, tasks[1] as string, NOON);
  const { body } = await call(owner, 'POST', `/contacts/${first}/merge`, { contactId: second });
  expect((await get(owner, `/contacts/${first}/tasks`)).body.items.map(({ dueAt }: Json) => dueAt)).toEqual([
    NOON,
    null,
  ]);
  await call(owner, 'POST', `/merges/${body.mergeId}/undo`);
  expect((await get(owner, `/contacts/${second}/tasks`)).body.items).toMatchObject([{ id: tasks[1], dueAt: NOON }]);
});

test('two changes of it at once are both made, one after the other', async () => {
  const { owner, tasks } = await withTasks(1);
  const days = ['01', '02', '03'].map((day) => `2026-12-${day}T00:00:00.000Z`);
  const answers = await Promise.all(days.map((day) => due(owner, tasks[0] as string, day)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const log = (await get(owner, `/contacts/${owner.databaseId}-1/log`)).body.items.slice(0, 3);
  const chain = new Map(log.map(({ changes }: Json) => [changes[0].old, changes[0].new]));
  let at: unknown = null;
  for (let steps = 0; steps < 3; steps++) at = chain.get(at);
  expect((await get(owner, '/tasks?status=open')).body.items[0].dueAt).toBe(at);
});

test.each(['tomorrow', '2026-13-01T00:00:00Z', 7])('%s is no time', async (dueAt) => {
  const { owner, tasks } = await withTasks(1);
  expect(await due(owner, tasks[0] as string, dueAt)).toMatchObject({ status: 422, body: { field: 'dueAt' } });
});
