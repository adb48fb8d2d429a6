import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, ORIGIN, putLead, setUp } from '../../support/worker/owner.ts';

/* What every operation has in common, and what the document says of it. */

const documented = async (): Promise<Json> => (await exports.default.fetch(`${ORIGIN}/api/v1/openapi.json`)).json();

test('the document gives every operation an id of its own, and the answers it may give', async () => {
  const { paths, components } = await documented();
  const operations: [string, Json][] = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Json).map(([method, it]): [string, Json] => [`${method} ${path}`, it]),
  );
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(ids.filter((id) => !/^[a-z]+[A-Z][A-Za-z]+$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining(
      'listContacts createContact getContact updateContact deleteContact getContactLog copyContact checkContacts createLead replayLead updateTask mergeDuplicate undoMerge listChannels updateChannel getChannelSamples createProcess updateStatus deleteKey getReportsLeads'.split(
        ' ',
      ),
    ),
  );
  for (const [name, { requestBody, responses }] of operations) {
    expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['401', '429', '503']));
    expect(['413' in responses, '415' in responses], name).toEqual([Boolean(requestBody), Boolean(requestBody)]);
    for (const status of ['413', '503'].filter((it) => it in responses)) {
      const { schema } = responses[status].content['application/problem+json'];
      expect(schema, name).toEqual({ $ref: '#/components/schemas/Problem' });
    }
  }
  expect(components.schemas.Problem.properties).toMatchObject({ code: {} });
});

test('a method that an address does not have is 405 and says which it has', async () => {
  const owner = await newOwner();
  for (const [method, path, allow] of [
    ['PUT', '/contacts', 'GET, HEAD, POST'],
    ['POST', `/channels/${owner.channelId}`, 'GET, HEAD, PATCH, DELETE'],
    ['DELETE', '/contacts/x/log', 'GET, HEAD, POST'],
    ['GET', '/leads/x/replay', 'POST'],
    ['DELETE', '/databases', 'GET, HEAD, POST'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ] as const) {
    const { status, body, headers } = await call(owner, method, path);
    expect([status, body.code, headers.get('content-type')], `${method} ${path}`).toEqual([
      405,
      'method_not_allowed',
      'application/problem+json; charset=utf-8',
    ]);
    expect(headers.get('allow')?.split(', ').sort(), `${method} ${path}`).toEqual(allow.split(', ').sort());
  }
  expect((await call(owner, 'PUT', '/nowhere')).status).toBe(404);
  expect((await call(owner, 'PUT', '/contacts/x/y/z')).status).toBe(404);
});

test('no answer of the API is kept by anybody on the way', async () => {
  const owner = await newOwner();
  const answers = [
    await get(owner, '/contacts'),
    await get(owner, '/nowhere'),
    await get(owner, '/openapi.json'),
    await get({ apiKey: 'wrong' }, '/contacts'),
    await call(owner, 'POST', '/statuses', {}),
    await call(owner, 'POST', '/statuses', { name: 'X' }),
    await call(owner, 'PUT', '/contacts'),
    await setUp({ business: 'Test' }),
    await exports.default.fetch(`${owner.intakeUrl}?dry_run=1&Phone=0521234567`, {
      headers: { authorization: `Bearer ${owner.apiKey}` },
    }),
  ];
  expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(answers.map(() => 'no-store'));
});

test('samples are given only for the formats a channel takes', async () => {
  const owner = await newOwner();
  const given = async (waysIn: string[]) => {
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { waysIn });
    const { body } = await get(owner, `/channels/${owner.channelId}/samples`);
    expect(Object.keys(body)).toEqual(['html', 'xml', 'url', 'curl', 'json']);
    const help = await exports.default.fetch(owner.intakeUrl, { headers: { accept: 'application/json' } });
    expect((await help.json<Json>()).samples).toEqual(body);
    const page = await (await exports.default.fetch(owner.intakeUrl)).text();
    const shown = Object.entries(body).filter(([, sample]) => sample !== null);
    expect(page.match(/<details class="sample"/g) ?? []).toHaveLength(shown.length);
    return shown.map(([name]) => name);
  };
  expect(await given(['html-form', 'xml', 'url', 'json'])).toEqual(['html', 'xml', 'url', 'curl', 'json']);
  expect(await given(['json'])).toEqual(['curl', 'json']);
  expect(await given(['xml'])).toEqual(['xml', 'curl']);
  expect(await given(['url'])).toEqual(['url', 'curl']);
  expect(await given(['mail'])).toEqual([]);
});

test('a name holds no control characters', async () => {
  const owner = await newOwner();
  for (const [path, field, rest] of [
    ['/channels', 'name', {}],
    ['/statuses', 'name', {}],
    ['/processes', 'name', { stages: ['In'] }],
    ['/fields', 'label', { key: 'budget' }],
    ['/keys', 'name', { scopes: ['read'] }],
    ['/marketers', 'name', { accountNumber: '1' }],
  ] as const) {
    for (const name of ['a\u0000b', 'a\nb', 'a\tb', '\u0007', 'a\u0085b', '\u001b[31mred']) {
      const { status, body } = await call(owner, 'POST', path, { ...rest, [field]: name });
      expect([status, body.code, body.field], `${path} ${JSON.stringify(name)}`).toEqual([422, 'invalid', field]);
      expect(body.detail).toContain('control characters');
    }
    expect((await call(owner, 'POST', path, { ...rest, [field]: ' שלום 😀 ' })).body[field]).toBe('שלום 😀');
  }
});

test('a done task whose process was deleted stays done, and shows no ids for names', async () => {
  const owner = await newOwner();
  const { body: repair } = await call(owner, 'POST', '/processes', { name: 'Repair', stages: ['In', 'Out'] });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { processId: repair.id, stageId: repair.stages[1].id });
  const lead = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const path = `/tasks/${lead.outcome.task}`;
  await call(owner, 'PATCH', path, { done: true });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { processId: null });

  expect((await call(owner, 'DELETE', `/stages/${repair.stages[1].id}`)).status).toBe(204);
  expect((await get(owner, `/contacts/${lead.contactId}/tasks`)).body.items[0]).toMatchObject({
    process: 'Repair',
    stage: null,
    stageId: repair.stages[1].id,
  });
  expect(await call(owner, 'PATCH', path, { done: false })).toMatchObject({
    status: 409,
    body: { code: 'stage_deleted', field: 'stageId' },
  });
  const moved = await call(owner, 'PATCH', path, { done: false, stageId: repair.stages[0].id });
  expect(moved).toMatchObject({ status: 200, body: { status: 'open', stage: 'In' } });
  const { body: log } = await get(owner, `/contacts/${lead.contactId}/log`);
  expect(log.items[0].changes[0]).toEqual({ field: 'stage', old: null, new: 'In' });
  await call(owner, 'PATCH', path, { done: true });

  expect((await call(owner, 'DELETE', `/processes/${repair.id}`)).status).toBe(204);
  expect(await call(owner, 'PATCH', path, { done: false })).toMatchObject({
    status: 409,
    body: { code: 'process_deleted' },
  });
  const noted = await call(owner, 'PATCH', path, { notes: 'Paid' });
  expect(noted.body).toMatchObject({ status: 'done', notes: 'Paid', process: null, stage: null });
});

test('redirect hosts are hosts', async () => {
  const owner = await newOwner();
  const path = `/channels/${owner.channelId}`;
  const refused =
    'https://a.com|//a.com|a.com/|a.com/x|a.com?x|a.com#x|a..com|.a.com|a.com.|-a.com|a-.com|*.com|*.*.com|a.*.com|**.a.com|*a.com|*.1.2.3.4|*.localhost|a.com:99999|a.com:x|a,b.com|a.com b.com|[::1|javascript:x|a%2e.com|com';
  for (const host of refused.split('|')) {
    const { status, body } = await call(owner, 'PATCH', path, { redirectHosts: ['ok.example.com', host] });
    expect([status, body.code, body.field], host).toEqual([422, 'not_a_host', 'redirectHosts']);
  }
  const taken = [
    'a.com',
    'A.B.Example.Com',
    '*.example.com',
    'a.com:8080',
    'localhost:3000',
    '127.0.0.1',
    'מבחן.example',
  ];
  const { body } = await call(owner, 'PATCH', path, { redirectHosts: taken });
  expect(body.redirectHosts).toEqual([
    'a.com',
    'a.b.example.com',
    '*.example.com',
    'a.com:8080',
    'localhost:3000',
    '127.0.0.1',
    expect.stringMatching(/^xn--.*\.example$/),
  ]);
});
