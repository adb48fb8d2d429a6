import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { importFile } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, type Owner } from '../../support/worker/owner.ts';

/*
 * A key with the scope `write` alone, such as a website's, must not become a way to read the customers. Each operation
 * it may call is called here with as little as it takes.
 */

const SECRETS = {
  firstName: 'Dana',
  lastName: 'Levi',
  company: 'Acme Ltd',
  mobile: '052-1234567',
  email: 'dana@example.com',
  city: 'Haifa',
  notes: 'Lost her job in May',
};
const REFERENCE = ['id', 'number'];

interface Known {
  owner: Owner;
  /** A known person, entered with everything in `SECRETS`. */
  danaId: string;
  taskId: string;
  pairId: string;
  keepId: string;
}

async function aKnownPerson(): Promise<Known> {
  const owner = await newOwner();
  const manual = { ...SECRETS, processId: owner.processId, stepNotes: 'Owes for May' };
  const { body: dana } = await call(owner, 'POST', '/contacts', manual);
  const { body: noam } = await call(owner, 'POST', '/contacts', { firstName: 'Noam', phone: '03-6123456' });
  await call(owner, 'PATCH', `/contacts/${noam.id}`, { mobile: SECRETS.mobile });
  const [pair] = (await get(owner, '/duplicates')).body.items;
  const [task] = (await get(owner, `/contacts/${dana.id}/tasks`)).body.items;
  return { owner, danaId: dana.id, taskId: task.id, pairId: pair.id, keepId: dana.id };
}

const keyOf = async (owner: Owner, ...scopes: string[]) => {
  const { body } = await call(owner, 'POST', '/keys', { name: 'Website', scopes });
  return { apiKey: body.key as string };
};

type Operation = [name: string, method: string, path: (it: Known) => string, body: unknown, contactIn: string | null];

const onContact = (verb: string) => (it: Known) => `/contacts/${it.danaId}${verb}`;

const OPERATIONS: Operation[] = [
  ['POST /leads?wait=1', 'POST', () => '/leads?wait=1', { Phone: SECRETS.mobile }, 'contact'],
  ['POST /contacts', 'POST', () => '/contacts', { fax: '03-1' }, ''],
  ['POST /contacts/manual', 'POST', () => '/contacts/manual', { fax: '03-1' }, ''],
  ['PATCH /contacts/{id}', 'PATCH', onContact(''), {}, ''],
  ['POST /contacts/{id}/complete', 'POST', onContact('/complete'), {}, ''],
  ['POST /contacts/{id}/renew', 'POST', onContact('/renew'), {}, ''],
  ['PATCH /tasks/{id}', 'PATCH', (it) => `/tasks/${it.taskId}`, {}, null],
];

/** What a person said, or somebody wrote of them, wherever it stands in an answer. */
const leaked = (body: Json) => {
  const text = JSON.stringify(body);
  return [...Object.values(SECRETS), 'Owes for May', 'Noam', '03-6123456'].filter((secret) => text.includes(secret));
};

test.each(OPERATIONS)('%s shows a key without `read` nothing of the person', async (...operation) => {
  const [, method, path, body, contactIn] = operation;
  const known = await aKnownPerson();
  const answer = await call(await keyOf(known.owner, 'write'), method, path(known), body);
  expect(answer.status).toBeLessThan(300);
  expect(leaked(answer.body)).toEqual([]);
  if (contactIn === null) {
    expect(answer.body).not.toHaveProperty('notes');
    expect(answer.body).not.toHaveProperty('fields');
    return;
  }
  const contact = contactIn ? answer.body[contactIn] : answer.body;
  expect(Object.keys(contact)).toEqual(REFERENCE);
  expect(contact.id).toBe(`${known.owner.databaseId}-${contact.number}`);
});

test.each(OPERATIONS)('%s shows a key with `read` and `write` all of it', async (...operation) => {
  const [, method, path, body, contactIn] = operation;
  const known = await aKnownPerson();
  const answer = await call(await keyOf(known.owner, 'read', 'write'), method, path(known), body);
  expect(answer.status).toBeLessThan(300);
  if (contactIn === null) {
    expect(answer.body).toEqual((await get(known.owner, `/tasks?status=open`)).body.items[0]);
    expect(answer.body.notes).toBe('Owes for May');
    return;
  }
  const contact = contactIn ? answer.body[contactIn] : answer.body;
  expect(contact).toEqual((await get(known.owner, `/contacts/${contact.id}`)).body);
});

test('a merge and its undo show a key without `read` nothing of the two', async () => {
  const known = await aKnownPerson();
  const writer = await keyOf(known.owner, 'write');
  const merged = await call(writer, 'POST', `/duplicates/${known.pairId}/merge`, { keep: known.keepId });
  expect(merged.body).toEqual({ mergeId: expect.any(String), contact: { id: known.keepId, number: 1 } });
  const apart = await call(writer, 'POST', `/merges/${merged.body.mergeId}/undo`);
  expect(apart.body).toEqual({ contact: { id: known.keepId, number: 1 } });
});

test('a merge and its undo show a key with `read` and `write` the contact', async () => {
  const known = await aKnownPerson();
  const agent = await keyOf(known.owner, 'read', 'write');
  const merged = await call(agent, 'POST', `/duplicates/${known.pairId}/merge`, { keep: known.keepId });
  expect(merged.body.contact).toMatchObject(SECRETS);
  const apart = await call(agent, 'POST', `/merges/${merged.body.mergeId}/undo`);
  expect(apart.body.contact).toEqual((await get(known.owner, `/contacts/${known.keepId}`)).body);
});

test('a copy asks for `admin`, and a key without `read` gets none', async () => {
  const known = await aKnownPerson();
  const path = `/contacts/${known.danaId}/copy`;
  const answer = await call(await keyOf(known.owner, 'write'), 'POST', path, { databaseId: 'elsewhere' });
  expect(answer.status).toBe(403);
  expect(leaked(answer.body)).toEqual([]);
});

test('who is known to an entry by hand is told to a key without `read` by ids alone', async () => {
  const known = await aKnownPerson();
  const answer = await call(await keyOf(known.owner, 'write'), 'POST', '/contacts/manual', { email: SECRETS.email });
  expect(answer.status).toBe(409);
  expect(answer.body.matches).toEqual([{ contactId: known.danaId, matchedBy: ['email'] }]);
  expect(leaked(answer.body)).toEqual([]);
});

test('a dry run needs the scope `read`, since it tells what is known of a person', async () => {
  const { owner } = await aKnownPerson();
  const dryRun = async (key: { apiKey: string }) => {
    const response = await exports.default.fetch(`${owner.intakeUrl}?dry_run=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.apiKey}` },
      body: new URLSearchParams({ Phone: SECRETS.mobile, City: 'Eilat' }),
    });
    return { status: response.status, body: await response.json<Json>() };
  };
  const refused = await dryRun(await keyOf(owner, 'write'));
  expect(refused).toMatchObject({ status: 403, body: { code: 'scope_missing' } });
  expect(leaked(refused.body)).toEqual([]);
  expect(await dryRun(await keyOf(owner, 'read'))).toMatchObject({ status: 200, body: { dryRun: true } });
});

test('an import shows a key without `read` no value of its file', async () => {
  const owner = await newOwner();
  const writer = await keyOf(owner, 'write');
  const { body } = await importFile(owner, `FirstName,Phone\nDana,${SECRETS.mobile}\n`);
  const path = `/imports/${body.id}`;
  for (const [method, verb, said] of [
    ['PATCH', '', { mode: 'skip' }],
    ['POST', '/start', {}],
    ['POST', '/undo', undefined],
  ] as const) {
    const answer = await call(writer, method, path + verb, said);
    expect(answer.status, verb).toBe(200);
    expect(leaked(answer.body), verb).toEqual([]);
    expect(answer.body.columns).toMatchObject([{ name: 'FirstName', samples: [] }, { name: 'Phone' }]);
  }
  expect(leaked((await importFile(writer, `FirstName\nDana\n`)).body)).toEqual([]);
  expect((await get(owner, path)).body.columns[0].samples).toEqual(['Dana']);
});

test('the document says which answers a key without `read` gets', async () => {
  const { body } = await get(await newOwner(), '/openapi.json');
  const answerOf = (path: string, method: string, status = '200') =>
    JSON.stringify(body.paths[path][method].responses[status].content['application/json'].schema);
  for (const [path, method, status] of [
    ['/contacts', 'post', '201'],
    ['/contacts/manual', 'post', '201'],
    ['/contacts/{id}', 'patch'],
    ['/contacts/{id}/complete', 'post'],
    ['/contacts/{id}/renew', 'post'],
    ['/merges/{id}/undo', 'post'],
  ] as const) {
    expect(answerOf(path, method, status), path).toContain('#/components/schemas/ContactReference');
  }
  expect(answerOf('/tasks/{id}', 'patch')).toContain('#/components/schemas/TaskPosition');
  expect(Object.keys(body.components.schemas.ContactReference.properties)).toEqual(REFERENCE);
  expect(JSON.stringify(body.components.schemas.SentLead)).toContain('ContactReference');
  expect(JSON.stringify(body.components.schemas.Merge)).toContain('ContactReference');
});
