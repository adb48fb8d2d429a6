import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { newBusiness } from '../support/worker/business.ts';
import { afterLeads, contentOf, writtenLead } from '../support/worker/observe.ts';
import { get, post, postForm } from '../support/worker/send.ts';

const DANA = 'FirstName=Dana&Phone=052-1234567';

describe('requests that must create nothing', () => {
  const query = '?FirstName=Dana&Phone=052-1234567';

  test('HEAD, prefetch, prerender, link previews and a bare GET', async () => {
    const business = await newBusiness();
    const silent = [
      await exports.default.fetch(business.intakeUrl + query, { method: 'HEAD' }),
      await get(business, query, { 'sec-purpose': 'prefetch' }),
      await get(business, query, { 'sec-purpose': 'prefetch;prerender' }),
      await get(business, query, { purpose: 'prefetch' }),
      await get(business, query, { 'x-moz': 'prefetch' }),
      await get(business, query, { 'user-agent': 'WhatsApp/2.23.20.0' }),
      await get(business, query, {
        'user-agent': 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
      }),
      await get(business, query, { 'user-agent': 'TelegramBot (like TwitterBot)' }),
      await get(business, query, {
        'user-agent': 'Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)',
      }),
      await get(business, query, { 'user-agent': 'Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)' }),
      await get(business, query, { 'user-agent': 'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)' }),
      await get(business, ''),
      await get(business, '?'),
    ];
    for (const response of silent) expect(response.status).toBeLessThan(500);
    const sent = await get(business, `${query}&Remarks=meant`, {
      accept: 'application/json',
      'user-agent': 'python-requests/2.32',
    });
    const { id } = (await sent.json()) as { id: string };
    await writtenLead(business, id);
    expect((await contentOf(business)).leads).toHaveLength(1);
  });

  test('a prefetch is not something the browser may show when the click comes', async () => {
    const business = await newBusiness();
    const response = await get(business, query, { 'sec-purpose': 'prefetch' });
    expect(response.status).toBe(425);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('addresses nobody issued', () => {
  test.each(['/in/made-up', '/in/0000000000000000000000000000', '/leads/made-up', '/no/such/page'])(
    '%s is 404',
    async (path) => {
      const response = await exports.default.fetch(`https://kelet.test${path}`, {
        method: 'POST',
        body: 'Phone=052-1234567',
      });
      expect([404, 405]).toContain(response.status);
      expect((await exports.default.fetch(`https://kelet.test${path}`)).status).toBe(404);
    },
  );

  test('another method is 405, and says which there are', async () => {
    const business = await newBusiness();
    const response = await exports.default.fetch(business.intakeUrl, { method: 'PUT', body: DANA });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toContain('POST');
  });

  test('a lead nobody has is a problem that says what to do', async () => {
    const response = await exports.default.fetch('https://kelet.test/leads/made-up');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 404, code: 'no_such_lead', detail: expect.any(String) });
  });

  test('a way in the channel has off is 403 and keeps nothing', async () => {
    const business = await newBusiness({ channel: { waysIn: ['xml'] } });
    const { response, answer } = await postForm(business, { Phone: '052-1234567' });
    expect([response.status, answer.code]).toEqual([403, 'format_not_allowed']);
  });
});

test('a trailing slash behind the key is forgiven', async () => {
  const business = await newBusiness();
  const slashed = { ...business, intakeUrl: `${business.intakeUrl}/` };
  const { answer } = await postForm(slashed, { Phone: '052-1234567' });
  expect((await writtenLead(business, answer.id)).status).toBe('created');
});

describe('the receipt', () => {
  test('tells the state of a lead and nothing about the person', async () => {
    const business = await newBusiness();
    const { answer } = await postForm(business, { FirstName: 'Dana', Phone: '000', Shoe: '42' });
    const state = async () =>
      (await (await exports.default.fetch(`https://kelet.test/leads/${answer.id}`)).json()) as Record<string, unknown>;
    expect(await state()).toMatchObject({ id: answer.id, receivedAt: expect.stringMatching(/^\d{4}-.*Z$/) });
    await writtenLead(business, answer.id);
    const written = await state();
    expect(Object.keys(written).sort()).toEqual(['id', 'receivedAt', 'status', 'warnings']);
    expect(written.status).toBe('accepted');
    expect(JSON.stringify(written)).not.toMatch(/Dana|000/);
  });
});

describe('the help page of a channel', () => {
  test('names its fields and those it requires, in its language, and creates nothing', async () => {
    const business = await newBusiness({ channel: { language: 'he', required: ['city'] } });
    const page = await (await get(business, '')).text();
    expect(page).toContain('<html lang="he" dir="rtl">');
    expect(page).toMatch(/<code>City<\/code><\/td><td>עיר<\/td><td>כן<\/td>/);
    expect((await contentOf(business)).leads).toEqual([]);
  });

  test('is JSON for who asks for it, with samples', async () => {
    const business = await newBusiness({ fields: [{ key: 'budget', label: 'Budget' }] });
    const help = (await (await get(business, '', { accept: 'application/json' })).json()) as {
      fields: { name: string }[];
      samples: Record<string, string>;
    };
    expect(help.fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['FirstName', 'Phone', 'Email', 'budget']),
    );
    expect(Object.keys(help.samples)).toEqual(['html', 'xml', 'url', 'curl', 'json']);
  });

  test('its XML, URL and JSON samples each make a contact when sent as they are', async () => {
    const business = await newBusiness({
      fields: [{ key: 'budget', label: 'Budget' }],
      channel: { required: ['city'] },
    });
    const help = (await (await get(business, '', { accept: 'application/json' })).json()) as {
      samples: Record<string, string>;
    };
    const { xml = '', url = '', json = '' } = help.samples;
    const answers = [
      await post(business, xml, { 'content-type': 'application/xml' }),
      await exports.default.fetch(url),
      await post(business, json, { 'content-type': 'application/json' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { leads, contacts } = await afterLeads(business, 3);
    expect(leads.map(({ status }) => status).sort()).toEqual(['created', 'updated', 'updated']);
    expect(contacts).toMatchObject([{ city: 'Haifa', custom: { budget: expect.anything() } }]);
  });
});
