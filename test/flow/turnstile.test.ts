import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { afterEach, describe, expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { readPageToken } from '../../src/ids/page-token.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { downD1 } from '../support/faults/down-d1.ts';
import { HeldQueue } from '../support/faults/held-queue.ts';
import { withoutWriter } from '../support/faults/other-writer.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { deliver, messagesOf } from '../support/worker/deliver.ts';
import { withMail } from '../support/worker/mailbox.ts';
import { contentOf, eventually } from '../support/worker/observe.ts';
import { call, get, type Json, newOwner, type Owner, sendLead, tablesOf } from '../support/worker/owner.ts';
import { fieldsOf, fill, open } from '../support/worker/pages.ts';
import { DUMMY, SECRETS, SITE_KEY, standInForTurnstile } from '../support/worker/siteverify.ts';

const TOKEN = 'cf-turnstile-response';
const DANA = { FirstName: 'Dana', Phone: '052-1234567' };

let turnstile = standInForTurnstile();
const restart = (instead?: Parameters<typeof standInForTurnstile>[0]) => {
  turnstile.stop();
  turnstile = standInForTurnstile(instead);
};
afterEach(() => restart());

const shop = (secret: string) => newBusiness({ channel: { turnstileSiteKey: SITE_KEY, turnstileSecret: secret } });

async function ownerWith(secret: string, more: Record<string, unknown> = {}): Promise<Owner> {
  const owner = await newOwner();
  const wish = { turnstileSiteKey: SITE_KEY, turnstileSecret: secret, ...more };
  const { status, body } = await call(owner, 'PATCH', `/channels/${owner.channelId}`, wish);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return owner;
}

const only = async (business: Business) => {
  const { leads, contacts } = await contentOf(business);
  return { status: leads[0]?.status, warnings: leads[0]?.warnings?.map(({ code }) => code) ?? [], leads, contacts };
};

const aged = (messages: LeadMessage[], seconds: number): LeadMessage[] =>
  messages.map((message) => ({
    ...message,
    order: { ...message.order, receivedAt: message.order.receivedAt - seconds * 1000 },
  }));

describe('a token of another site, or of another form,', () => {
  const answering = (answer: object) => restart(async () => Response.json({ success: true, ...answer }));

  test.each([
    ['made where the channel allows it', { hostname: 'Www.Example.com', action: 'contact' }, 'created'],
    ['made on another host', { hostname: 'elsewhere.example', action: 'contact' }, 'quarantined'],
    ['made for another action', { hostname: 'www.example.com', action: 'login' }, 'quarantined'],
    ['that tells neither', {}, 'quarantined'],
  ])('%s: the lead is as it should be', async (_, answer, status) => {
    answering(answer);
    const widget = { turnstileSiteKey: SITE_KEY, turnstileSecret: SECRETS.real };
    const business = await newBusiness({
      channel: { ...widget, turnstileHostnames: ['www.example.com'], turnstileAction: 'contact' },
    });
    await deliver(await messagesOf(business, [{ ...DANA, [TOKEN]: 'good' }]));
    expect((await only(business)).status).toBe(status);
  });
});

describe('a form on a channel with Turnstile', () => {
  test.each([
    ['passes', 'created', []],
    ['fails', 'quarantined', ['spam_turnstile_refused']],
    ['spent', 'quarantined', ['spam_turnstile_refused']],
  ] as const)('whose token, as Cloudflare’s test secret has it, %s is %s', async (secret, status, warnings) => {
    const business = await shop(SECRETS[secret]);
    const messages = await messagesOf(business, [{ ...DANA, [TOKEN]: DUMMY }]);
    expect(await deliver(messages)).toEqual({ acked: 1, again: 0 });
    const lead = await only(business);
    expect(lead).toMatchObject({ status, warnings });
    expect(lead.leads[0]?.fields?.unknown).toEqual({});
    expect(turnstile.asked).toMatchObject([{ secret: SECRETS[secret], response: DUMMY }]);
  });

  test.each<[string, Record<string, string>]>([
    ['without a token', {}],
    ['with an empty one', { [TOKEN]: '' }],
    ['with one no widget makes', { [TOKEN]: 'x'.repeat(2049) }],
  ])('%s is kept aside, and nobody is asked', async (_, sent) => {
    const owner = await ownerWith(SECRETS.passes);
    expect(await sendLead(owner, { ...DANA, ...sent })).toMatchObject({
      status: 'quarantined',
      warnings: [{ code: 'spam_turnstile_missing' }],
    });
    expect(turnstile.asked).toEqual([]);
  });

  test('is answered the same whatever its token, by an edge that asks nobody', async () => {
    const business = await shop(SECRETS.real);
    const answers = [];
    for (const token of ['good', 'bad', '']) {
      const request = new Request(business.intakeUrl, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams({ ...DANA, FirstName: `Dana ${token}`, [TOKEN]: token }),
      });
      const response = await app.fetch(request, new HeldQueue().env, createExecutionContext());
      const { id, url, ...answer } = await response.json<Json>();
      expect(url).toBe(`/leads/${id}`);
      answers.push([response.status, answer]);
    }
    expect(answers).toEqual(Array(3).fill([200, { status: 'queued', warnings: [] }]));
    expect(turnstile.asked).toEqual([]);
  });

  test('counts no character of its token, and is one lead when sent twice with two of them', async () => {
    const business = await shop(SECRETS.passes);
    const forms = ['a', 'b'].map((letter) => ({ ...DANA, [TOKEN]: letter.repeat(2000) }));
    const messages = await messagesOf(business, forms);
    expect(messages).toHaveLength(1);
    await deliver(messages);
    expect(await only(business)).toMatchObject({ status: 'created' });
  });

  test('that was refused for what it lacks keeps its token for the corrected one', async () => {
    const owner = await ownerWith(SECRETS.real);
    const body = new URLSearchParams({ FirstName: 'Dana', [TOKEN]: 'good' });
    const refused = await exports.default.fetch(owner.intakeUrl, { method: 'POST', body });
    expect(refused.status).toBe(422);
    const page = { status: 422, text: await refused.text(), headers: refused.headers };
    expect(fieldsOf(page)[TOKEN]).toBe('good');
    expect(await sendLead(owner, { ...fieldsOf(page), Phone: '052-1234567' })).toMatchObject({ status: 'created' });
    expect(turnstile.asked).toHaveLength(1);
  });
});

describe('asking', () => {
  test('is done again with the same key for the same message, so that its answer stays', async () => {
    const business = await shop(SECRETS.real);
    const messages = await messagesOf(business, [{ ...DANA, [TOKEN]: 'good-1' }]);
    expect(await deliver(messages, withoutWriter())).toEqual({ acked: 0, again: 1 });
    expect(await deliver(messages, env, 'kelet-leads', 2)).toEqual({ acked: 1, again: 0 });
    const before = await contentOf(business);
    expect(before.leads).toMatchObject([{ status: 'created' }]);
    await deliver(messages);
    expect(await contentOf(business)).toEqual(before);
    const [first, second] = turnstile.asked;
    expect(first?.idempotency_key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(second).toEqual(first);
  });

  test('with another lead’s token is refused: a token is good for one', async () => {
    const business = await shop(SECRETS.real);
    const forms = ['03-7654321', '03-7654322'].map((Phone) => ({ Phone, [TOKEN]: 'good-2' }));
    await deliver((await messagesOf(business, forms)).slice(0, 1));
    await deliver((await messagesOf(business, [{ Phone: '03-7654323', [TOKEN]: 'good-2' }])).slice(-1));
    const { leads } = await contentOf(business);
    expect(leads.map(({ status }) => status)).toEqual(['created', 'quarantined']);
  });

  const down: [string, Parameters<typeof standInForTurnstile>[0]][] = [
    ['cannot be reached', () => Promise.reject(new Error('Network connection lost.'))],
    ['answers with a page', async () => new Response('<h1>502</h1>', { status: 502 })],
    [
      'answers with an internal error',
      async () => Response.json({ success: false, 'error-codes': ['internal-error'] }),
    ],
    ['answers with something else', async () => Response.json(null)],
  ];
  test.each(down)('of one that %s is repeated, and then the lead goes without, with a warning', async (_, instead) => {
    restart(instead);
    const business = await shop(SECRETS.real);
    const messages = await messagesOf(business, [{ ...DANA, [TOKEN]: 'good' }]);
    for (const attempt of [1, 2, 3]) {
      expect(await deliver(messages, env, 'kelet-leads', attempt)).toEqual({ acked: 0, again: 1 });
      expect((await contentOf(business)).leads).toEqual([]);
    }
    expect(await deliver(messages, env, 'kelet-leads', 4)).toEqual({ acked: 1, again: 0 });
    expect(await only(business)).toMatchObject({ status: 'created', warnings: ['turnstile_not_checked'] });
  });

  test('of one that does not answer is given up after seconds, and holds up no other lead for longer', async () => {
    restart(
      (signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const [silent, other] = [await shop(SECRETS.real), await newBusiness()];
    const forms = Array.from({ length: 5 }, (_, i) => ({ Phone: `03-765432${i}`, [TOKEN]: 'good' }));
    const messages = [...(await messagesOf(silent, forms)), ...(await messagesOf(other, [DANA]))];
    const began = Date.now();
    expect(await deliver(messages)).toEqual({ acked: 1, again: 5 });
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(await only(other)).toMatchObject({ status: 'created' });
  });

  test('so late that the token ran out on our way is not held against its visitor', async () => {
    const business = await shop(SECRETS.spent);
    await deliver(aged(await messagesOf(business, [{ ...DANA, [TOKEN]: DUMMY }]), 90));
    expect(await only(business)).toMatchObject({ status: 'created', warnings: ['turnstile_not_checked'] });
  });

  test('with a wrong secret checks nobody, and every lead says so', async () => {
    const business = await shop('a secret that was copied badly');
    await deliver(await messagesOf(business, [{ ...DANA, [TOKEN]: DUMMY }]));
    expect(await only(business)).toMatchObject({ status: 'created', warnings: ['turnstile_secret_wrong'] });
  });

  test('is left out when the deliveries are spent', async () => {
    const business = await shop(SECRETS.fails);
    const messages = await messagesOf(business, [{ ...DANA, [TOKEN]: DUMMY }]);
    await deliver(messages, env, 'kelet-dead-leads');
    expect(await only(business)).toMatchObject({ status: 'created', warnings: ['turnstile_not_checked'] });
    expect(turnstile.asked).toEqual([]);
  });

  test('reads nothing from D1 where the edge knew the channel', async () => {
    const business = await shop(SECRETS.passes);
    const messages = await messagesOf(business, [{ ...DANA, [TOKEN]: DUMMY }]);
    expect(await deliver(messages, { ...env, CONTROL: downD1() })).toEqual({ acked: 1, again: 0 });
  });
});

describe('nobody is asked about', () => {
  test('leads of a channel without Turnstile, which lose the token all the same', async () => {
    const business = await newBusiness();
    const messages = await messagesOf(business, [{ ...DANA, [TOKEN]: DUMMY }]);
    expect(messages[0]).not.toHaveProperty('turnstile');
    await deliver(messages);
    const { leads } = await only(business);
    expect([leads[0]?.status, leads[0]?.fields?.unknown]).toEqual(['created', {}]);
    expect(turnstile.asked).toEqual([]);
  });

  test('JSON, XML and addresses, which programs send, and what comes with an API key', async () => {
    const owner = await ownerWith(SECRETS.fails);
    const sent = await call(owner, 'POST', '/leads?wait=1', { Phone: '03-7654321' });
    expect(sent.body).toMatchObject({ status: 'created' });
    const posts = [
      [owner.intakeUrl, { method: 'POST', body: JSON.stringify({ Phone: '03-7654322', [TOKEN]: DUMMY }) }],
      [owner.intakeUrl, { method: 'POST', body: '<lead><Phone>03-7654323</Phone></lead>' }],
      [`${owner.intakeUrl}?Phone=03-7654324&${TOKEN}=${DUMMY}`, {}],
    ] as const;
    for (const [url, init] of posts) await exports.default.fetch(url, init);
    await eventually(async () => (await tablesOf(owner)).leads.length === 4);
    const { leads } = await tablesOf(owner);
    expect(leads.map(({ status, fields }) => [status, fields?.unknown])).toEqual(Array(4).fill(['created', {}]));
    expect(turnstile.asked).toEqual([]);
  });

  test('a lead that is read again or released: its token is spent, its verdict stands until somebody lets it go', async () => {
    const owner = await ownerWith(SECRETS.fails);
    const { id } = await sendLead(owner, { ...DANA, [TOKEN]: DUMMY });
    const replayed = async (wish: object) => {
      const { attempt } = (await get(owner, `/leads/${id}`)).body;
      await call(owner, 'POST', `/leads/${id}/replay`, wish);
      return eventually(async () => {
        const { body } = await get(owner, `/leads/${id}`);
        return body.attempt > attempt && body;
      });
    };
    const warnings = [{ code: 'spam_turnstile_refused' }];
    expect(await replayed({})).toMatchObject({ status: 'quarantined', warnings });
    expect(await replayed({ release: true })).toMatchObject({ status: 'created', contact: { firstName: 'Dana' } });
    expect(turnstile.asked).toHaveLength(1);
  });

  test('a lead that is read again after the channel gave Turnstile up, which then goes through', async () => {
    const owner = await ownerWith(SECRETS.fails);
    const { id } = await sendLead(owner, { ...DANA, [TOKEN]: DUMMY });
    const off = { turnstileSiteKey: null, turnstileSecret: null };
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, off);
    await call(owner, 'POST', `/leads/${id}/replay`, {});
    await eventually(async () => (await get(owner, `/leads/${id}`)).body.status === 'created');
  });

  test('a lead from before, when a rejected one is repaired and read again', async () => {
    const owner = await newOwner();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['city'] });
    const { id } = await sendLead(owner, DANA);
    const wish = { required: [], turnstileSiteKey: SITE_KEY, turnstileSecret: SECRETS.fails };
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, wish);
    await call(owner, 'POST', `/leads/${id}/replay`, {});
    await eventually(async () => (await get(owner, `/leads/${id}`)).body.status === 'created');
    expect(turnstile.asked).toEqual([]);
  });

  test('a dry run, which says so', async () => {
    const owner = await ownerWith(SECRETS.fails);
    const dry = async (fields: Record<string, string>) => {
      const response = await exports.default.fetch(`${owner.intakeUrl}?dry_run=1`, {
        method: 'POST',
        headers: { authorization: `Bearer ${owner.apiKey}` },
        body: new URLSearchParams(fields),
      });
      return (await response.json<Json>()).leads[0];
    };
    const withToken = await dry({ ...DANA, [TOKEN]: DUMMY });
    expect(withToken).toMatchObject({ status: 'created', warnings: [{ code: 'turnstile_not_checked' }] });
    expect(withToken.warnings[0].message).toContain('dry run');
    expect(await dry(DANA)).toMatchObject({ status: 'quarantined', warnings: [{ code: 'spam_turnstile_missing' }] });
    expect(turnstile.asked).toEqual([]);
  });
});

describe('a channel the edge had not heard of', () => {
  const unheard = (secret?: string) =>
    newBusiness({
      publish: false,
      ...(secret ? { channel: { turnstileSiteKey: SITE_KEY, turnstileSecret: secret } } : {}),
    });

  test.each([
    ['fails', DUMMY, 'quarantined', ['spam_turnstile_refused']],
    ['passes', DUMMY, 'created', []],
    ['passes', '', 'quarantined', ['spam_turnstile_missing']],
  ] as const)('has its visitors checked by the consumer: %s, %j', async (secret, token, status, warnings) => {
    const business = await unheard(SECRETS[secret]);
    await deliver(await messagesOf(business, [{ ...DANA, [TOKEN]: token }]));
    expect(await only(business)).toMatchObject({ status, warnings });
  });

  test('and that has no Turnstile asks nobody', async () => {
    const business = await unheard();
    await deliver(await messagesOf(business, [{ ...DANA, [TOKEN]: DUMMY }]));
    expect(await only(business)).toMatchObject({ status: 'created', warnings: [] });
    expect(turnstile.asked).toEqual([]);
  });
});

describe('a portal', () => {
  test('of a channel with Turnstile shows the widget, and its policy lets in that one origin', async () => {
    const owner = await ownerWith(SECRETS.passes, { language: 'he' });
    const { body } = await call(owner, 'POST', '/portals', { name: 'A', channelId: owner.channelId, title: 'A' });
    const page = await open(body.url);
    expect(page.text).toContain(`<div class="field cf-turnstile" data-sitekey="${SITE_KEY}"`);
    expect(page.text).toContain(
      '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async="" defer="">',
    );
    const policy = page.headers.get('content-security-policy')?.split('; ') ?? [];
    expect(policy.filter((line) => line.includes('cloudflare'))).toEqual([
      'script-src https://challenges.cloudflare.com',
      'frame-src https://challenges.cloudflare.com',
    ]);
    expect(policy.join()).not.toMatch(/unsafe|\*/);
    expect(page.text).not.toContain(SECRETS.passes);

    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { turnstileSiteKey: null, turnstileSecret: null });
    const plain = await open(body.url);
    expect(`${plain.text}${plain.headers.get('content-security-policy')}`).not.toMatch(/cloudflare|script/i);
  });

  test.each([
    ['fails', { [TOKEN]: DUMMY }, 'quarantined'],
    ['passes', { [TOKEN]: DUMMY }, 'created'],
    ['passes', {}, 'quarantined'],
  ] as [keyof typeof SECRETS, Record<string, string>, string][])(
    'with the secret that %s and %j makes a lead that is %s',
    async (secret, sent, status) => {
      const owner = await ownerWith(SECRETS[secret]);
      const { body } = await call(owner, 'POST', '/portals', { name: 'A', channelId: owner.channelId, title: 'A' });
      const answer = await fill(body.url, await open(body.url), { MobilePhone: '052-1234567', ...sent });
      expect(answer.text).toContain('Thank you, we got it');
      await eventually(async () => (await tablesOf(owner)).leads.length === 1);
      expect((await tablesOf(owner)).leads).toMatchObject([{ status, fields: { unknown: {} } }]);
    },
  );

  test('that has people confirm lets in who was refused and then read the mail', async () => {
    const mail = withMail();
    const owner = await ownerWith(SECRETS.fails);
    const made = await mail.fetch(
      new Request('https://kelet.test/api/v1/portals', {
        method: 'POST',
        headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'A', channelId: owner.channelId, title: 'A', doubleOptIn: true }),
      }),
    );
    const { id, url } = await made.json<Json>();
    const body = new URLSearchParams({ Email: 'dana@example.com', [TOKEN]: DUMMY });
    await mail.fetch(new Request(url, { method: 'POST', body }));
    await eventually(async () => (await tablesOf(owner)).leads[0]?.status === 'quarantined');
    const [lead] = (await tablesOf(owner)).leads;
    expect(lead?.warnings).toMatchObject([{ code: 'unconfirmed' }, { code: 'spam_turnstile_refused' }]);
    expect(await readPageToken('test-secret', id, '')).toBeUndefined();
    await mail.fetch(new Request(mail.link(), { method: 'POST' }));
    await eventually(async () => (await tablesOf(owner)).leads[0]?.status === 'created');
  });
});
