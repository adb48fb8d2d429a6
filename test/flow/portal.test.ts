import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { newChannelId } from '../../src/ids/channel-key.ts';
import { linkKey } from '../../src/ids/link-key.ts';
import { withoutD1 } from '../support/faults/down-d1.ts';
import { withNothingDurable } from '../support/faults/fallback-store.ts';
import { eventually } from '../support/worker/observe.ts';
import { call, type Json, newOwner, type Owner, tablesOf } from '../support/worker/owner.ts';
import { fieldsOf, fill, forgedKeyOf, HOSTILE, open, send } from '../support/worker/pages.ts';

const CONSENT = 'I agree that Or Studio\nkeeps my "details".';

async function newPortal(wish: Record<string, unknown> = {}, business: Record<string, unknown> = {}) {
  const owner = await newOwner(business);
  const portal = { name: 'Autumn', channelId: owner.channelId, title: 'Or Studio', ...wish };
  const { status, body } = await call(owner, 'POST', '/portals', portal);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { owner, id: body.id as string, url: body.url as string };
}

const register = async (url: string, typed: Record<string, string>) => fill(url, await open(url), typed);

const written = async (owner: Owner, leads: number) =>
  eventually(async () => {
    const tables = await tablesOf(owner);
    return tables.leads.length >= leads && tables;
  });

describe('a visitor', () => {
  test('sees the business: its name, words, colours and fields, in its language', async () => {
    const { url } = await newPortal(
      {
        title: 'סטודיו אור',
        intro: 'פגישה\nראשונה',
        accent: '#8A3B12',
        fields: ['Email'],
      },
      { language: 'he' },
    );
    const page = await open(url);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="he" dir="rtl">');
    expect(page.text).toContain('<h1 dir="auto">סטודיו אור</h1>');
    expect(page.text).toContain('פגישה\nראשונה');
    expect(page.text).toContain('--go:#8a3b12');
    expect(Object.keys(fieldsOf(page)).sort()).toEqual(['Email', 'KeletPage', 'KeletWebsite']);
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('who registers becomes a contact by the queue, with the consent as it was shown and when', async () => {
    const { owner, url } = await newPortal({ consentText: CONSENT });
    const before = Date.now();
    const answer = await register(url, {
      FirstName: 'Dana',
      MobilePhone: '052-1234567',
      Consent: CONSENT.replace('\n', '\r\n'),
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Thank you, we got it');
    const { contacts, leads, tasks } = await written(owner, 1);
    expect(contacts).toMatchObject([
      { firstName: 'Dana', createdBy: 'Website (Portal)', websiteLastToken: 'Hot Lead' },
    ]);
    expect(leads).toMatchObject([
      { wayIn: 'portal', sender: 'portal', fields: { consent: { text: CONSENT }, unknown: {} } },
    ]);
    expect(Date.parse(leads[0]?.fields?.consent?.at ?? '')).toBeGreaterThanOrEqual(before);
    expect(tasks).toHaveLength(1);
  });

  test.each<Record<string, string>>([{}, { Consent: 'I agree to another text' }])(
    'who has not agreed to this very text (%j) is asked to, and nothing is kept',
    async (typed) => {
      const { owner, url } = await newPortal({ consentText: CONSENT });
      const answer = await register(url, { FirstName: 'Dana', MobilePhone: '052-1234567', ...typed });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Please agree first');
      expect(fieldsOf(answer)).toMatchObject({ FirstName: 'Dana', MobilePhone: '052-1234567' });
      expect(fieldsOf(answer)).not.toHaveProperty('Consent');
      await scheduler.wait(1500);
      expect((await tablesOf(owner)).leads).toEqual([]);
    },
  );

  test('who leaves no way to be contacted is told, keeps what was typed, and is kept as rejected', async () => {
    const { owner, url } = await newPortal({ consentText: CONSENT });
    const answer = await register(url, { FirstName: 'Dana', Consent: CONSENT });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('phone number or an e-mail address');
    expect(fieldsOf(answer)).toMatchObject({ FirstName: 'Dana', Consent: CONSENT });
    expect((await written(owner, 1)).leads).toMatchObject([{ status: 'rejected', wayIn: 'portal' }]);
  });

  test('who sends the page twice is one lead', async () => {
    const { owner, url } = await newPortal();
    const fields = { ...fieldsOf(await open(url)), FirstName: 'Dana', MobilePhone: '052-1234567' };
    await Promise.all([send(url, fields), send(url, fields)]);
    await send(url, fields);
    await written(owner, 1);
    await scheduler.wait(1500);
    const { leads, tasks } = await tablesOf(owner);
    expect([leads.length, tasks.length]).toEqual([1, 1]);
  });
});

describe('whether somebody was known', () => {
  test('is the same answer, byte for byte, and the same public state of the lead', async () => {
    const { owner, url } = await newPortal({ consentText: CONSENT });
    const typed = { FirstName: 'Dana', MobilePhone: '052-1234567', Email: 'dana@example.com', Consent: CONSENT };
    const unknown = await register(url, typed);
    await written(owner, 1);
    const known = await register(url, { ...typed, City: 'Haifa', Remarks: 'Once more' });
    expect(known.text).toBe(unknown.text);
    expect([...known.headers]).toEqual([...unknown.headers]);
    expect(known.status).toBe(unknown.status);

    const { leads, contacts, tasks } = await written(owner, 2);
    expect(leads.map(({ status }) => status).sort()).toEqual(['created', 'updated']);
    expect(contacts).toHaveLength(1);
    expect(tasks).toHaveLength(2);
    const states = leads.map(async ({ id }) =>
      (await exports.default.fetch(`https://kelet.test/leads/${id}`)).json<Json>(),
    );
    expect((await Promise.all(states)).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  });

  test.each<Record<string, string>>([
    { MobilePhone: '+972 52 123 4567' },
    { Email: 'DANA@example.com' },
    { IdNumber: '203745823', Email: 'other@example.com' },
  ])('is found out by %j, and never a second contact made', async (typed) => {
    const { owner, url } = await newPortal({
      fields: ['firstName', 'lastName', 'mobile', 'email', 'idNumber', 'city'],
    });
    await register(url, {
      FirstName: 'Dana',
      MobilePhone: '052-1234567',
      Email: 'dana@example.com',
      IdNumber: '203745823',
    });
    await written(owner, 1);
    await register(url, { ...typed, City: 'Haifa' });
    expect((await written(owner, 2)).contacts).toMatchObject([{ firstName: 'Dana', city: 'Haifa' }]);
  });
});

describe('the marketer in the link', () => {
  test.each(['ref', 'Aff_Num', 'aff'])('?%s= is kept word for word, also when the page comes back', async (name) => {
    const { owner, url } = await newPortal({ consentText: CONSENT });
    const reference = '[Sup-17] ב"ב & בנו';
    const page = await open(`${url}?${name}=${encodeURIComponent(reference)}`);
    expect(fieldsOf(page).Aff_Num).toBe(reference);
    const again = await fill(url, page, { MobilePhone: '052-1234567' });
    expect(again.status).toBe(422);
    await fill(url, again, { Consent: CONSENT });
    const { leads, contacts } = await written(owner, 1);
    expect(leads[0]?.fields?.marketer).toBe(reference);
    expect(contacts).toHaveLength(1);
  });

  test('may also stand in the address the form is sent to', async () => {
    const { owner, url } = await newPortal();
    await send(`${url}?ref=Sup-17`, { MobilePhone: '052-1234567' });
    expect((await written(owner, 1)).leads[0]?.fields?.marketer).toBe('Sup-17');
  });
});

describe('the address', () => {
  test('is closed at once for whoever closed it', async () => {
    const { owner, id, url } = await newPortal();
    expect((await call(owner, 'DELETE', `/portals/${id}`)).status).toBe(204);
    expect((await open(url)).status).toBe(404);
    expect((await send(url, { MobilePhone: '052-1234567' })).status).toBe(404);
    expect((await call(owner, 'GET', `/portals/${id}`)).status).toBe(404);
  });

  test('nobody issued is 404, and so is one for another purpose', async () => {
    const { owner, id, url } = await newPortal();
    const formKey = await linkKey(env.KELET_SECRET, 'form', id);
    const nowhere = await linkKey(env.KELET_SECRET, 'portal', newChannelId(owner.databaseId));
    for (const key of ['made-up', forgedKeyOf(url), formKey, owner.channelKey, nowhere]) {
      const page = await open(`https://kelet.test/portal/${key}`, { 'accept-language': 'he-IL,he;q=0.9' });
      expect(page.status).toBe(404);
      expect(page.text).toContain('dir="rtl"');
    }
  });

  test('takes no other method, and reading it creates nothing', async () => {
    const { owner, url } = await newPortal();
    const put = new Request(url, { method: 'PUT', body: 'MobilePhone=1' });
    expect((await app.fetch(put, env, createExecutionContext())).status).toBe(405);
    expect((await open(`${url}?MobilePhone=052-1234567`)).status).toBe(200);
    await scheduler.wait(1200);
    expect((await tablesOf(owner)).leads).toEqual([]);
  });

  test('goes on working while D1 is down', async () => {
    const { owner, url } = await newPortal();
    const request = new Request(url, { method: 'POST', body: new URLSearchParams({ MobilePhone: '052-1234567' }) });
    const response = await app.fetch(request, withoutD1(), createExecutionContext());
    expect(response.status).toBe(200);
    expect((await written(owner, 1)).contacts).toHaveLength(1);
  });

  test('says 503 when nothing takes the lead', async () => {
    const { url } = await newPortal();
    const request = new Request(url, { method: 'POST', body: new URLSearchParams({ MobilePhone: '052-1234567' }) });
    const response = await app.fetch(request, withNothingDurable(), createExecutionContext());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
  });
});

test('nothing that is typed, sent or set up becomes markup or a header', async () => {
  const { owner, url } = await newPortal({
    title: HOSTILE.replace('\r\n', ' ').slice(0, 80),
    intro: HOSTILE,
    consentText: HOSTILE.replace('\r\n', '\n'),
    fields: ['firstName', 'email', 'notes'],
  });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['city'] });
  const pages = [
    await open(`${url}?ref=${encodeURIComponent(HOSTILE)}`),
    await register(url, { FirstName: HOSTILE, Email: HOSTILE, Remarks: HOSTILE, Aff_Num: HOSTILE, [HOSTILE]: HOSTILE }),
    await register(url, { FirstName: HOSTILE, Email: 'dana@example.com', Consent: HOSTILE.replace('\r\n', '\n') }),
    await register(url, { FirstName: HOSTILE, Email: 'dana@example.com', City: HOSTILE, Consent: HOSTILE }),
  ];
  for (const { text, headers } of pages) {
    expect(text).not.toMatch(/<script|<img/);
    expect(headers.get('set-cookie')).toBeNull();
  }
  expect(pages.map(({ status }) => status)).toEqual([200, 422, 422, 200]);
});

describe('what the page did not ask for', () => {
  test('is not read: a stranger replaces nothing of a customer, opens no other task and leads nowhere', async () => {
    const { owner, url } = await newPortal({ fields: ['firstName', 'mobile'] });
    const { body: repair } = await call(owner, 'POST', '/processes', { name: 'Repair', stages: ['Book'] });
    await call(owner, 'POST', '/contacts', { firstName: 'Dana', mobile: '052-1234567', email: 'dana@example.com' });
    const answer = await register(url, {
      FirstName: 'Noam',
      MobilePhone: '052-1234567',
      Email: 'noam@example.com',
      IdNumber: '500107420',
      Remarks: 'Mine now',
      UpdateExistingDetails: '1',
      ProcessDefinitionStepID: repair.stages[0].id,
      RedirectTo: 'https://example.com/',
    });
    expect(answer.status).toBe(200);
    const tables = await eventually(async () => {
      const found = await tablesOf(owner);
      return found.leads.some(({ wayIn, status }) => wayIn === 'portal' && status !== 'queued') && found;
    });
    expect(tables.contacts).toMatchObject([{ firstName: 'Dana', email: 'dana@example.com', idNumber: null }]);
    expect(tables.tasks.map(({ stageId }) => stageId)).not.toContain(repair.stages[0].id);
    const lead = tables.leads.find(({ wayIn }) => wayIn === 'portal');
    expect(lead?.warnings).toMatchObject([{ code: 'not_on_the_page' }]);
    expect(lead?.fields).toMatchObject({ details: { firstName: 'Noam' }, unknown: {} });
    expect(Object.keys(lead?.fields?.details ?? {}).sort()).toEqual(['firstName', 'mobile']);
  });
});
