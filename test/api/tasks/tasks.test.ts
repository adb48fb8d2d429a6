import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner, sendLead, tablesOf } from '../../support/worker/owner.ts';

const ids = (answer: { body: Json }): string[] => answer.body.items.map(({ id }: Json) => id);

async function withTasks(count: number): Promise<Owner & { tasks: string[] }> {
  const owner = await newOwner();
  const tasks: string[] = [];
  for (let n = 1; n <= count; n++) {
    tasks.push(
      (await sendLead(owner, { FirstName: 'A', Phone: `052-123456${n}`, StepNotes: `note ${n}` })).outcome.task,
    );
  }
  return { ...owner, tasks };
}

test('a task says what must be done, for whom, and where it stands', async () => {
  const { tasks, ...owner } = await withTasks(1);
  const { body } = await get(owner, '/tasks?status=open');
  expect(body.items).toEqual([
    {
      id: tasks[0],
      contactId: `${owner.databaseId}-1`,
      leadId: expect.any(String),
      processId: owner.processId,
      process: 'New inquiry',
      stageId: owner.stageIds[0],
      stage: 'New',
      status: 'open',
      openedAt: expect.any(String),
      doneAt: null,
      dueAt: null,
      notes: 'note 1',
      fields: {},
    },
  ]);
  expect(ids(await get(owner, `/contacts/${owner.databaseId}-1/tasks`))).toEqual(tasks);
});

test('a move, notes and finishing are done together and logged with old and new', async () => {
  const { tasks, ...owner } = await withTasks(1);
  const changed = await call(owner, 'PATCH', `/tasks/${tasks[0]}`, {
    stageId: owner.stageIds[1],
    notes: 'called',
    done: true,
  });
  expect(changed).toMatchObject({
    status: 200,
    body: { stage: 'Contacted', notes: 'called', status: 'done', doneAt: expect.any(String) },
  });
  const { body } = await get(owner, `/contacts/${owner.databaseId}-1/log`);
  expect(body.items[0]).toMatchObject({
    kind: 'task',
    by: 'Setup (API)',
    task: tasks[0],
    changes: [
      { field: 'stage', old: 'New', new: 'Contacted' },
      { field: 'done', old: false, new: true },
      { field: 'notes', old: 'note 1', new: 'called' },
    ],
  });
  await call(owner, 'PATCH', `/tasks/${tasks[0]}`, { stageId: owner.stageIds[1], done: true });
  expect((await tablesOf(owner)).log).toHaveLength(1);

  const reopened = await call(owner, 'PATCH', `/tasks/${tasks[0]}`, { done: false, notes: null });
  expect(reopened.body).toMatchObject({ status: 'open', doneAt: null, notes: null });
});

test('simultaneous changes are each logged with what really stood before', async () => {
  const { tasks, ...owner } = await withTasks(1);
  const notes = ['a', 'b', 'c', 'd'];
  const answers = await Promise.all(notes.map((text) => call(owner, 'PATCH', `/tasks/${tasks[0]}`, { notes: text })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const { log } = await tablesOf(owner);
  const chain = new Map(
    log.map(({ data }) => {
      const [change] = (data as { changes: { old: string; new: string }[] }).changes;
      return [change?.old, change?.new];
    }),
  );
  let text: string | undefined = 'note 1';
  for (let step = 0; step < 4; step++) text = chain.get(text);
  expect(text).toBe((await get(owner, `/contacts/${owner.databaseId}-1/tasks`)).body.items[0].notes);
});

test('the board is filtered by process, stage and status, and pages', async () => {
  const { tasks, ...owner } = await withTasks(3);
  const [first = '', second = '', third = ''] = tasks;
  await call(owner, 'PATCH', `/tasks/${second}`, { stageId: owner.stageIds[1] });
  await call(owner, 'PATCH', `/tasks/${third}`, { done: true });
  const stage = (n: number) => `stage=${owner.stageIds[n]}`;
  expect(ids(await get(owner, `/tasks?status=open&${stage(0)}`))).toEqual([first]);
  expect(ids(await get(owner, `/tasks?status=open&process=${owner.processId}&${stage(1)}`))).toEqual([second]);
  expect(ids(await get(owner, '/tasks?status=done'))).toEqual([third]);
  expect(ids(await get(owner, '/tasks'))).toEqual([third, second, first]);
  expect(ids(await get(owner, `/tasks?${stage(0)}`))).toEqual([third, first]);
  expect(ids(await get(owner, '/tasks?status=open&process=none'))).toEqual([]);
  expect(ids(await get(owner, '/tasks?status=open&stage=none'))).toEqual([]);

  for (const query of ['status=open&', '']) {
    const all = ids(await get(owner, `/tasks?${query}`));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Json = await get(owner, `/tasks?${query}limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...ids(page));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(all);
  }
});

test('the board reads open tasks through their index, in its order', async () => {
  const { results } = await env.CONTACTS_1.prepare(
    `EXPLAIN QUERY PLAN SELECT * FROM tasks WHERE database_id = ?1 AND done_at IS NULL AND process_id = ?2
     AND (process_id, stage_id, opened_at, contact_number, ordinal) > (?2, ?3, ?4, ?5, ?6)
     ORDER BY process_id, stage_id, opened_at, contact_number, ordinal LIMIT 10`,
  )
    .bind('x', 'p', 's', 1, 1, 1)
    .all<{ detail: string }>();
  const plan = results.map(({ detail }) => detail).join();
  expect(plan).toContain('tasks_open');
  expect(plan).not.toContain('TEMP B-TREE');
});

test('a task moves only within its process, and only if it is there', async () => {
  const { tasks, ...owner } = await withTasks(1);
  const other = await call(owner, 'POST', '/processes', { name: 'Repair', stages: ['In', 'Out'] });
  for (const stageId of [other.body.stages[0].id, 'nowhere']) {
    expect(await call(owner, 'PATCH', `/tasks/${tasks[0]}`, { stageId })).toMatchObject({
      status: 422,
      body: { code: 'no_such_stage', field: 'stageId' },
    });
  }
  const stranger = await newOwner();
  for (const id of [`${owner.databaseId}-1-9`, `${owner.databaseId}-1`, 'x']) {
    expect((await call(owner, 'PATCH', `/tasks/${id}`, { done: true })).status, id).toBe(404);
  }
  expect((await call(stranger, 'PATCH', `/tasks/${tasks[0]}`, { done: true })).status).toBe(404);
});
