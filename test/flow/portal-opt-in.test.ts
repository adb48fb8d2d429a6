import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { confirmation, readConfirmation } from '../../src/ids/confirmation.ts';
import { newLeadId } from '../../src/ids/lead-id.ts';
import { withMail } from '../support/worker/mailbox.ts';
import { eventually } from '../support/worker/observe.ts';
import { call, type Json, newOwner, ORIGIN, type Owner, tablesOf } from '../support/worker/owner.ts';

const CONSENT = 'I agree.';

/** A portal that has people confirm by mail, in a deployment that can send it. */
async function newPortal(mail = withMail(), wish: Record<string, unknown> = {}) {
  const owner = await newOwner();
  const request = new Request(`${ORIGIN}/api/v1/portals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Autumn',
      channelId: owner.channelId,
      title: 'Or Studio',
      doubleOptIn: true,
      consentText: CONSENT,
      ...wish,
    }),
  });
  const response = await mail.fetch(request);
  if (response.status !== 201) throw new Error(await response.text());
  const portal = await response.json<Json>();
  const register = async (typed: Record<string, string>) => {
    const body = new URLSearchParams({ Consent: CONSENT, ...typed });
    const answer = await mail.fetch(new Request(portal.url, { method: 'POST', body }));
    return { status: answer.status, text: await answer.text() };
  };
  const press = async (link: string, method = 'POST') => {
    const answer = await mail.fetch(new Request(link, { method }));
    return { status: answer.status, text: await answer.text() };
  };
  return { owner, portal, mail, register, press };
}

const DANA = { FirstName: 'Dana', Email: 'Dana@Example.com' };

const status = (owner: Owner, wanted: string) =>
  eventually(async () => {
    const tables = await tablesOf(owner);
    return tables.leads.some((lead) => lead.status === wanted) && tables;
  });

describe('a registration that must be confirmed', () => {
  test('is kept and is no contact, until its person presses the button behind the link', async () => {
    const { owner, mail, register, press } = await newPortal();
    const answer = await register(DANA);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('We sent you an e-mail');
    expect(mail.sent).toMatchObject([
      { from: 'no-reply@kelet.test', to: 'dana@example.com', subject: 'Or Studio: Please confirm your registration' },
    ]);
    const waiting = await status(owner, 'quarantined');
    expect(waiting.contacts).toEqual([]);
    expect(waiting.leads).toMatchObject([
      { fields: { isUnconfirmed: true, consent: { text: CONSENT } }, warnings: [{ code: 'unconfirmed' }] },
    ]);

    // Mail programs open links by themselves; only the button counts.
    const page = await press(mail.link(), 'GET');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Yes, register me');
    await scheduler.wait(1200);
    expect((await tablesOf(owner)).contacts).toEqual([]);

    expect((await press(mail.link())).text).toContain('Your registration is complete');
    const done = await status(owner, 'created');
    expect(done.contacts).toMatchObject([{ firstName: 'Dana', createdBy: 'Website (Portal)' }]);
    expect(done.leads).toMatchObject([
      {
        wayIn: 'portal',
        attempt: 2,
        warnings: null,
        fields: { consent: { text: CONSENT }, confirmedAt: expect.any(String) },
      },
    ]);
    expect(done.leads[0]?.fields).not.toHaveProperty('isUnconfirmed');
  });

  test('is confirmed once, however often the button is pressed', async () => {
    const { owner, mail, register, press } = await newPortal();
    await register(DANA);
    await status(owner, 'quarantined');
    const answers = await Promise.all([press(mail.link()), press(mail.link())]);
    await status(owner, 'created');
    const late = await press(mail.link());
    expect(new Set([...answers, late].map(({ text }) => text)).size).toBe(1);
    await scheduler.wait(1500);
    const { leads, tasks, contacts } = await tablesOf(owner);
    expect([leads.length, tasks.length, contacts.length]).toEqual([1, 1, 1]);
  });

  test('that is still on its way is not lost by pressing at once', async () => {
    const { owner, mail, register, press } = await newPortal();
    await register(DANA);
    const early = await press(mail.link());
    if (early.status !== 200) {
      expect(early.status).toBe(503);
      expect(early.text).toContain('Try again');
    }
    await status(owner, 'quarantined');
    expect((await press(mail.link())).status).toBe(200);
    await status(owner, 'created');
  });

  test('gives the same answer whether or not the person is known', async () => {
    const { owner, mail, register, press } = await newPortal();
    const first = await register(DANA);
    await status(owner, 'quarantined');
    await press(mail.link());
    await status(owner, 'created');
    expect((await register({ ...DANA, LastName: 'Levi' })).text).toBe(first.text);
  });

  test.each<Record<string, string>>([{}, { Email: 'dana' }, { Email: '' }])(
    'needs a whole e-mail address: %j is asked for one, and nothing is kept',
    async (typed) => {
      const { owner, mail, register } = await newPortal();
      const answer = await register({ FirstName: 'Dana', MobilePhone: '052-1234567', ...typed });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('aria-invalid="true"');
      expect(mail.sent).toEqual([]);
      await scheduler.wait(1200);
      expect((await tablesOf(owner)).leads).toEqual([]);
    },
  );

  test.each([
    'dana@example.com, eve@example.com',
    'dana@example.com eve@example.com',
    'eve@example.com;dana@example.com',
    'dana@example.com\neve@example.com',
    'test@test.com',
  ])('needs exactly one address: %j is asked for it, gets no mail, and nothing is kept', async (Email) => {
    const { owner, mail, register } = await newPortal();
    const answer = await register({ FirstName: 'Dana', Email });
    expect(answer.status).toBe(422);
    expect(mail.sent).toEqual([]);
    await scheduler.wait(1200);
    expect((await tablesOf(owner)).leads).toEqual([]);
  });

  test('is not confirmed once it has another address than the mail was sent to', async () => {
    const { owner, mail, register, press } = await newPortal();
    await register(DANA);
    const id = (await status(owner, 'quarantined')).leads[0]?.id;
    await call(owner, 'POST', `/leads/${id}/replay`, { values: { Email: 'eve@example.com' } });
    await eventually(async () => (await tablesOf(owner)).leads.find(({ attempt }) => attempt === 2));
    expect((await press(mail.link())).status).toBe(410);
    await call(owner, 'POST', `/leads/${id}/replay`, { values: { Email: 'dana@example.com, eve@example.com' } });
    await eventually(async () => (await tablesOf(owner)).leads.find(({ attempt }) => attempt === 3));
    expect((await press(mail.link())).status).toBe(410);
    await scheduler.wait(1200);
    expect(await tablesOf(owner)).toMatchObject({ contacts: [], leads: [{ status: 'quarantined' }] });
  });

  test('can be let through by the business, which then sees that nobody confirmed it', async () => {
    const { owner, register } = await newPortal();
    await register(DANA);
    const { leads } = await status(owner, 'quarantined');
    const id = leads[0]?.id;
    await call(owner, 'POST', `/leads/${id}/replay`, {});
    const again = await eventually(async () => (await tablesOf(owner)).leads.find(({ attempt }) => attempt === 2));
    expect(again.status).toBe('quarantined');
    await call(owner, 'POST', `/leads/${id}/replay`, { release: true });
    expect((await status(owner, 'created')).leads).toMatchObject([{ fields: { isUnconfirmed: true } }]);
  });
});

describe('the mail', () => {
  test('goes to the address alone, says who asks, and holds nothing the visitor typed', async () => {
    const { mail, register } = await newPortal();
    await register({
      FirstName: 'Buy pills at https://spam.example',
      Remarks: 'https://spam.example',
      Email: '"Dana" <dana@example.com>, eve@example.com\r\nBcc: all@example.com',
    });
    expect(mail.sent).toHaveLength(1);
    const { to, subject, text } = mail.sent[0] ?? { to: '', subject: '', text: '' };
    expect(to).toBe('dana@example.com');
    expect(`${to}${subject}`).not.toMatch(/[\r\n]/);
    expect(text).not.toContain('spam');
    expect(text.match(/https?:/g)).toHaveLength(1);
  });

  test('is one for each registration, and its button confirms that one alone', async () => {
    const { owner, mail, register, press } = await newPortal();
    await register({ FirstName: 'Mallory', LastName: 'Doe', Email: 'dana@example.com' });
    await register({ FirstName: 'Dana', LastName: 'Levi', Email: 'dana@example.com' });
    expect(mail.sent.map(({ to }) => to)).toEqual(['dana@example.com', 'dana@example.com']);
    await eventually(async () => (await tablesOf(owner)).leads.length === 2);
    await press(mail.link());
    const { contacts, leads } = await status(owner, 'created');
    expect(contacts).toMatchObject([{ firstName: 'Dana', lastName: 'Levi' }]);
    expect(leads.map((lead) => [lead.fields?.details.firstName, lead.status])).toEqual([
      ['Mallory', 'quarantined'],
      ['Dana', 'created'],
    ]);
  });

  test('is sent once, however often the same page is sent', async () => {
    const { mail, register } = await newPortal();
    const page = { ...DANA, KeletPage: 'token of one page' };
    const answers = await Promise.all([1, 2, 3].map(() => register(page)));
    expect(answers.map(({ status: code }) => code)).toEqual([200, 200, 200]);
    expect(mail.sent).toHaveLength(1);
  });

  test('goes to one mailbox seldom, however it is written, and nobody is told', async () => {
    const { mail, register } = await newPortal();
    const written = ['noa.barak', 'noabarak', 'n.o.a.barak+1', 'noabarak+2', 'NoaBarak+3'].flatMap((local) => [
      `${local}@gmail.com`,
      `${local}@googlemail.com`,
    ]);
    const answers = [];
    for (const [n, Email] of written.entries()) answers.push(await register({ FirstName: `Noa ${n}`, Email }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(mail.sent).toHaveLength(3);
    await register({ FirstName: 'Dana', Email: 'dana@example.com' });
    expect(mail.sent).toHaveLength(4);
  });

  test('is not sent to more mailboxes than one visitor has, who is told that none went out', async () => {
    const { mail, portal } = await newPortal();
    const from = async (visitor: string, n: number) => {
      const body = new URLSearchParams({ Consent: CONSENT, FirstName: 'Dana', Email: `somebody${n}@example.com` });
      const headers = { 'cf-connecting-ip': visitor };
      const answer = await mail.fetch(new Request(portal.url, { method: 'POST', body, headers }));
      return answer.status;
    };
    const answers = await Promise.all(Array.from({ length: 35 }, (_, n) => from('192.0.2.77', n)));
    expect(answers.toSorted()).toEqual([...Array(30).fill(200), ...Array(5).fill(503)]);
    expect(mail.sent).toHaveLength(30);
    await from('192.0.2.78', 99);
    expect(mail.sent).toHaveLength(31);
  });

  test('is not sent when the portal has sent too many, which is said', async () => {
    const { mail, portal, register } = await newPortal();
    const own = env.IDEMPOTENCY_KEYS.getByName(portal.id);
    const limits = [{ most: 2000, period: 3_600_000 }];
    await Promise.all(Array.from({ length: 2000 }, () => own.countOne('portal', limits, Date.now())));
    const answer = await register(DANA);
    expect([answer.status, answer.text.includes('could not send the e-mail')]).toEqual([503, true]);
    expect(mail.sent).toEqual([]);
  });

  test('that does not go out to a full mailbox uses up nothing of the portal', async () => {
    const { mail, portal, register } = await newPortal();
    const own = env.IDEMPOTENCY_KEYS.getByName(portal.id);
    const limits = [{ most: 2000, period: 3_600_000 }];
    await Promise.all(Array.from({ length: 1996 }, () => own.countOne('portal', limits, Date.now())));
    for (let n = 0; n < 6; n++) await register({ FirstName: `Noa ${n}`, Email: 'noa@example.com' });
    expect(mail.sent).toHaveLength(3);
    expect((await register(DANA)).status).toBe(200);
    expect(mail.sent).toHaveLength(4);
  });

  test('is sent when the page is sent again after it failed', async () => {
    let fails = true;
    const { mail, register } = await newPortal(
      withMail(() => (fails ? Promise.reject(new Error('down')) : Promise.resolve())),
    );
    const page = { ...DANA, KeletPage: 'token of one page' };
    expect((await register(page)).status).toBe(503);
    fails = false;
    expect((await register(page)).status).toBe(200);
    expect(mail.sent).toHaveLength(1);
  });

  test('that could not be sent is said so, and the registration is kept', async () => {
    const { owner, register } = await newPortal(withMail(() => Promise.reject(new Error('down'))));
    const answer = await register(DANA);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('could not send the e-mail');
    await status(owner, 'quarantined');
  });

  test('cannot be asked for where none can be sent', async () => {
    const owner = await newOwner();
    const wish = { name: 'A', channelId: owner.channelId, title: 'A', doubleOptIn: true };
    expect((await call(owner, 'POST', '/portals', wish)).body).toMatchObject({ status: 409, code: 'mail_not_set_up' });
  });
});

describe('a confirmation', () => {
  test('that was made up, belongs to another portal or is out of date opens nothing', async () => {
    const { owner, portal, mail, register, press } = await newPortal();
    const other = await newPortal();
    await register(DANA);
    const { leads } = await status(owner, 'quarantined');
    const leadId = leads[0]?.id ?? '';
    const at = (url: string, text: string) => `${url}/confirm/${text}`;
    const text = mail.link().split('/').at(-1) ?? '';
    expect(await readConfirmation(env.KELET_SECRET, portal.id, text)).toMatchObject({ leadId });

    const forged = `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
    const elsewhere = await newLeadId(env.KELET_SECRET, 'zzzzzzzz', Date.now());
    const old = await confirmation(env.KELET_SECRET, portal.id, leadId, Date.now() - 1);
    const stranger = await confirmation(env.KELET_SECRET, portal.id, elsewhere, Date.now() + 1000);
    for (const [link, code] of [
      [at(portal.url, forged), 404],
      [at(portal.url, 'made-up'), 404],
      [at(portal.url, leadId), 404],
      [at(other.portal.url, text), 404],
      [at(portal.url, old), 410],
      [at(portal.url, stranger), 410],
    ] as const) {
      expect((await press(link)).status).toBe(code);
    }
    await scheduler.wait(1200);
    expect((await tablesOf(owner)).leads).toMatchObject([{ status: 'quarantined', attempt: 1 }]);
  });
});
