import { expect, test } from 'vitest';
import { csv, ended, importFile, sendImport } from '../../support/worker/import-file.ts';
import { call, get, newOwner, type Owner, tablesOf } from '../../support/worker/owner.ts';

const FILE = csv(['FirstName', 'Phone'], ['Dana', '0521234567']);
const CSV = { 'content-type': 'text/csv' };
const FORM = { 'content-type': 'multipart/form-data; boundary=x' };

test.each<[string, BodyInit | null, string, Record<string, string>, number, string]>([
  ['nothing at all', null, '', {}, 422, 'no_file'],
  ['an empty body', '', '', {}, 422, 'empty_file'],
  [
    'a form without a file',
    '--x\r\ncontent-disposition: form-data; name="mode"\r\n\r\nskip\r\n--x--',
    '',
    FORM,
    422,
    'no_file',
  ],
  [
    'a form with an empty file',
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n\r\n--x--',
    '',
    FORM,
    422,
    'empty_file',
  ],
  ['a form without an end', '--x\r\ncontent-disposition: form-data; name="file"', '', FORM, 400, 'unreadable'],
  ['a form without a boundary', 'x', '', { 'content-type': 'multipart/form-data' }, 400, 'unreadable'],
  ['an unknown mode', FILE, '?mode=overwrite', {}, 400, 'invalid'],
  ['a mapping that is not JSON', FILE, '?mapping=name', {}, 422, 'invalid'],
  ['a mapping that is a list', FILE, '?mapping=%5B%5D', {}, 422, 'invalid'],
  ['a mapping to no text', FILE, '?mapping=%7B%22Phone%22%3A1%7D', {}, 422, 'invalid'],
  ['a column the file does not have', FILE, '?mapping=%7B%22X%22%3A%22City%22%7D', {}, 422, 'no_such_column'],
  ['a field nobody knows', FILE, '?mapping=%7B%22Phone%22%3A%22Shoe%22%7D', {}, 422, 'no_such_field'],
  ['a stage nobody knows', FILE, '?stageId=nowhere', {}, 422, 'no_such_stage'],
  ['a process nobody knows', FILE, '?processId=nowhere', {}, 422, 'no_such_process'],
  ['a header row that is no number', FILE, '?headerRow=first', {}, 400, 'invalid'],
  ['a sheet of a file that has none', 'PK\u0003\u0004', '?sheet=Two', {}, 422, ''],
  ['a header without rows', 'FirstName,Phone\r\n', '', {}, 422, 'no_rows'],
  ['a picture', '\u0089PNG\r\n', '', {}, 422, ''],
  ['an unknown charset', FILE, '?charset=ebcdic', {}, 400, 'invalid'],
])('%s is refused with what to do', async (_, body, query, headers, status, code) => {
  const owner = await newOwner();
  const answer = await sendImport(owner, body, query, headers);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { status, ...(code ? { code } : {}) } });
  expect(answer.body.detail.length).toBeGreaterThan(10);
  expect((await tablesOf(owner)).leads).toEqual([]);
});

test('a file of more than 25 MB is refused, as a form and as the body itself', async () => {
  const owner = await newOwner();
  const large = new Uint8Array(26_214_401).fill(0x61);
  expect(await sendImport(owner, large, '', CSV)).toMatchObject({ status: 413, body: { code: 'too_large' } });
  expect(await sendImport(owner, large, '', { ...CSV, 'idempotency-key': 'large' })).toMatchObject({ status: 413 });
  const form = new FormData();
  form.append('file', new File([large], 'large.csv'));
  expect(await sendImport(owner, form)).toMatchObject({ status: 413, body: { code: 'too_large' } });
  form.append('more', new File([large.subarray(0, 2_000_000)], 'more.csv'));
  expect(await sendImport(owner, form)).toMatchObject({ status: 413 });
  expect((await get(owner, '/imports')).body.items).toEqual([]);
});

test.each([
  'text/csv; charset=utf-8',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])('the body itself is a file, named by the address, when it says to be %s', async (type) => {
  const owner = await newOwner();
  const { status, body } = await sendImport(owner, FILE, '?name=march.csv&mode=skip', { 'content-type': type });
  expect({ status, body }).toMatchObject({ status: 201, body: { name: 'march.csv', mode: 'skip', rows: 1 } });
});

test.each(['application/json', 'application/x-www-form-urlencoded', 'image/png'])(
  'a body of type %s is told how to send a file',
  async (type) => {
    const owner = await newOwner();
    const { status, body } = await sendImport(owner, '{}', '', { 'content-type': type });
    expect({ status, body }).toMatchObject({ status: 415, body: { detail: expect.stringContaining('form') } });
  },
);

test('PATCH and start refuse what they cannot read', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, FILE);
  const path = `/imports/${body.id}`;
  for (const wish of [{ mode: 'all' }, { shoe: 1 }, { mapping: [] }, { headerRow: 21 }, '{', '[]', 'null', '']) {
    for (const [method, at] of [
      ['PATCH', path],
      ['POST', `${path}/start`],
    ] as const) {
      const answer = await call(owner, method, at, wish);
      expect([400, 422], JSON.stringify([method, wish, answer.body])).toContain(answer.status);
    }
  }
  for (const query of ['?limit=0', '?limit=201', '?cursor=x', '?cursor=LTE']) {
    expect((await get(owner, `${path}/rows${query}`)).status).toBe(400);
  }
  expect((await get(owner, path)).body).toEqual(body);
});

test('an import of another database is as unknown as one that never was', async () => {
  const owner = await newOwner();
  const stranger = await newOwner();
  const { body } = await importFile(owner, FILE, { mode: 'skip' });
  const strange: [Owner, string][] = [
    [stranger, body.id],
    [owner, body.id.replace(/.$/, (last: string) => (last === '0' ? '1' : '0'))],
    [owner, owner.databaseId],
    [owner, 'x'],
  ];
  for (const [who, id] of strange) {
    for (const path of ['', '/rows', '/failures']) {
      expect(await get(who, `/imports/${id}${path}`)).toMatchObject({ status: 404, body: { code: 'no_such_import' } });
    }
    for (const verb of ['start', 'pause', 'resume', 'undo']) {
      expect((await call(who, 'POST', `/imports/${id}/${verb}`)).status, verb).toBe(404);
    }
    expect((await call(who, 'PATCH', `/imports/${id}`, { mode: 'skip' })).status).toBe(404);
  }
  expect((await get(stranger, '/imports')).body.items).toEqual([]);
});

test('a key that may only read sees imports and starts none', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, FILE);
  const { key } = (await call(owner, 'POST', '/keys', { name: 'Reader', scopes: ['read'] })).body;
  const reader = { apiKey: key };
  for (const path of ['', `/${body.id}`, `/${body.id}/rows`])
    expect((await get(reader, `/imports${path}`)).status).toBe(200);
  expect((await importFile(reader, FILE)).status).toBe(403);
  for (const verb of ['start', 'pause', 'resume', 'undo']) {
    expect((await call(reader, 'POST', `/imports/${body.id}/${verb}`)).status).toBe(403);
  }
  expect((await call(reader, 'PATCH', `/imports/${body.id}`, { mode: 'skip' })).status).toBe(403);
});

test('the same key and content is the same import, however often and at once; other content is refused', async () => {
  const owner = await newOwner();
  const send = (file = FILE) => importFile(owner, file, { mode: 'skip' }, 'a.csv', 'key-1');
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect((await send()).body.id).toBe(answers[0]?.body.id);
  expect(await send(`${FILE}x`)).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  expect(await importFile(owner, FILE, { mode: 'reset' }, 'a.csv', 'key-1')).toMatchObject({ status: 409 });
  const { contacts, leads } = await tablesOf(owner);
  expect([contacts.length, leads.length]).toEqual([1, 1]);
  expect((await get(owner, '/imports')).body.items).toHaveLength(1);
});

test.each([
  ['process', { processId: 'nowhere' }],
  ['stage', { stageId: 'nowhere' }],
])(
  'a %s that is not there is refused before the key is taken, so that the mended request may come under it',
  async (_, said) => {
    const owner = await newOwner();
    const send = (more: Record<string, string>) => importFile(owner, FILE, { mode: 'skip', ...more }, 'a.csv', 'key-1');
    expect(await send(said)).toMatchObject({ status: 422 });
    const mended = await send({ processId: owner.processId });
    expect(mended.status, JSON.stringify(mended.body)).toBe(201);
    expect((await send({ processId: owner.processId })).body.id).toBe(mended.body.id);
    expect((await get(owner, '/imports')).body.items).toHaveLength(1);
  },
);

test('a file of which no column tells who somebody is waits to be told, instead of failing row by row', async () => {
  const owner = await newOwner();
  const sent = await importFile(owner, 'a,b\nx,y\n', { mode: 'skip' });
  expect([sent.status, sent.body.code, sent.body.field]).toEqual([422, 'no_person_column', 'mapping']);
  const { importId } = sent.body;
  const start = await call(owner, 'POST', `/imports/${importId}/start`, { mapping: { a: 'FirstName' } });
  expect(start.status, JSON.stringify(start.body)).toBe(200);
  expect(await ended(owner, importId)).toMatchObject({ created: 1, failed: 0 });
});

test('a sheet without rows is refused by the names of the others', async () => {
  const owner = await newOwner();
  const { status, body } = await importFile(owner, 'FirstName,Phone\n', { mode: 'skip' });
  expect([status, body.code, body.detail]).toEqual([422, 'no_rows', 'The file has no rows below its header.']);
});
