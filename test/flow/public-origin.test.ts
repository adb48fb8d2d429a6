import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { publicOrigin } from '../../src/ways-in/doors/public-origin.ts';
import { newOwner, ORIGIN } from '../support/worker/owner.ts';

const FORGED = 'https://attacker.example';
const PUBLIC = 'https://leads.example.com';

/** Asks the Worker of a deployment with a public address, under a Host of the asker's choosing. */
const ask = (path: string, init: RequestInit = {}, on: object = env) =>
  app.fetch(
    new Request(FORGED + path, init),
    { ...on, PUBLIC_URL: `${PUBLIC}/` } as unknown as Env,
    createExecutionContext(),
  );

test.each([
  [PUBLIC, PUBLIC],
  [`${PUBLIC}/any/path`, PUBLIC],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['', ORIGIN],
  [undefined, ORIGIN],
  ['leads.example.com', ORIGIN],
  ['javascript:alert(1)', ORIGIN],
])('with PUBLIC_URL %j links begin with %s', (configured, origin) => {
  expect(publicOrigin(configured === undefined ? {} : { PUBLIC_URL: configured }, `${ORIGIN}/portal/x`)).toBe(origin);
});

test('no answer and no page has a link that begins with a forged Host', async () => {
  const owner = await newOwner();
  const headers = { authorization: `Bearer ${owner.apiKey}` };
  const json = { ...headers, 'content-type': 'application/json' };
  const post = (body: object) => ({ method: 'POST', headers: json, body: JSON.stringify(body) });
  const answers = await Promise.all([
    ask('/api/v1/channels', { headers }),
    ask(`/api/v1/channels/${owner.channelId}`, { headers }),
    ask('/api/v1/channels', post({ name: 'Another' })),
    ask('/api/v1/forms', post({ name: 'Desk', channelId: owner.channelId })),
    ask('/api/v1/portals', post({ name: 'Club', title: 'Club', channelId: owner.channelId, fields: ['phone'] })),
    ask('/api/docs'),
    ask(new URL(owner.intakeUrl).pathname),
    ask(new URL(owner.intakeUrl).pathname, { headers: { accept: 'application/json' } }),
    ask('/setup', {
      ...post({ business: 'Forged' }),
      headers: { ...json, authorization: 'Bearer test-setup-token', 'idempotency-key': crypto.randomUUID() },
    }),
  ]);
  for (const answer of answers) {
    expect(answer.ok).toBe(true);
    const text = await answer.text();
    expect(text).not.toContain('attacker.example');
    expect(text).toContain(PUBLIC);
  }
});

test('a mail that asks to confirm leads to the public address, whatever Host the visitor named', async () => {
  const owner = await newOwner();
  const sent: string[] = [];
  const MAIL = { send: async (mail: object) => sent.push(JSON.stringify(mail)) };
  const mailing = { ...env, MAIL_FROM: 'no-reply@kelet.test', MAIL };
  const wish = {
    name: 'Autumn',
    channelId: owner.channelId,
    title: 'Or Studio',
    doubleOptIn: true,
    consentText: 'Yes.',
  };
  const headers = { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' };
  const made = await ask('/api/v1/portals', { method: 'POST', headers, body: JSON.stringify(wish) }, mailing);
  const { url } = await made.json<{ url: string }>();
  expect(url).toContain(`${PUBLIC}/portal/`);
  const fields = { Consent: 'Yes.', Email: 'dana@example.com', FirstName: 'Dana', LastName: 'Levi' };
  const response = await ask(new URL(url).pathname, { method: 'POST', body: new URLSearchParams(fields) }, mailing);
  expect(response.status).toBe(200);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toContain(`${PUBLIC}/portal/`);
  expect(sent[0]).not.toContain('attacker.example');
});
