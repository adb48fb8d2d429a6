import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { downD1 } from '../support/faults/down-d1.ts';
import { eventually } from '../support/worker/observe.ts';
import { call, get, newOwner, ORIGIN, type Owner, tablesOf } from '../support/worker/owner.ts';

/* The ids of old senders are one name space over all businesses: none of them can take another's leads by its id. */

const PATH = 'crm/Pages/Utilities/WebToLead.aspx';
const channelOf = ({ channelId }: Owner) => `/channels/${channelId}`;
const claim = (owner: Owner, legacyId: string | null) => call(owner, 'PATCH', channelOf(owner), { legacyId });
const send = (prefix: string, systemId?: string) => {
  const query = new URLSearchParams({ type: 'get', Phone: '052-1234567', ...(systemId ? { SystemID: systemId } : {}) });
  return exports.default.fetch(`${ORIGIN}/${prefix}${PATH}?${query}`, { headers: { accept: 'application/json' } });
};
const leadsOf = async (owner: Owner) => (await tablesOf(owner)).leads.length;

/** Whose lead it became; waits until it is written. */
async function wentTo(response: Response, ...owners: Owner[]) {
  expect(response.status).toBe(200);
  const { id } = await response.json<{ id: string }>();
  for (;;) {
    for (const owner of owners) {
      if ((await tablesOf(owner)).leads.some((lead) => lead.id === id)) return owner;
    }
    await scheduler.wait(25);
  }
}

const prove = (body: unknown, token = 'test-setup-token') =>
  exports.default.fetch(`${ORIGIN}/setup/legacy-ids`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function twoWithOneId() {
  const [first, second] = [await newOwner(), await newOwner()];
  const id = `SYS-${first.databaseId}`;
  expect((await claim(first, id)).status).toBe(200);
  expect((await claim(second, id)).status).toBe(200);
  return { first, second, id };
}

test('an id that two businesses have leads each to its own by the address that names it, in any letter case', async () => {
  const { first, second, id } = await twoWithOneId();
  expect(await wentTo(await send(`l/${first.channelKey}/`, id), first, second)).toBe(first);
  expect(await wentTo(await send(`l/${second.channelKey}/`, id.toLowerCase()), first, second)).toBe(second);
});

test('the bare address leads to who had the id first, and to nobody once it gives it up', async () => {
  const { first, second, id } = await twoWithOneId();
  expect(await wentTo(await send('', id), first, second)).toBe(first);
  await claim(first, null);
  expect((await send('', id)).status).toBe(404);
  await claim(second, null);
  await claim(second, id);
  const third = await newOwner();
  await claim(third, id);
  expect((await send('', id)).status).toBe(404);
  expect([await leadsOf(second), await leadsOf(third)]).toEqual([0, 0]);
  expect(await wentTo(await send(`l/${second.channelKey}/`, id), first, second)).toBe(second);
  await claim(first, id);
  expect(await wentTo(await send('', id), first, second)).toBe(first);
});

test('nor does a channel that is deleted leave its old senders to another business', async () => {
  const { first, second, id } = await twoWithOneId();
  await call(first, 'DELETE', channelOf(first));
  expect((await send('', id)).status).toBe(404);
  expect(await leadsOf(second)).toBe(0);
  expect((await prove({ legacyId: id, channelId: second.channelId })).status).toBe(200);
  expect(await wentTo(await send('', id), first, second)).toBe(second);
});

test('a business that moves an id to another of its databases keeps the bare address', async () => {
  const owner = await newOwner();
  const id = `SYS-${owner.databaseId}`;
  await claim(owner, id);
  const { body: database } = await call(owner, 'POST', '/databases', { name: 'Second' });
  const key = await call(owner, 'POST', '/keys', { name: 'K', scopes: ['admin'], databaseId: database.id });
  const moved = { apiKey: key.body.key as string };
  const { body: channel } = await call(moved, 'POST', '/channels', { name: 'Moved', legacyId: id });
  expect(channel.legacyBare).toBe(false);
  await claim(owner, null);
  expect((await get(moved, `/channels/${channel.id}`)).body.legacyBare).toBe(true);
});

test('a channel says whether the bare address with its id leads to it', async () => {
  const { first, second, id } = await twoWithOneId();
  const bare = async (owner: Owner) => {
    const { items } = (await get(owner, '/channels')).body;
    return items.map(({ legacyBare }: { legacyBare: boolean }) => legacyBare);
  };
  expect([await bare(first), await bare(second), await bare(await newOwner())]).toEqual([[true], [false], [false]]);
  expect((await claim(second, id)).body).toMatchObject({ legacyId: id.toLowerCase(), legacyBare: false });
  expect((await claim(first, null)).body).toMatchObject({ legacyId: null, legacyBare: false });
  expect((await claim(second, id)).body.legacyBare).toBe(false);
  expect((await claim(first, id)).body.legacyBare).toBe(true);
  expect((await prove({ legacyId: id, channelId: second.channelId })).status).toBe(200);
  expect([await bare(first), await bare(second)]).toEqual([[false], [true]]);
});

test('the same where KV has not heard of it, asked of the database', async () => {
  const { first, second, id } = await twoWithOneId();
  const plain = id.toLowerCase();
  const entries = [
    `legacy:${plain}`,
    `legacy-of:${first.databaseId}:${plain}`,
    `legacy-of:${second.databaseId}:${plain}`,
  ];
  expect(await Promise.all(entries.map((entry) => env.CHANNELS.get(entry)))).toEqual([
    first.channelId,
    first.channelId,
    second.channelId,
  ]);
  for (const entry of entries) await env.CHANNELS.delete(entry);
  expect(await wentTo(await send('', id), first, second)).toBe(first);
  expect(await wentTo(await send(`l/${second.channelKey}/`, id), first, second)).toBe(second);
});

test('only the operator gives the bare address to another, and only to a channel that has the id', async () => {
  const { first, second, id } = await twoWithOneId();
  const wish = { legacyId: id, channelId: second.channelId };
  expect((await prove(wish, 'wrong')).status).toBe(401);
  expect((await prove(wish, second.apiKey)).status).toBe(401);
  expect((await prove({ ...wish, legacyId: 'another' })).status).toBe(404);
  expect((await prove({ ...wish, channelId: 'none' })).status).toBe(404);
  expect((await prove({ legacyId: id })).status).toBe(422);
  expect(await wentTo(await send('', id), first, second)).toBe(first);
  expect((await prove(wish)).status).toBe(200);
  expect(await wentTo(await send('', id), first, second)).toBe(second);
  expect((await prove({ ...wish, channelId: first.channelId })).status).toBe(200);
  expect(await wentTo(await send('', id), first, second)).toBe(first);
});

test('an address with a key leads to nobody else: without an id of its own to the channel of the key', async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  const { body: further } = await call(owner, 'POST', '/channels', {
    name: 'Further',
    legacyId: `F-${owner.databaseId}`,
  });
  const id = `SYS-${other.databaseId}`;
  await claim(other, id);
  for (const systemId of [id, 'unknown', undefined, other.channelKey]) {
    expect(await wentTo(await send(`l/${owner.channelKey}/`, systemId), owner, other)).toBe(owner);
  }
  expect(await leadsOf(other)).toBe(0);
  const response = await send(`l/${owner.channelKey}/`, `F-${owner.databaseId}`);
  await wentTo(response.clone(), owner);
  const { id: leadId } = await response.json<{ id: string }>();
  expect((await get(owner, `/leads/${leadId}`)).body.channelId).toBe(further.id);
});

test('a key that was not copied whole is 404, and never the bare address', async () => {
  const owner = await newOwner();
  const id = `SYS-${owner.databaseId}`;
  await claim(owner, id);
  for (const key of [owner.channelKey.slice(0, -1), 'made-up', '%20']) {
    expect((await send(`l/${key}/`, id)).status, key).toBe(404);
  }
  expect(await leadsOf(owner)).toBe(0);
});

test('with D1 down both addresses go on leading where they led', async () => {
  const { first, second, id } = await twoWithOneId();
  const down = new Proxy({} as D1Database, {
    get: () => () => {
      throw new Error('D1_ERROR: D1 is down');
    },
  });
  const on = { ...env, CONTROL: down };
  const ask = (prefix: string) =>
    app.fetch(
      new Request(`${ORIGIN}/${prefix}${PATH}?type=get&Phone=052-1234567&SystemID=${id}`, {
        headers: { accept: 'application/json' },
      }),
      on,
      createExecutionContext(),
    );
  expect(await wentTo(await ask(''), first, second)).toBe(first);
  expect(await wentTo(await ask(`l/${second.channelKey}/`), first, second)).toBe(second);
});

/** Sends a lead under the owner's key to a Worker that has these instead of its own. */
const askWith = (changed: Partial<Env>, { channelKey }: Owner, systemId: string) =>
  app.fetch(
    new Request(`${ORIGIN}/l/${channelKey}/${PATH}?type=get&Phone=052-1234567&SystemID=${systemId}`, {
      headers: { accept: 'application/json' },
    }),
    { ...env, ...changed },
    createExecutionContext(),
  );

test('with D1 down an address with a key takes the leads of an id that nobody has, and of one KV cannot tell', async () => {
  const owner = await newOwner();
  const CONTROL = downD1();
  expect(await wentTo(await askWith({ CONTROL }, owner, 'of-a-site-nobody-moved'), owner)).toBe(owner);
  const broken = Object.assign(Object.create(env.CHANNELS), {
    get: (name: string, ...rest: []) =>
      name.startsWith('legacy') ? Promise.reject(new Error('KV is down')) : env.CHANNELS.get(name, ...rest),
  });
  expect(await wentTo(await askWith({ CONTROL, CHANNELS: broken }, owner, 'another'), owner)).toBe(owner);
});

test('an id that nobody has is asked for once in half a minute, and found as soon as a channel has it', async () => {
  const owner = await newOwner();
  const id = `F-${owner.databaseId}`;
  let asked = 0;
  const counting = Object.assign(Object.create(env.CHANNELS), {
    get: (name: string, ...rest: []) => {
      if (name.startsWith('legacy')) asked++;
      return env.CHANNELS.get(name, ...rest);
    },
  });
  for (let n = 0; n < 3; n++) await wentTo(await askWith({ CHANNELS: counting }, owner, id), owner);
  expect(asked).toBe(1);
  const { body: further } = await call(owner, 'POST', '/channels', { name: 'Further', legacyId: id });
  const { id: leadId } = await (await askWith({}, owner, id)).json<{ id: string }>();
  await eventually(async () => (await tablesOf(owner)).leads.some((lead) => lead.id === leadId));
  expect((await get(owner, `/leads/${leadId}`)).body.channelId).toBe(further.id);
});
