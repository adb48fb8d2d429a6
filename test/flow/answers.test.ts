import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { publishChannels } from '../../src/channels/publish.ts';
import { type Business, newBusiness } from '../worker/business.ts';
import { afterLeads, contentOf, writtenLead } from '../worker/observe.ts';
import { get, post, postForm } from '../worker/send.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const DANA = 'FirstName=Dana&Phone=052-1234567';

describe('a browser form', () => {
  test('without a redirect gets a thank-you page in the channel’s language, right to left in Hebrew', async () => {
    const business = await newBusiness({ channel: { language: 'he' } });
    const response = await post(business, DANA, FORM);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).toContain('<html lang="he" dir="rtl">');
    expect(page).toContain('תודה');
  });

  test('with a redirect to a listed host is sent there with the lead’s id alone', async () => {
    const business = await newBusiness({ channel: { redirectHosts: ['shop.example.com'] } });
    const target = encodeURIComponent('https://shop.example.com/thanks?from=form');
    const response = await post(business, `${DANA}&RedirectTo=${target}`, FORM);
    expect(response.status).toBe(303);
    const { leads } = await afterLeads(business, 1);
    expect(response.headers.get('location')).toBe(`https://shop.example.com/thanks?from=form&lead=${leads[0]?.id}`);
  });

  test.each([
    '//evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https://shop.example.com@evil.example/',
    'https://evil.example/?shop.example.com',
    'https://shop.example.com.evil.example/',
    'https://evil.example\\.shop.example.com/',
    'https://evil.example#.shop.example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    '\thttps://evil.example',
    'https://shop.example.com/\r\nSet-Cookie: x=1',
    'https://user:pass@shop.example.com/',
    '/relative',
  ])('asking to be sent to %j is thanked here instead, with a warning on the lead', async (target) => {
    const business = await newBusiness({ channel: { redirectHosts: ['shop.example.com'] } });
    const response = await post(business, `${DANA}&RedirectTo=${encodeURIComponent(target)}`, FORM);
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBeNull();
    const { leads } = await afterLeads(business, 1);
    expect(leads[0]).toMatchObject({ status: 'created', warnings: [{ code: 'redirect_not_allowed' }] });
  });

  test('that lacks something gets a page that says so and keeps what was typed, and the lead is kept as rejected', async () => {
    const business = await newBusiness();
    const response = await post(business, 'FirstName=Dana&Remarks=%22%3E%3Cscript%3Ealert(1)%3C/script%3E', FORM);
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain('value="Dana"');
    expect(page).toContain('no phone and no e-mail');
    expect(page).not.toContain('<script>');
    const { leads, contacts } = await afterLeads(business, 1);
    expect(leads).toMatchObject([{ status: 'rejected', rejection: { code: 'no_way_to_contact', status: 422 } }]);
    expect(leads[0]?.raw?.body).toContain('FirstName=Dana');
    expect(contacts).toEqual([]);
  });
});

describe('a program', () => {
  test('that asks for JSON gets the receipt, and 200 rather than 202', async () => {
    const business = await newBusiness();
    const { response, answer } = await postForm(business, { Phone: '052-1234567', MailingList: 'maybe', Shoe: '42' });
    expect(response.status).toBe(200);
    expect(answer).toMatchObject({ status: 'queued', url: `/leads/${answer.id}` });
    expect(answer.warnings.map(({ code }) => code)).toContain('flag_unreadable');
  });

  test('that sends XML is answered in XML, one element a lead', async () => {
    const business = await newBusiness();
    const body = '<leads><lead><Phone>052-1234567</Phone></lead><lead><FirstName>No way</FirstName></lead></leads>';
    const response = await post(business, body, { 'content-type': 'text/xml' });
    const answer = await response.text();
    expect(response.status).toBe(200);
    expect(answer).toMatch(
      /<response><lead><id>\w{38}<\/id><status>queued<\/status><\/lead><lead><id>\w{38}<\/id><status>rejected<\/status><error code="no_way_to_contact">/,
    );
    const { leads } = await afterLeads(business, 2);
    expect(leads.map(({ status }) => status).sort()).toEqual(['created', 'rejected']);
    expect(leads.filter(({ raw }) => raw)).toHaveLength(1);
  });

  test('gets a problem it can read', async () => {
    const business = await newBusiness({ channel: { required: ['city'] } });
    const { response, answer } = await postForm(business, { Phone: '052-1234567' });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer).toMatchObject({ status: 422, code: 'required_field_missing', field: 'City' });
  });

  test('gets an XML error for XML', async () => {
    const business = await newBusiness();
    const response = await post(business, '<!DOCTYPE a [<!ENTITY b "c">]><lead><Phone>&b;</Phone></lead>', {
      'content-type': 'text/xml',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(
      /<response><error code="xml_dtd"><message>.+<\/message><\/error><\/response>/,
    );
    expect((await afterLeads(business, 1)).leads[0]).toMatchObject({ status: 'rejected' });
  });

  test('may call from any page: CORS is open, for forms that post with fetch', async () => {
    const business = await newBusiness();
    const response = await post(business, DANA, { ...FORM, origin: 'https://landing.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('sizes', () => {
  const LIMIT = 65_536;
  const ofSize = (size: number) => `{"Phone":"052-1234567","Remarks":"${'x'.repeat(size - 36)}"}`;

  test.each([LIMIT - 1, LIMIT])('%d bytes are taken whole', async (size) => {
    const business = await newBusiness();
    const body = ofSize(size);
    expect(body.length).toBe(size);
    const response = await post(business, body, { 'content-type': 'application/json' });
    expect(response.status).toBe(200);
    const { leads } = await afterLeads(business, 1);
    expect(leads[0]).toMatchObject({ status: 'created' });
    expect(leads[0]?.raw?.body).toBe(body);
  });

  test('one byte more is refused with 413, and its first 64 KB are kept', async () => {
    const business = await newBusiness();
    const response = await post(business, ofSize(LIMIT + 1), { 'content-type': 'application/json' });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'too_large', status: 413 });
    const { leads } = await afterLeads(business, 1);
    expect(leads[0]).toMatchObject({ status: 'rejected', rejection: { code: 'too_large' } });
    expect(leads[0]?.raw?.body).toHaveLength(LIMIT);
  });

  test('64 KB of bytes that are no text, and of Hebrew in windows-1255, fit their messages', async () => {
    const business = await newBusiness();
    const binary = new Uint8Array(LIMIT).map((_, i) => (i * 31) % 256);
    const hebrew = new Uint8Array(LIMIT).fill(0xe0);
    hebrew.set(new TextEncoder().encode('{"Phone":"052-1234567","Remarks":"'));
    hebrew.set(new TextEncoder().encode('"}'), LIMIT - 2);
    const answers = [
      await post(business, binary),
      await post(business, hebrew, { 'content-type': 'application/json' }),
    ];
    expect(answers.map(({ status }) => status < 500)).toEqual([true, true]);
    const { leads } = await afterLeads(business, 2);
    const read = leads.find(({ status }) => status === 'created');
    expect(read?.charset).toBe('windows-1255');
    expect(read?.fields?.details.notes).toBe('א'.repeat(LIMIT - 36));
  });

  test.each(['"', '\\', '\u0001', '\u2028', '<'])('64 KB of %j fit their message and are kept', async (character) => {
    const business = await newBusiness();
    const count = Math.floor(LIMIT / new TextEncoder().encode(character).length);
    const response = await post(business, character.repeat(count), { 'content-type': 'application/json' });
    expect(response.status).toBeLessThan(500);
    const { leads } = await afterLeads(business, 1);
    expect(leads[0]?.status).toBe('rejected');
  });

  test('10,000 parameters are counted, not choked on', async () => {
    const business = await newBusiness();
    const body = Array.from({ length: 10_000 }, (_, i) => `a${i}=`).join('&');
    const response = await post(business, `Phone=052-1234567&${body}`.slice(0, LIMIT), FORM);
    expect(response.status).toBeLessThan(500);
    await afterLeads(business, 1);
  });

  test('more than 1024 characters in a form are refused with the numbers, and kept', async () => {
    const business = await newBusiness();
    const { response, answer } = await postForm(business, { Phone: '052-1234567', Remarks: 'x'.repeat(1024) });
    expect([response.status, answer.code]).toEqual([422, 'too_long']);
    expect((await afterLeads(business, 1)).leads[0]?.status).toBe('rejected');
  });

  test('a channel may take more', async () => {
    const business = await newBusiness({ channel: { maxCharacters: 3000 } });
    const { response } = await postForm(business, { Phone: '052-1234567', Remarks: 'x'.repeat(2000) });
    expect(response.status).toBe(200);
  });
});

describe('a rejected lead that would be taken now', () => {
  const mend = async (business: Business) => {
    await env.CONTROL.prepare("UPDATE channels SET settings = '{}' WHERE id = ?1").bind(business.channelId).run();
    await publishChannels(env, business.databaseId, Date.now());
  };

  test.each<Record<string, string>>([{}, { 'idempotency-key': 'mended' }])(
    'is taken when it is sent again, with headers %j',
    async (headers) => {
      const business = await newBusiness({ channel: { required: ['city'] } });
      const first = await postForm(business, { Phone: '052-1234567' }, headers);
      expect(first.response.status).toBe(422);
      await mend(business);
      const second = await postForm(business, { Phone: '052-1234567' }, headers);
      expect(second.answer.status).toBe('queued');
      expect((await writtenLead(business, second.answer.id)).status).toBe('created');
    },
  );

  test('sent again as it was, it is rejected again under its first id', async () => {
    const business = await newBusiness({ channel: { required: ['city'] } });
    const answers = [1, 2].map(() => postForm(business, { Phone: '052-1234567' }));
    for (const { response } of await Promise.all(answers)) expect(response.status).toBe(422);
    expect((await afterLeads(business, 1)).leads).toHaveLength(1);
  });
});

describe('documents that share leads', () => {
  const prospect = (id: string, name: string, phone: string) =>
    `<prospect><id source="S">${id}</id><customer><contact><name part="full">${name}</name><phone>${phone}</phone></contact></customer></prospect>`;
  const adf = (...prospects: string[]) => `<?xml version="1.0"?><adf>${prospects.join('')}</adf>`;

  test('each keep their own bytes, so that every lead can be read again', async () => {
    const business = await newBusiness();
    const xml = { 'content-type': 'text/xml' };
    await post(business, adf(prospect('1', 'Alice', '0521234561'), prospect('3', 'Carol', '0521234563')), xml);
    await afterLeads(business, 2);
    await post(business, adf(prospect('1', 'Alice', '0521234561'), prospect('2', 'Bob', '0521234562')), xml);
    const { leads } = await afterLeads(business, 3);
    for (const lead of leads) {
      const bytes = lead.raw ?? leads.find(({ id }) => id === lead.rawOf)?.raw;
      expect(bytes?.body).toContain(lead.fields?.details.firstName);
    }
  });
});

test('refused bodies that only begin alike are kept each', async () => {
  const business = await newBusiness();
  const begun = 'x'.repeat(5000);
  for (const end of ['<a>', '<b>']) await post(business, `<lead>${begun}${end}</lead>`, { 'content-type': 'text/xml' });
  for (const end of ['1', '2']) await post(business, `Phone=052-1234567&Remarks=${'y'.repeat(75_000)}${end}`, FORM);
  const { leads } = await afterLeads(business, 4);
  expect(leads.map(({ rejection }) => rejection?.status).sort()).toEqual([400, 400, 413, 413]);
});

test('a trailing slash behind the key is forgiven', async () => {
  const business = await newBusiness();
  const slashed = { ...business, intakeUrl: `${business.intakeUrl}/` };
  const { answer } = await postForm(slashed, { Phone: '052-1234567' });
  expect((await writtenLead(business, answer.id)).status).toBe('created');
});

describe('idempotency', () => {
  const key = { 'idempotency-key': 'order-7' };

  test('the same key and content get the first receipt and write nothing more', async () => {
    const business = await newBusiness({ channel: { doubleSubmitSeconds: 0 } });
    const first = await postForm(business, { Phone: '052-1234567' }, key);
    const again = await postForm(business, { Phone: '052-1234567' }, key);
    expect([again.response.status, again.answer.id]).toEqual([200, first.answer.id]);
    await writtenLead(business, first.answer.id);
    const other = await postForm(business, { Phone: '052-1234567' });
    await writtenLead(business, other.answer.id);
    expect((await contentOf(business)).leads).toHaveLength(2);
  });

  test('the same key with other content is a conflict, and takes nothing', async () => {
    const business = await newBusiness();
    await postForm(business, { Phone: '052-1234567' }, key);
    const { response, answer } = await postForm(business, { Phone: '052-7654321' }, key);
    expect([response.status, answer.code]).toEqual([409, 'idempotency_key_reused']);
  });

  test('the same key on another channel is another key', async () => {
    const [one, two] = [await newBusiness(), await newBusiness()];
    await postForm(one, { Phone: '052-1234567' }, key);
    expect((await postForm(two, { Phone: '052-7654321' }, key)).response.status).toBe(200);
  });

  test('a key longer than 255 characters is refused', async () => {
    const business = await newBusiness();
    const { response } = await postForm(business, { Phone: '052-1234567' }, { 'idempotency-key': 'x'.repeat(256) });
    expect(response.status).toBe(400);
  });

  test('a double click gets the first receipt', async () => {
    const business = await newBusiness();
    const clicks = await Promise.all([1, 2, 3].map(() => postForm(business, { Phone: '052-1234567' })));
    expect(new Set(clicks.map(({ answer }) => answer.id)).size).toBe(1);
    await writtenLead(business, clicks[0]?.answer.id ?? '');
    const other = await postForm(business, { Phone: '052-7654321' });
    await writtenLead(business, other.answer.id);
    expect((await contentOf(business)).leads).toHaveLength(2);
  });

  test('a provider’s lead id is its key, however often and with whatever it comes', async () => {
    const business = await newBusiness();
    const google = (email: string) =>
      post(
        business,
        JSON.stringify({
          lead_id: 'TeSter-123-abc',
          user_column_data: [{ column_id: 'EMAIL', string_value: email }],
          form_id: 40000000000,
          campaign_id: 123,
        }),
        { 'content-type': 'application/json' },
      ).then((response) => response.json() as Promise<{ id: string }>);
    const [first, second] = [await google('dana@example.com'), await google('dana2@example.com')];
    expect(second.id).toBe(first.id);
    await writtenLead(business, first.id);
  });
});

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

  test('a file instead of a lead is 415, and is kept as rejected', async () => {
    const business = await newBusiness();
    const pdf = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37, 0x0a, 0x00, 0x01, 0x02, 0xff, 0xfe]);
    const response = await post(business, pdf, { 'content-type': 'application/pdf', accept: 'application/json' });
    expect(response.status).toBe(415);
    const { leads } = await afterLeads(business, 1);
    expect(leads).toMatchObject([{ status: 'rejected', rejection: { code: 'unsupported_media_type' } }]);
  });

  test('a way in the channel has off is 403 and keeps nothing', async () => {
    const business = await newBusiness({ channel: { waysIn: ['xml'] } });
    const { response, answer } = await postForm(business, { Phone: '052-1234567' });
    expect([response.status, answer.code]).toEqual([403, 'format_not_allowed']);
  });
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
    expect(written.status).toBe('created');
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

test('the page that refuses a form gives back every field under the name it was sent with', async () => {
  const business = await newBusiness({ channel: { language: 'he', required: ['city'], mapping: { q7: 'firstName' } } });
  const page = await (await post(business, 'q7=%D7%93%D7%A0%D7%94&Phone=052-1234567&utm_source=flyer', FORM)).text();
  expect(page).toMatch(/<label for="typed-0">שם פרטי<\/label><input id="typed-0" name="q7" [^>]*value="דנה"/);
  expect(page).toContain('<input type="hidden" name="utm_source" value="flyer"/>');
  expect(page).toContain('חסר שדה חובה: עיר');
  expect(page).toMatch(
    /<label for="missing-city">עיר.*?<input id="missing-city" name="City" required="" aria-invalid="true"/,
  );
});
