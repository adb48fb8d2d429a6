import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, ORIGIN } from '../../support/worker/owner.ts';

const LISTS = [
  '/contacts',
  '/leads',
  '/tasks',
  '/tasks?status=open',
  '/duplicates',
  '/channels',
  '/processes',
  '/stages',
  '/fields',
  '/statuses',
  '/marketers',
  '/databases',
  '/keys',
];
const cursorOf = (place: unknown) => btoa(JSON.stringify(place)).replaceAll('=', '');
const with_ = (path: string, query: string) => path + (path.includes('?') ? '&' : '?') + query;

test('a cursor that is none is 400 everywhere', async () => {
  const owner = await newOwner();
  const cursors = [
    'x',
    '',
    '%00',
    '%ff',
    '!!!',
    'null',
    cursorOf({}),
    btoa('[1e400]'),
    cursorOf(['a', 'b', 'c']),
    'a'.repeat(5000),
  ];
  for (const path of LISTS) {
    for (const cursor of cursors) {
      const { status, body } = await get(owner, with_(path, `cursor=${cursor}`));
      expect([status, body.field], `${path} ${cursor}`).toEqual([400, 'cursor']);
    }
  }
});

test('a cursor of another list never breaks one', async () => {
  const owner = await newOwner();
  const cursors = [
    ['', 1],
    ['a', -1],
    [1, 2],
    [null, null],
    ['p', 's', 1, 2, 3],
    'text',
    7,
    [9e15, 'x'],
    ['\u0000', 1],
  ];
  for (const path of [...LISTS, `/contacts?q=a`, '/contacts?q=052', '/contacts?phone=0521234567']) {
    for (const cursor of cursors.map(cursorOf)) {
      expect([200, 400], `${path} ${cursor}`).toContain((await get(owner, with_(path, `cursor=${cursor}`))).status);
    }
  }
});

test.each(['0', '-1', '201', '1e9', '99999999999999999999', 'abc', '1.5', 'NaN', 'Infinity', '1&limit=2', '%00'])(
  'limit=%s is refused with what to do',
  async (limit) => {
    const owner = await newOwner();
    for (const path of LISTS) {
      const { status, body } = await get(owner, with_(path, `limit=${limit}`));
      expect([status, body.code, body.field], path).toEqual([400, 'invalid', 'limit']);
      expect(body.detail).toMatch(/limit: must be/);
    }
  },
);

test('queries nobody meant are answered, never with a 5xx', async () => {
  const owner = await newOwner();
  const long = 'א'.repeat(900);
  const queries = [
    'q=%',
    'q=_',
    `q=${encodeURIComponent(long)}`,
    "q='%20OR%201=1--",
    'q=%00',
    'q=%ff%fe',
    'q=%ED%A0%80',
    'q=+++',
    'q=(((((052',
    'phone=%00',
    `phone=${'1'.repeat(900)}`,
    'email=@',
    'email=%22%27@%22',
    'idNumber=%F0%9F%98%80',
    'phone=1&phone=2',
    'limit=',
    `q=${'x'.repeat(1001)}`,
  ];
  for (const query of queries) {
    const { status } = await get(owner, `/contacts?${query}`);
    expect([200, 400], query).toContain(status);
  }
  for (const query of [
    'status=lost',
    'since=yesterday',
    'since=2026-13-01T00:00:00Z',
    'channel=%00',
    'since=',
    'status=',
  ]) {
    expect([200, 400], query).toContain((await get(owner, `/leads?${query}`)).status);
  }
  expect((await get(owner, '/leads?since=0001-01-01T00:00:00Z')).status).toBe(200);
  expect((await get(owner, '/leads?since=9999-12-31T23:59:59%2B14:00')).status).toBe(200);
  expect((await get(owner, '/tasks?status=lost')).body).toMatchObject({ status: 400, field: 'status' });
});

test('bodies nobody can take are refused with what to do', async () => {
  const owner = await newOwner();
  const paths: [string, string][] = [
    ['POST', '/statuses'],
    ['POST', '/channels'],
    ['POST', '/keys'],
    ['POST', '/databases'],
    ['POST', '/fields'],
    ['POST', '/processes'],
    ['POST', '/stages'],
    ['PATCH', `/channels/${owner.channelId}`],
    ['PATCH', `/tasks/${owner.databaseId}-1-1`],
    ['PATCH', `/databases/${owner.databaseId}`],
  ];
  const bodies: [unknown, number][] = [
    ['{', 400],
    ['', 400],
    ['\u0000', 400],
    ['[]', 422],
    ['null', 422],
    ['"text"', 422],
    ['{"name":{"a":1},"done":[]}', 422],
    ['{"__proto__":{"a":1},"constructor":1}', 422],
    [`{"name":"${'x'.repeat(300)}","done":1}`, 422],
    [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, 422],
    [`{"name":"${'x'.repeat(300_000)}"}`, 413],
  ];
  for (const [method, path] of paths) {
    for (const [body, expected] of bodies) {
      const answer = await call(owner, method, path, body);
      expect([answer.status, `${method} ${path} ${String(body).slice(0, 40)}`]).toEqual([
        expected,
        `${method} ${path} ${String(body).slice(0, 40)}`,
      ]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ status: expected, code: expect.any(String), detail: expect.any(String) });
    }
  }
});

test('a body that is not JSON by its header is 415', async () => {
  const owner = await newOwner();
  for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await exports.default.fetch(`${ORIGIN}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': contentType },
      body: 'name=X',
    });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ code: 'unsupported_media_type' });
  }
});

test('an emoji, a lone surrogate and a NUL in a name are stored or refused, never a 5xx', async () => {
  const owner = await newOwner();
  for (const name of ['😀', '\\ud800', '\\u0000', '\\u202e', 'א'.repeat(200)]) {
    const { status } = await call(owner, 'POST', '/statuses', `{"name":"${name}"}`);
    expect([201, 422, 409], name).toContain(status);
  }
  expect((await get(owner, '/statuses')).status).toBe(200);
});

test('ids and paths of no shape are 404', async () => {
  const owner = await newOwner();
  const ids = ['x', '%00', '%ff', '..%2f..', `${'a'.repeat(150)}`, "'--", '%F0%9F%98%80', '-1', '1e9'];
  for (const noun of [
    'contacts',
    'leads',
    'channels',
    'processes',
    'stages',
    'fields',
    'statuses',
    'keys',
    'databases',
  ]) {
    for (const id of ids) expect((await get(owner, `/${noun}/${id}`)).status, `${noun} ${id}`).toBe(404);
  }
  for (const path of ['/', '/nowhere', '/contacts/', '/contacts/x/y', '/channels/x/samples']) {
    const { status, body } = await get(owner, path);
    expect([status, body.status], path).toEqual([404, 404]);
  }
});

test('the document lists every operation, and the page shows them without loading anything', async () => {
  const response = await exports.default.fetch(`${ORIGIN}/api/v1/openapi.json`);
  expect(response.status).toBe(200);
  const document = await response.json<Json>();
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  for (const noun of ['channels', 'processes', 'stages', 'fields', 'statuses', 'keys']) {
    expect(operations).toEqual(
      expect.arrayContaining([`GET /${noun}`, `POST /${noun}`, `PATCH /${noun}/{id}`, `DELETE /${noun}/{id}`]),
    );
  }
  expect(operations).toEqual(
    expect.arrayContaining([
      'GET /contacts',
      'GET /contacts/{id}',
      'GET /contacts/{id}/log',
      'GET /contacts/{id}/tasks',
      'GET /leads',
      'GET /leads/{id}',
      'POST /leads/{id}/replay',
      'GET /tasks',
      'PATCH /tasks/{id}',
      'GET /duplicates',
      'GET /databases',
      'PATCH /databases/{id}',
      'GET /channels/{id}/samples',
    ]),
  );
  expect(document.components.schemas).toMatchObject({ Contact: {}, Lead: {}, Task: {}, Channel: {}, Problem: {} });

  const page = await exports.default.fetch(`${ORIGIN}/api/docs`);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const operation of operations) expect(html).toContain(`<code>${operation.split(' ')[1]}</code>`);
  expect(html).not.toMatch(/<script|src=|href="http/);
});
