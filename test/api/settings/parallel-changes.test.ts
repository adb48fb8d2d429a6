import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner } from '../../support/worker/owner.ts';

/* Whoever is answered 200 finds what they changed, whatever others changed at the same moment. */

const together = (owner: Owner, method: string, wishes: [path: string, body: unknown][]) =>
  Promise.all(wishes.map(([path, body]) => call(owner, method, path, body)));

const statuses = (answers: { status: number }[]) => [...new Set(answers.map(({ status }) => status))];

test('a channel keeps every setting of parallel changes, and the edge gets the last state', async () => {
  const owner = await newOwner();
  const wish: Record<string, unknown> = {
    name: 'Renamed',
    required: ['FirstName'],
    mapping: { colour: 'notes' },
    defaults: { city: 'Haifa' },
    constants: { country: 'IL' },
    redirectHosts: ['www.example.com'],
    doubleSubmitSeconds: 7,
    maxCharacters: 2000,
    legacyId: 'old-7',
    language: 'he',
    processId: owner.processId,
    googleKey: 'secret',
  };
  const path = `/channels/${owner.channelId}`;
  const wishes = Object.entries(wish).map(([name, value]): [string, unknown] => [path, { [name]: value }]);
  expect(statuses(await together(owner, 'PATCH', wishes))).toEqual([200]);
  const { googleKey: _secret, mapping, ...shown } = wish;
  expect((await get(owner, path)).body).toMatchObject({ ...shown, mapping: { colour: expect.any(String) } });
  expect(await env.CHANNELS.get(`channel:${owner.channelId}`, 'json')).toMatchObject({
    name: 'Renamed',
    doubleSubmitSeconds: 7,
    maxCharacters: 2000,
    defaults: wish.defaults,
    constants: wish.constants,
    googleKey: 'secret',
    required: ['FirstName'],
  });
});

test('a database keeps every setting of parallel changes', async () => {
  const owner = await newOwner();
  const wish = { name: 'Renamed', country: 'US', language: 'he', allowDuplicates: true, junk: ['0501111111'] };
  const path = `/databases/${owner.databaseId}`;
  const wishes = Object.entries(wish).map(([name, value]): [string, unknown] => [path, { [name]: value }]);
  expect(statuses(await together(owner, 'PATCH', wishes))).toEqual([200]);
  expect((await get(owner, path)).body).toMatchObject(wish);
  expect((await call(owner, 'PATCH', path, {})).body).toMatchObject(wish);
});

test.each([
  ['statuses', { name: 'Renamed' }],
  ['processes', { name: 'Renamed' }],
  ['stages', { name: 'Renamed', legacyId: 'L-9' }],
  ['fields', { label: 'Renamed', options: ['a', 'b'], legacyId: 'PP_9' }],
])('%s keep names while others of the list are moved', async (kind, wish) => {
  const owner = await newOwner();
  const adding: Record<string, (n: number) => unknown> = {
    statuses: (n) => ({ name: `S${n}` }),
    processes: (n) => ({ name: `P${n}`, stages: ['In'] }),
    stages: (n) => ({ name: `T${n}`, processId: owner.processId }),
    fields: (n) => ({ key: `k${n}`, type: 'oneOf' }),
  };
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.push((await call(owner, 'POST', `/${kind}`, adding[kind]?.(n))).body.id);
  const [first, second, third] = ids.map((id) => `/${kind}/${encodeURIComponent(id)}`);
  const wishes = [
    ...Object.entries(wish).map(([name, value]): [string, unknown] => [`${second}`, { [name]: value }]),
    [`${first}`, { position: 99 }] as [string, unknown],
    [`${third}`, { position: 0 }] as [string, unknown],
  ];
  expect(statuses(await together(owner, 'PATCH', wishes))).toEqual([200]);
  const items: Json[] = (await get(owner, `/${kind}`)).body.items;
  expect(items.find(({ id }) => id === ids[1])).toMatchObject(wish);
  expect(items.at(0)?.id).toBe(ids[2]);
  expect(items.at(-1)?.id).toBe(ids[0]);
  expect(items.map(({ position }) => position)).toEqual(items.map((_, at) => at));
});

test('a marketer, a portal and a key keep every setting of parallel changes', async () => {
  const owner = await newOwner();
  const made = async (path: string, body: unknown) =>
    `${path}/${encodeURIComponent((await call(owner, 'POST', path, body)).body.id)}`;
  const cases: [string, Record<string, unknown>][] = [
    [
      await made('/marketers', { name: 'Rina', accountNumber: '1001' }),
      { name: 'Rina B', accountNumber: '1002', references: ['rina-fb'] },
    ],
    [
      await made('/portals', { name: 'Portal', channelId: owner.channelId, title: 'Join' }),
      { name: 'Renamed', title: 'Welcome', intro: 'Hello', fields: ['firstName', 'phone'] },
    ],
    [await made('/keys', { name: 'Key', scopes: ['read'] }), { name: 'Renamed', scopes: ['read', 'write'] }],
  ];
  for (const [path, wish] of cases) {
    const wishes = Object.entries(wish).map(([name, value]): [string, unknown] => [path, { [name]: value }]);
    expect(statuses(await together(owner, 'PATCH', wishes)), path).toEqual([200]);
    const [, list = '', id = ''] = path.split('/');
    const { items } = (await get(owner, `/${list}`)).body;
    expect(items.find((it: Json) => it.id === decodeURIComponent(id))).toMatchObject(wish);
  }
});

test('a form that is revoked while somebody renames it stays revoked', async () => {
  const owner = await newOwner();
  const { body } = await call(owner, 'POST', '/forms', { name: 'Desk', channelId: owner.channelId });
  const path = `/forms/${encodeURIComponent(body.id)}`;
  await Promise.all([
    ...['A', 'B', 'C'].map((name) => call(owner, 'PATCH', path, { name })),
    call(owner, 'DELETE', path),
    ...['D', 'E'].map((name) => call(owner, 'PATCH', path, { name })),
  ]);
  const { items } = (await get(owner, '/forms')).body;
  expect(items.find((it: Json) => it.id === body.id)?.revokedAt).toEqual(expect.any(String));
});
