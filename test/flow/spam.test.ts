import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { linkKey } from '../../src/ids/link-key.ts';
import { pageToken } from '../../src/ids/page-token.ts';
import { withMail } from '../support/worker/mailbox.ts';
import { eventually } from '../support/worker/observe.ts';
import {
  call,
  get,
  type Json,
  newOwner,
  type Owner,
  sendLead,
  tablesOf,
  writtenLead,
} from '../support/worker/owner.ts';
import { fieldsOf, open, openFor, type Page, send } from '../support/worker/pages.ts';

/* What looks like spam is kept aside with its reason, its sender is answered like everybody, and nothing is deleted. */

const TRAP = 'website_confirm';
const DANA = { FirstName: 'Dana', Phone: '052-1234567' };

async function ownerWith(settings: Record<string, unknown>): Promise<Owner> {
  const owner = await newOwner();
  const { status, body } = await call(owner, 'PATCH', `/channels/${owner.channelId}`, settings);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return owner;
}

async function newPortal(wish: Record<string, unknown> = {}, minSeconds = 2) {
  const owner = await ownerWith({ minSeconds });
  const portal = { name: 'Autumn', channelId: owner.channelId, title: 'Or Studio', ...wish };
  const { body } = await call(owner, 'POST', '/portals', portal);
  return { owner, id: body.id as string, url: body.url as string };
}

const quarantined = async (owner: Owner): Promise<Json[]> => (await get(owner, '/leads?status=quarantined')).body.items;

const whenWritten = (owner: Owner, count: number) =>
  eventually(async () => {
    const tables = await tablesOf(owner);
    return tables.leads.length >= count && tables;
  });

/** An answer as its sender sees it, but for the id, which differs anyhow. */
async function answerTo(owner: Owner, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await exports.default.fetch(owner.intakeUrl, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  const text = `${JSON.stringify([...response.headers])} ${await response.text()}`;
  const [id = 'none'] = /[0-9a-z]{38}/.exec(text) ?? [];
  return { status: response.status, id, text: text.replaceAll(id, 'ID').replace(/"content-length","\d+"/, '') };
}

async function replay(owner: Owner, id: string, wish: Record<string, unknown> = {}): Promise<Json> {
  const before = (await get(owner, `/leads/${id}`)).body.attempt;
  expect((await call(owner, 'POST', `/leads/${id}/replay`, wish)).status).toBe(200);
  return eventually(async () => {
    const { body } = await get(owner, `/leads/${id}`);
    return body.attempt > before && body;
  });
}

describe('a form whose honeypot is filled in', () => {
  test('is kept aside with the reason, makes no contact, and holds everything that came', async () => {
    const owner = await ownerWith({ honeypot: TRAP });
    const lead = await sendLead(owner, { ...DANA, Website_Confirm: 'http://pills.example' });
    expect(lead).toMatchObject({ status: 'quarantined', contact: null, rejection: null });
    expect(lead.fields.unknown).toEqual({ Website_Confirm: 'http://pills.example' });
    expect(await quarantined(owner)).toMatchObject([{ id: lead.id, warnings: [{ code: 'spam_honeypot' }] }]);
    expect((await tablesOf(owner)).contacts).toEqual([]);
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['thank-you page', {}, {}],
    ['JSON', {}, { accept: 'application/json' }],
    ['redirect', { RedirectTo: 'https://shop.example.com/thanks' }, {}],
  ])('is answered with the same %s as every other', async (_, more, headers) => {
    const owner = await ownerWith({ honeypot: TRAP, redirectHosts: ['shop.example.com'] });
    const clean = await answerTo(owner, { ...DANA, ...more, [TRAP]: '' }, headers);
    const spam = await answerTo(owner, { ...DANA, ...more, [TRAP]: 'x' }, headers);
    expect([spam.status, spam.text]).toEqual([clean.status, clean.text]);
    expect(spam.text).not.toContain('spam');
    await writtenLead(owner, spam.id);
    await writtenLead(owner, clean.id);
    const states = [clean, spam].map(async ({ id }) => {
      const state = await (await exports.default.fetch(`https://kelet.test/leads/${id}`)).json<Json>();
      return [state.status, state.warnings];
    });
    const [state, spamState] = await Promise.all(states);
    // The truth, but not by what it was found out.
    expect([state, spamState?.[0]]).toEqual([['accepted', expect.any(Array)], 'quarantined']);
    expect(spamState?.[1]).toEqual(state?.[1]);
  });

  test('stays aside when it is read again, and becomes a contact when it is released', async () => {
    const owner = await ownerWith({ honeypot: TRAP });
    const { id } = await sendLead(owner, { ...DANA, [TRAP]: 'x' });
    expect(await replay(owner, id)).toMatchObject({ status: 'quarantined', warnings: [{ code: 'spam_honeypot' }] });
    expect(await replay(owner, id, { release: true })).toMatchObject({
      status: 'created',
      contact: { firstName: 'Dana' },
    });
    expect(await quarantined(owner)).toEqual([]);
  });

  test('goes through when it is read again without the honeypot', async () => {
    const owner = await ownerWith({ honeypot: TRAP });
    const { id } = await sendLead(owner, { ...DANA, [TRAP]: 'x' });
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { honeypot: null });
    expect(await replay(owner, id)).toMatchObject({ status: 'created', warnings: [] });
  });
});

describe('a honeypot', () => {
  test.each(['', '  '])('that comes as %j is no verdict and no field of the lead', async (value) => {
    const owner = await ownerWith({ honeypot: TRAP });
    const lead = await sendLead(owner, { ...DANA, [TRAP]: value });
    expect(lead).toMatchObject({ status: 'created', warnings: [] });
    expect(lead.fields.unknown).toEqual({});
  });

  test('concerns forms alone: in JSON, XML or an address the name is one like others', async () => {
    const owner = await ownerWith({ honeypot: TRAP });
    const fetched = [
      [owner.intakeUrl, { method: 'POST', body: JSON.stringify({ Phone: '03-7654321', [TRAP]: 'x' }) }],
      [owner.intakeUrl, { method: 'POST', body: `<lead><Phone>03-7654322</Phone><${TRAP}>x</${TRAP}></lead>` }],
      [`${owner.intakeUrl}?Phone=03-7654323&${TRAP}=x`, {}],
    ] as const;
    for (const [url, init] of fetched) await exports.default.fetch(url, init);
    const { leads } = await whenWritten(owner, 3);
    expect(leads.map(({ status }) => status)).toEqual(['created', 'created', 'created']);
    expect(leads.map(({ fields }) => fields?.unknown)).toEqual(Array(3).fill({ [TRAP]: 'x' }));
  });

  test('whose name became a field that people fill in catches nobody', async () => {
    const owner = await ownerWith({ honeypot: TRAP });
    const field = { scope: 'contact', key: 'website_confirm', label: 'Confirmed site', type: 'text' };
    expect((await call(owner, 'POST', '/fields', field)).status).toBe(201);
    expect(await sendLead(owner, { ...DANA, [TRAP]: 'x' })).toMatchObject({ status: 'created' });
  });

  test.each(['FirstName', 'first name', 'Website', '״', 'Budget'])('cannot be called %s', async (honeypot) => {
    const owner = await newOwner();
    await call(owner, 'POST', '/fields', { scope: 'contact', key: 'money', label: 'Budget', type: 'text' });
    const { status, body } = await call(owner, 'PATCH', `/channels/${owner.channelId}`, { honeypot });
    expect([status, body.field]).toEqual([422, 'honeypot']);
  });
});

/** Sends a portal's form after the seconds a person takes for that. */
const fill = async (url: string, page: Page, typed: Record<string, string>) =>
  send(url, { ...(await openFor(5, url, fieldsOf(page))), ...typed });

describe('a portal', () => {
  const registered = { FirstName: 'Dana', MobilePhone: '052-1234567' };

  test('has a field nobody sees; filled in, it is a verdict and the answer is the same', async () => {
    const { owner, url } = await newPortal();
    const page = await open(url);
    expect(page.text).toMatch(/<div class="apart" aria-hidden="true">.*<input[^>]*name="KeletWebsite"[^>]*>/);
    const clean = await fill(url, page, registered);
    const spam = await fill(url, page, { ...registered, FirstName: 'Bot', KeletWebsite: 'http://pills.example' });
    expect([spam.status, spam.text]).toEqual([clean.status, clean.text]);
    const { contacts } = await whenWritten(owner, 2);
    expect(contacts).toMatchObject([{ firstName: 'Dana' }]);
    expect(await quarantined(owner)).toMatchObject([{ wayIn: 'portal', warnings: [{ code: 'spam_honeypot' }] }]);
  });

  test('that comes back sooner than people read is kept aside, stays there, and can be released', async () => {
    const { owner, url } = await newPortal();
    const page = await open(url);
    const fast = await send(url, { ...fieldsOf(page), ...registered });
    expect(fast.text).toBe((await fill(url, page, { MobilePhone: '052-7654321' })).text);
    await eventually(async () => (await quarantined(owner)).length === 1);
    const [lead] = await quarantined(owner);
    expect(lead.warnings).toMatchObject([{ code: 'spam_too_fast' }]);
    expect(await replay(owner, lead.id)).toMatchObject({
      status: 'quarantined',
      warnings: [{ code: 'spam_too_fast' }],
    });
    expect(await replay(owner, lead.id, { release: true })).toMatchObject({ status: 'created' });
  });

  test('whose channel asks for no time takes what comes at once', async () => {
    const { owner, url } = await newPortal({}, 0);
    await send(url, { ...fieldsOf(await open(url)), ...registered });
    expect((await whenWritten(owner, 1)).leads).toMatchObject([{ status: 'created' }]);
  });

  test('believes its own tokens alone, and rejects nobody for another', async () => {
    const { owner, id, url } = await newPortal();
    const other = await newPortal();
    const now = await pageToken('test-secret', id, Date.now());
    const tokens = [
      '',
      'made-up',
      `${now.slice(0, -1)}${now.endsWith('0') ? '1' : '0'}`,
      await pageToken('test-secret', other.id, Date.now()),
      await pageToken('test-secret', id, Date.now() - 2_100),
      await pageToken('test-secret', id, Date.now() - 30 * 24 * 3_600_000),
      await linkKey('test-secret', 'portal', id),
    ];
    for (const [i, KeletPage] of tokens.entries()) {
      const answer = await send(url, { KeletPage, MobilePhone: `052-123456${i}` });
      expect(answer.status).toBe(200);
    }
    await send(url, { MobilePhone: '052-7654321' });
    expect((await whenWritten(owner, tokens.length + 1)).contacts).toHaveLength(tokens.length + 1);
    expect(await quarantined(owner)).toEqual([]);
  });

  test('that asked to correct something has been read already', async () => {
    const { owner, url } = await newPortal({ consentText: 'I agree.' });
    const fields = await openFor(5, url, fieldsOf(await open(url)));
    const again = await send(url, { ...fields, ...registered });
    expect(again.status).toBe(422);
    expect((await send(url, { ...fieldsOf(again), Consent: 'I agree.' })).status).toBe(200);
    expect((await whenWritten(owner, 1)).leads).toMatchObject([{ status: 'created' }]);
  });

  test('that has people confirm says that it sent a mail, and sends none to whom a program typed', async () => {
    const mail = withMail();
    const owner = await newOwner();
    const made = await mail.fetch(
      new Request('https://kelet.test/api/v1/portals', {
        method: 'POST',
        headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'A', channelId: owner.channelId, title: 'A', doubleOptIn: true }),
      }),
    );
    const { url } = await made.json<Json>();
    const register = async (typed: Record<string, string>) => {
      const answer = await mail.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(typed) }));
      return answer.text();
    };
    const spam = await register({ Email: 'victim@example.com', KeletWebsite: 'x' });
    expect(mail.sent).toEqual([]);
    expect(await register({ Email: 'dana@example.com' })).toBe(spam);
    expect(mail.sent).toMatchObject([{ to: 'dana@example.com' }]);
    await whenWritten(owner, 2);
    const states = (await quarantined(owner)).map(async ({ id }) =>
      (await exports.default.fetch(`https://kelet.test/leads/${id}`)).json<Json>(),
    );
    const [one, two] = (await Promise.all(states)).map(({ status, warnings }) => ({ status, warnings }));
    expect(one).toEqual(two);
  });
});

describe('a form that says how long it was open', () => {
  test.each<[number, string, string]>([
    [3, '0', 'quarantined'],
    [3, '2999', 'quarantined'],
    [3, '3000', 'created'],
    [3, '', 'created'],
    [3, 'soon', 'created'],
    [3, '-1', 'created'],
    [0, '0', 'created'],
  ])('with %i s asked for and %j ms said is %s', async (minSeconds, KeletOnPage, status) => {
    const owner = await ownerWith({ minSeconds });
    const lead = await sendLead(owner, { ...DANA, KeletOnPage });
    expect(lead).toMatchObject({ status, warnings: status === 'created' ? [] : [{ code: 'spam_too_fast' }] });
    expect(lead.fields.unknown).toEqual({});
  });

  test('and does not say it, where no script ran, is taken', async () => {
    const owner = await ownerWith({ minSeconds: 10 });
    expect(await sendLead(owner, DANA)).toMatchObject({ status: 'created' });
  });

  test('is the same lead when it is sent twice, a little later', async () => {
    const owner = await ownerWith({ minSeconds: 1 });
    const ids = new Set<string>();
    for (const KeletOnPage of ['4000', '4321']) ids.add((await sendLead(owner, { ...DANA, KeletOnPage })).id);
    expect(ids.size).toBe(1);
  });

  test('and was refused is given back without its time, so that the corrected one is not too fast', async () => {
    const owner = await ownerWith({ minSeconds: 5 });
    const answer = await answerTo(owner, { FirstName: 'Dana', KeletOnPage: '10', Shoe: '42' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Shoe');
    expect(answer.text).not.toContain('KeletOnPage');
  });
});
