import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ContactWriter } from '../../../src/contacts/writer.ts';
import { newsOf } from '../../../src/live/news.ts';
import { newBusiness } from '../../support/worker/business.ts';
import { messagesOf } from '../../support/worker/deliver.ts';
import { contentOf, eventually } from '../../support/worker/observe.ts';
import { call, type Json, newOwner, type Owner, sendLead } from '../../support/worker/owner.ts';

/* Whoever listens hears of a lead right after it is written; nobody's lead waits for a listener. */

async function connect(owner: Owner, headers: Record<string, string> = {}) {
  return exports.default.fetch('https://kelet.test/api/v1/live', {
    headers: { upgrade: 'websocket', authorization: `Bearer ${owner.apiKey}`, ...headers },
  });
}

async function listen(owner: Owner, headers?: Record<string, string>) {
  const answer = await connect(owner, headers);
  expect(answer.status).toBe(101);
  const socket = answer.webSocket as WebSocket;
  socket.accept();
  const heard: Json[] = [];
  const closed: number[] = [];
  socket.addEventListener('message', ({ data }) => void heard.push(data === 'pong' ? data : JSON.parse(String(data))));
  socket.addEventListener('close', ({ code }) => void closed.push(code));
  return { socket, heard, closed };
}

const hears = (heard: Json[], id: string) =>
  eventually(async () => heard.find((news) => news.leads?.some((lead: Json) => lead.id === id)));

test('every tab hears of a lead once it is written, with its id, status and contact and nothing said of the person', async () => {
  const owner = await newOwner();
  const tabs = [await listen(owner), await listen(owner)];
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  for (const { heard } of tabs) {
    const news = await hears(heard, lead.id);
    expect(news).toEqual({ leads: [{ id: lead.id, status: 'created' }], contactIds: [lead.contactId], more: false });
  }
  for (const { socket } of tabs) socket.close();
});

test('a change by hand is heard too, and ping is answered', async () => {
  const owner = await newOwner();
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const { socket, heard } = await listen(owner);
  await call(owner, 'PATCH', `/contacts/${lead.contactId}`, { city: 'Haifa' });
  await eventually(async () => heard.find((news) => news.contactIds?.includes(lead.contactId)));
  socket.send('ping');
  await eventually(async () => heard.includes('pong'));
  socket.close();
});

test('another business hears nothing of it', async () => {
  const [owner, stranger] = [await newOwner(), await newOwner()];
  const [ours, theirs] = [await listen(owner), await listen(stranger)];
  const lead = await sendLead(owner, { Phone: '052-1234567' });
  await hears(ours.heard, lead.id);
  expect(theirs.heard).toEqual([]);
});

test('a key without read may not listen, one that is revoked or loses it hears no more', async () => {
  const owner = await newOwner();
  const issue = async (scopes: string[]) => (await call(owner, 'POST', '/keys', { name: 'Tab', scopes })).body;
  const writer = await issue(['write']);
  expect((await connect(owner, { authorization: `Bearer ${writer.key}` })).status).toBe(403);
  for (const end of [
    (id: string) => call(owner, 'DELETE', `/keys/${id}`),
    (id: string) => call(owner, 'PATCH', `/keys/${id}`, { scopes: ['write'] }),
  ]) {
    const reader = await issue(['read', 'write']);
    const { closed } = await listen(owner, { authorization: `Bearer ${reader.key}` });
    await end(reader.id);
    await eventually(async () => closed.includes(4001));
  }
});

test('without a key it is 401, and without Upgrade 426', async () => {
  const owner = await newOwner();
  expect((await connect(owner, { authorization: '' })).status).toBe(401);
  expect(await call(owner, 'GET', '/live')).toMatchObject({ status: 426, body: { code: 'no_upgrade' } });
});

test('who asks anything but ping is not listened to', async () => {
  const { socket, closed } = await listen(await newOwner());
  socket.send('{"leads":[]}');
  await eventually(async () => closed.includes(1008));
});

test('a thousand listen to one database, and the next is told to come later', async () => {
  const owner = await newOwner();
  await runInDurableObject(env.LIVE_FEED.getByName(owner.databaseId), (_, state) => {
    for (let i = 0; i < 1_000; i++) state.acceptWebSocket(new WebSocketPair()[1]);
  });
  const answer = await connect(owner);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'too_many_listeners' });
  expect(answer.headers.get('retry-after')).toBeTruthy();
});

test('a listener that went away costs the others nothing', async () => {
  const owner = await newOwner();
  const [gone, stays] = [await listen(owner), await listen(owner)];
  gone.socket.close();
  const lead = await sendLead(owner, { Phone: '052-1234567' });
  await hears(stays.heard, lead.id);
});

test.each([
  ['does not answer', (answered: Promise<void>) => answered],
  ['is broken', () => Promise.reject(new Error('gone'))],
])('a feed that %s costs no lead and no wait', async (_what, answer) => {
  const business = await newBusiness();
  const orders = (await messagesOf(business, [{ Phone: '052-1234567' }])).map(({ order }) => order);
  const feed = Promise.withResolvers<void>();
  let asked = 0;
  const tell = () => {
    asked += 1;
    return answer(feed.promise);
  };
  const on = { ...env, LIVE_FEED: { getByName: () => ({ tell }) } } as unknown as Env;
  const written = await runInDurableObject(env.CONTACT_WRITER.getByName(business.databaseId), (_, state) =>
    new ContactWriter(state, on).write(business.databaseId, orders),
  );
  expect(asked).toBe(1);
  expect(written).toMatchObject([{ status: 'created' }]);
  expect((await contentOf(business)).leads).toMatchObject([{ status: 'created' }]);
  feed.resolve();
});

test('news stay small however much is written, and say so', () => {
  const leads = Array.from({ length: 500 }, (_, i) => ({ id: `lead-${i}`, status: 'created' }));
  const news = newsOf(
    leads,
    Array.from({ length: 500 }, (_, i) => `db-${i}`),
  );
  expect(news).toMatchObject({ more: true });
  expect([news?.leads.length, news?.contactIds.length]).toEqual([100, 100]);
  expect(newsOf([], [])).toBe(undefined);
});
