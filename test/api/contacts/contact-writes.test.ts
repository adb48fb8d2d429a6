import { expect, test } from 'vitest';
import { callWithKey } from '../../support/worker/keyed.ts';
import { call, get, type Json, newOwner, sendLead, tablesOf } from '../../support/worker/owner.ts';

const DANA = { firstName: 'Dana', lastName: 'Levi', mobile: '052-1234567', email: 'dana@example.com' };

test('POST /contacts always creates, with every field of the contract', async () => {
  const owner = await newOwner();
  await call(owner, 'POST', '/fields', { key: 'budget', type: 'number' });
  await call(owner, 'POST', '/fields', { key: 'areas', type: 'manyOf', options: ['North', 'South'] });
  const body = {
    ...DANA,
    company: 'Acme',
    birthDate: '31/12/1990',
    notes: '[call me]\nin the morning',
    mailingList: true,
    contactTypes: ['buyer', 'seller'],
    status: 'Customer',
    marketer: { accountNumber: '77' },
    custom: { budget: 1500, areas: ['North', 'South'] },
  };
  const first = await call(owner, 'POST', '/contacts', body);
  expect(first.status).toBe(201);
  expect(first.headers.get('location')).toBe(`/api/v1/contacts/${owner.databaseId}-1`);
  const { marketer: _marketer, ...shown } = body;
  expect(first.body).toMatchObject({
    ...shown,
    id: `${owner.databaseId}-1`,
    number: 1,
    birthDate: '1990-12-31',
    marketerAccountNumber: '77',
    createdBy: 'Setup (API)',
  });
  const second = await call(owner, 'POST', '/contacts', body);
  expect(second.body.number).toBe(2);
  const { tasks, leads, identities } = await tablesOf(owner);
  expect(tasks).toEqual([]);
  expect(leads).toMatchObject([{ wayIn: 'api', status: 'created', contactNumber: 1 }, { contactNumber: 2 }]);
  expect(identities).toHaveLength(4);
});

test('a contact without a task has its inquiry in the log all the same', async () => {
  const owner = await newOwner();
  const { body } = await call(owner, 'POST', '/contacts', DANA);
  const log = await get(owner, `/contacts/${body.id}/log`);
  expect(log.body.items).toMatchObject([
    { kind: 'inquiry', event: 'first inquiry', wayIn: 'api', by: 'Setup (API)', task: null },
  ]);
});

test('a process or a stage opens a task with its notes', async () => {
  const owner = await newOwner();
  const wish = { ...DANA, stageId: owner.stageIds[1], stepNotes: 'after four' };
  const { body } = await call(owner, 'POST', '/contacts', wish);
  expect((await get(owner, `/contacts/${body.id}/tasks`)).body.items).toMatchObject([
    { stageId: owner.stageIds[1], notes: 'after four', status: 'open' },
  ]);
  const byProcess = await call(owner, 'POST', '/contacts', { ...DANA, processId: owner.processId });
  expect((await get(owner, `/contacts/${byProcess.body.id}/tasks`)).body.items).toMatchObject([
    { stageId: owner.stageIds[0] },
  ]);
});

test('what the database does not know is refused with its name', async () => {
  const owner = await newOwner();
  for (const [wish, field] of [
    [{ custom: { nothing: 1 } }, 'custom.nothing'],
    [{ status: 'Nowhere' }, 'status'],
    [{ statusId: 'x' }, 'statusId'],
    [{ stageId: 'x' }, 'stageId'],
    [{ processId: 'x' }, 'processId'],
    [{ birthDate: 'yesterday' }, 'birthDate'],
    [{ mailingList: 'maybe' }, 'mailingList'],
    [{ number: 7 }, 'number'],
  ] as const) {
    const { status, body } = await call(owner, 'POST', '/contacts', { ...DANA, ...wish });
    expect([status, body.field]).toEqual([422, field]);
  }
  expect((await tablesOf(owner)).leads).toEqual([]);
});

test('the same Idempotency-Key and content is the same contact, other content 409', async () => {
  const owner = await newOwner();
  const send = (body: unknown, key = 'one') => callWithKey(owner, key, 'POST', '/contacts', body);
  const answers = await Promise.all([send(DANA), send(DANA), send(DANA)]);
  expect(answers.map(({ status, body }) => [status, body.number])).toEqual([
    [201, 1],
    [201, 1],
    [201, 1],
  ]);
  expect((await send({ ...DANA, city: 'Haifa' })).body).toMatchObject({ status: 409, code: 'idempotency_key_reused' });
  expect((await send(DANA, 'two')).body.number).toBe(2);
  expect((await send(DANA, 'x'.repeat(256))).status).toBe(400);
});

test.each([
  ['POST', () => '/contacts', { ...DANA, status: 'Nowhere' }],
  ['POST', () => '/contacts', { ...DANA, stageId: 'x' }],
  ['POST', () => '/contacts/manual', { fax: '03-1', processId: 'x' }],
  ['POST', (id: string) => `/contacts/${id}/renew`, { stageId: 'x' }],
  ['POST', (id: string) => `/contacts/${id}/complete`, { custom: { nothing: 1 } }],
  ['PATCH', (id: string) => `/contacts/${id}`, { statusId: 'x' }],
] as const)('what was refused is mended and sent again under its Idempotency-Key: %s %s %j', async (...wish) => {
  const [method, path, body] = wish;
  const owner = await newOwner();
  const { body: noam } = await call(owner, 'POST', '/contacts', { firstName: 'Noam' });
  const send = (sent: unknown) => callWithKey(owner, 'one', method, path(noam.id), sent);
  expect((await send(body)).status).toBe(422);
  const { status, statusId, stageId, processId, custom, ...mended } = { ...body } as Json;
  expect((await send(mended)).status).toBeLessThan(300);
});

test('filler is stored and identifies nobody', async () => {
  const owner = await newOwner();
  const { body } = await call(owner, 'POST', '/contacts', { ...DANA, mobile: '0500000000', email: null });
  expect(body.mobile).toBe('0500000000');
  const { leads, identities } = await tablesOf(owner);
  expect(leads[0]?.warnings).toMatchObject([{ code: 'junk_identity', field: 'mobile' }]);
  expect(identities).toEqual([]);
});

test('PATCH sets and empties fields, and the log keeps old and new and who', async () => {
  const owner = await newOwner();
  await call(owner, 'POST', '/fields', { key: 'budget', type: 'number' });
  const { body: dana } = await call(owner, 'POST', '/contacts', { ...DANA, company: 'Acme', custom: { budget: 5 } });
  const wish = { firstName: 'Daniela', city: ' Haifa ', lastName: null, status: 'Customer', custom: { budget: null } };
  const { status, body } = await call(owner, 'PATCH', `/contacts/${dana.id}`, wish);
  expect(status).toBe(200);
  expect(body).toEqual({
    ...dana,
    firstName: 'Daniela',
    city: 'Haifa',
    lastName: null,
    status: 'Customer',
    statusId: expect.any(String),
    custom: {},
    updatedAt: expect.any(String),
  });
  const [entry] = (await get(owner, `/contacts/${dana.id}/log`)).body.items;
  expect(entry).toMatchObject({ kind: 'change', by: 'Setup (API)', task: null });
  expect(entry.changes).toEqual(
    expect.arrayContaining([
      { field: 'firstName', old: 'Dana', new: 'Daniela' },
      { field: 'city', old: null, new: 'Haifa' },
      { field: 'lastName', old: 'Levi', new: null },
      { field: 'status', old: 'New', new: 'Customer' },
      { field: 'custom:budget', old: 5, new: null },
    ]),
  );
  expect((await get(owner, '/contacts?q=daniela')).body.items).toHaveLength(1);
  expect((await get(owner, '/contacts?q=dana')).body.items).toEqual([]);
  const before = await tablesOf(owner);
  expect((await call(owner, 'PATCH', `/contacts/${dana.id}`, wish)).status).toBe(200);
  expect(await tablesOf(owner)).toEqual(before);
});

test('a company alone does not become the name of who has none', async () => {
  const owner = await newOwner();
  const { body: dana } = await call(owner, 'POST', '/contacts', { firstName: 'Dana', mobile: '052-1234567' });
  const { body } = await call(owner, 'PATCH', `/contacts/${dana.id}`, { company: 'Acme' });
  expect(body).toMatchObject({ firstName: 'Dana', lastName: null, company: 'Acme' });
});

test('a changed phone recognises the contact, the old one does not, and who else has it is a possible duplicate', async () => {
  const owner = await newOwner();
  const { body: dana } = await call(owner, 'POST', '/contacts', DANA);
  const { body: noam } = await call(owner, 'POST', '/contacts', { firstName: 'Noam', phone: '03-6123456' });
  await call(owner, 'PATCH', `/contacts/${dana.id}`, { mobile: '03-6123456' });
  expect((await get(owner, '/contacts?phone=0521234567')).body.items).toEqual([]);
  expect((await get(owner, '/contacts?phone=036123456')).body.items.map(({ id }: Json) => id)).toEqual([
    dana.id,
    noam.id,
  ]);
  expect((await get(owner, '/duplicates')).body.items).toMatchObject([
    { contacts: [{ id: dana.id }, { id: noam.id }], leadId: null },
  ]);
  await call(owner, 'PATCH', `/contacts/${dana.id}`, { mobile: null });
  expect((await get(owner, '/contacts?phone=036123456')).body.items.map(({ id }: Json) => id)).toEqual([noam.id]);
  const again = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  expect(again.status).toBe('created');
});

test('writing needs the scope write, and nobody reaches another database', async () => {
  const owner = await newOwner();
  const { body: dana } = await call(owner, 'POST', '/contacts', DANA);
  const { body: key } = await call(owner, 'POST', '/keys', { name: 'Reader', scopes: ['read'] });
  const reader = { apiKey: key.key };
  const other = await newOwner();
  for (const [method, path] of [
    ['POST', '/contacts'],
    ['PATCH', `/contacts/${dana.id}`],
    ['DELETE', `/contacts/${dana.id}`],
  ] as const) {
    expect((await call(reader, method, path, method === 'DELETE' ? undefined : {})).status).toBe(403);
    if (path !== '/contacts')
      expect((await call(other, method, path, method === 'DELETE' ? undefined : {})).status).toBe(404);
  }
  expect((await get(owner, `/contacts/${dana.id}`)).body.firstName).toBe('Dana');
});

test('bodies nobody can take are refused with what to do, never a 5xx', async () => {
  const owner = await newOwner();
  const { body: dana } = await call(owner, 'POST', '/contacts', DANA);
  const paths: [string, string][] = [
    ['POST', '/contacts'],
    ['POST', '/contacts/check'],
    ['POST', '/contacts/manual'],
    ['PATCH', `/contacts/${dana.id}`],
    ['POST', `/contacts/${dana.id}/complete`],
    ['POST', `/contacts/${dana.id}/renew`],
    ['POST', `/contacts/${dana.id}/copy`],
    ['POST', `/duplicates/${dana.id}-2/merge`],
  ];
  const bodies: [string, number][] = [
    ['{', 400],
    ['', 400],
    ['[]', 422],
    ['null', 422],
    ['{"firstName":{"a":1},"keep":[],"databaseId":1}', 422],
    ['{"__proto__":{"a":1},"constructor":1}', 422],
    ['{"custom":{"__proto__":{"a":1}},"x":1}', 422],
    [`{"firstName":"${'x'.repeat(1001)}","keep":1}`, 422],
    [`{"notes":"${'x'.repeat(300_000)}"}`, 413],
  ];
  const before = await tablesOf(owner);
  for (const [method, path] of paths) {
    for (const [body, expected] of bodies) {
      const answer = await call(owner, method, path, body);
      expect([answer.status, `${method} ${path} ${body.slice(0, 40)}`]).toEqual([
        expected,
        `${method} ${path} ${body.slice(0, 40)}`,
      ]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  }
  expect(await tablesOf(owner)).toEqual(before);
});

test('odd text is stored or refused, never a 5xx', async () => {
  const owner = await newOwner();
  for (const name of ['😀', '\\ud800', '\\u0000', '\\u202e', "'--", '%00', 'א'.repeat(900)]) {
    const sent = `{"firstName":"${name}","mobile":"${name}","notes":"${name}"}`;
    const { status, body } = await call(owner, 'POST', '/contacts', sent);
    expect(status, name).toBe(201);
    expect((await call(owner, 'PATCH', `/contacts/${body.id}`, `{"lastName":"${name}"}`)).status, name).toBe(200);
    expect((await get(owner, `/contacts/${body.id}/log`)).status, name).toBe(200);
  }
});
