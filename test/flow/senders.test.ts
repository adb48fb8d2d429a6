import { exports } from 'cloudflare:workers';
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { HeldQueue } from '../support/faults/held-queue.ts';
import { newBusiness } from '../support/worker/business.ts';
import { deliver } from '../support/worker/deliver.ts';
import { afterLeads, contentOf, eventually } from '../support/worker/observe.ts';
import { call, get, newOwner, type Owner, tablesOf, writtenLead } from '../support/worker/owner.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const send = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  exports.default.fetch(url, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

async function ownerWith(secrets: Record<string, unknown>): Promise<Owner> {
  const owner = await newOwner();
  const { status } = await call(owner, 'PATCH', `/channels/${owner.channelId}`, secrets);
  expect(status).toBe(200);
  return owner;
}

/** Another lead that is written proves that what was sent before it was not. */
async function leadsAfterAnother(owner: Owner) {
  const response = await send(owner.intakeUrl, { FirstName: 'Noa', Phone: '054-7654321' });
  await writtenLead(owner, (await response.json<{ id: string }>()).id);
  return (await tablesOf(owner)).leads;
}

describe('the secrets of a channel', () => {
  const secrets = { googleKey: 'a google key', metaVerifyToken: 'a verify token', metaAppSecret: 'an app secret' };

  test('are set, said to be set, taken away, and never shown', async () => {
    const owner = await newOwner();
    const path = `/channels/${owner.channelId}`;
    expect((await get(owner, path)).body).toMatchObject({ googleKeySet: false, metaAppSecretSet: false });
    const answers = [
      await call(owner, 'PATCH', path, secrets),
      await call(owner, 'POST', '/channels', { name: 'Another', ...secrets }),
      await call(owner, 'PATCH', path, { name: 'Renamed' }),
      await get(owner, path),
      await get(owner, '/channels'),
    ];
    for (const { body } of answers) {
      expect(JSON.stringify(body)).not.toMatch(/a google key|a verify token|an app secret/);
      expect(body.items?.[0] ?? body).toMatchObject({
        googleKeySet: true,
        metaVerifyTokenSet: true,
        metaAppSecretSet: true,
      });
    }
    const help = await exports.default.fetch(owner.intakeUrl, { headers: { accept: 'application/json' } });
    expect(await help.text()).not.toMatch(/a google key|a verify token|an app secret/);
    const taken = await call(owner, 'PATCH', path, { googleKey: null });
    expect(taken.body).toMatchObject({ googleKeySet: false, metaAppSecretSet: true });
  });

  test.each([{ googleKey: '' }, { googleKey: 7 }, { metaAppSecret: 'x'.repeat(501) }])('are not %j', async (wish) => {
    const owner = await newOwner();
    expect((await call(owner, 'PATCH', `/channels/${owner.channelId}`, wish)).status).toBe(422);
  });
});

describe('a channel that takes only proven senders', () => {
  const google = { lead_id: 'Cj0KCQ-9', user_column_data: [{ column_id: 'EMAIL', string_value: 'dana@example.com' }] };

  test.each([
    ['a form anybody could send', { FirstName: 'Dana', Phone: '052-1234567' }],
    ['a shape whose secret the channel has not', { field_data: [{ name: 'email', values: ['dana@example.com'] }] }],
    ['a wrong key', { ...google, google_key: 'other' }],
  ])('refuses %s, and nothing is written', async (_, body) => {
    const owner = await ownerWith({ googleKey: 'k', onlyProven: true });
    const response = await send(owner.intakeUrl, body);
    expect(response.status).toBe(403);
    expect(['sender_not_proven', 'google_key_wrong']).toContain((await response.json<{ code: string }>()).code);
  });

  test('takes who shows the key, and who has an API key', async () => {
    const owner = await ownerWith({ googleKey: 'k', onlyProven: true });
    expect((await send(owner.intakeUrl, { ...google, google_key: 'k' })).status).toBe(200);
    const byApi = await call(owner, 'POST', '/leads?wait=1', { FirstName: 'Noa', Phone: '052-7654321' });
    expect([byApi.status, (byApi.body as { status: string }).status]).toEqual([200, 'created']);
  });
});

describe('Google Ads', () => {
  const KEY = 'k-1 "quoted" ключ';
  const lead = (more: Record<string, unknown> = {}) => ({
    lead_id: 'Cj0KCQ-1',
    api_version: '1.0',
    form_id: 1,
    user_column_data: [
      { column_id: 'FULL_NAME', string_value: 'Dana Levi' },
      { column_id: 'PHONE_NUMBER', string_value: '+972521234567' },
    ],
    google_key: KEY,
    ...more,
  });

  test('is taken with the key of the channel, which stays out of the queue and of the lead', async () => {
    const owner = await ownerWith({ googleKey: KEY });
    const response = await send(owner.intakeUrl, lead({ campaign_id: 20999888777666555n.toString() }));
    expect(response.status).toBe(200);
    const { id, warnings } = await response.json<{ id: string; warnings: unknown[] }>();
    expect(warnings).toEqual([]);
    const written = await writtenLead(owner, id);
    expect(written).toMatchObject({ status: 'created', sender: 'google-ads', warnings: [] });
    expect(JSON.stringify(written)).not.toContain('quoted');
    expect(JSON.parse(written.raw.body)).toEqual({ ...lead({ campaign_id: '20999888777666555' }), google_key: '***' });
  });

  test.each([
    ['another key', { google_key: 'other' }],
    ['the beginning of it', { google_key: KEY.slice(0, -1) }],
    ['an empty key', { google_key: '' }],
    ['none', { google_key: undefined }],
    ['something that is no text', { google_key: [KEY] }],
    ['another key on a test', { google_key: 'other', is_test: true }],
  ])('is refused with %s, and nothing is written', async (_, more) => {
    const owner = await ownerWith({ googleKey: KEY });
    const response = await send(owner.intakeUrl, lead(more));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'google_key_wrong', status: 403 });
    expect(await leadsAfterAnother(owner)).toHaveLength(1);
  });

  test('is refused when only one lead of several has the key', async () => {
    const owner = await ownerWith({ googleKey: KEY });
    const several = [lead(), lead({ lead_id: 'Cj0KCQ-2', google_key: 'other' })];
    expect((await send(owner.intakeUrl, several)).status).toBe(403);
    expect(await leadsAfterAnother(owner)).toHaveLength(1);
  });

  test('is taken with a warning while the channel has no key', async () => {
    const owner = await newOwner();
    const response = await send(owner.intakeUrl, lead());
    expect(response.status).toBe(200);
    const { id, warnings } = await response.json<{ id: string; warnings: { code: string }[] }>();
    expect(warnings.map(({ code }) => code)).toEqual(['google_key_not_checked']);
    const written = await writtenLead(owner, id);
    expect(written.warnings).toMatchObject([{ code: 'google_key_not_checked' }]);
    expect(JSON.stringify(written)).not.toContain('quoted');
  });

  test('keeps a test lead, marked, without a contact; int64 ids keep their digits', async () => {
    const owner = await ownerWith({ googleKey: 'k' });
    const body = `{"lead_id":9223372036854775807,"form_id":9007199254740993,"is_test":true,"google_key":"k",
      "user_column_data":[{"column_id":"EMAIL","string_value":"dana@example.com"}]}`;
    const response = await send(owner.intakeUrl, body);
    expect(response.status).toBe(200);
    const written = await writtenLead(owner, (await response.json<{ id: string }>()).id);
    expect(written).toMatchObject({ status: 'quarantined', contact: null, fields: { isTest: true } });
    expect(written.fields.unknown).toMatchObject({ lead_id: '9223372036854775807', form_id: '9007199254740993' });
    expect((await tablesOf(owner)).contacts).toEqual([]);
  });

  test('gets the first receipt for the same lead_id, however often it comes', async () => {
    const owner = await ownerWith({ googleKey: KEY });
    const ids = [];
    for (let times = 0; times < 3; times++) {
      ids.push((await (await send(owner.intakeUrl, lead())).json<{ id: string }>()).id);
    }
    expect(new Set(ids).size).toBe(1);
    await writtenLead(owner, ids[0] ?? '');
    expect(await leadsAfterAnother(owner)).toHaveLength(2);
  });
});

describe('Meta', () => {
  const SECRET = 'app-secret';
  const sign = (body: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const lead = JSON.stringify({
    id: '1029384756102938',
    field_data: [
      { name: 'full_name', values: ['דנה לוי'] },
      { name: 'phone_number', values: ['+972521234567'] },
    ],
  });
  const notification = (leadgenId: string) =>
    JSON.stringify({
      object: 'page',
      entry: [{ id: '15', changes: [{ field: 'leadgen', value: { leadgen_id: leadgenId, page_id: '15' } }] }],
    });

  test.each([
    ['hub.mode=subscribe&hub.verify_token=a%20token&hub.challenge=1158201444', 200, '1158201444'],
    ['hub.challenge=%3Cb%3E&hub.verify_token=a+token&hub.mode=subscribe', 200, '<b>'],
    ['hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1', 403, undefined],
    ['hub.mode=subscribe&hub.challenge=1', 403, undefined],
    ['hub.mode=subscribe&hub.verify_token=a%20token', 403, undefined],
    ['hub.mode=unsubscribe&hub.verify_token=a%20token&hub.challenge=1', 403, undefined],
    ['hub.mode=&hub.verify_token=a%20token&hub.challenge=1&Phone=0521234567', 403, undefined],
  ])('asking with %s is answered %i, and nothing is created', async (query, status, challenge) => {
    const owner = await ownerWith({ metaVerifyToken: 'a token' });
    const response = await exports.default.fetch(`${owner.intakeUrl}?${query}`, { headers: { accept: '*/*' } });
    expect(response.status).toBe(status);
    if (challenge) {
      expect(await response.text()).toBe(challenge);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(await leadsAfterAnother(owner)).toHaveLength(1);
  });

  test('asking a channel without a verify token is refused, whatever it says', async () => {
    const owner = await newOwner();
    const query = '?hub.mode=subscribe&hub.verify_token=undefined&hub.challenge=1';
    expect((await exports.default.fetch(owner.intakeUrl + query)).status).toBe(403);
  });

  test('is taken with a true signature of the very bytes', async () => {
    const owner = await ownerWith({ metaAppSecret: SECRET });
    const response = await send(owner.intakeUrl, lead, { 'x-hub-signature-256': sign(lead) });
    expect(response.status).toBe(200);
    const written = await writtenLead(owner, (await response.json<{ id: string }>()).id);
    expect(written).toMatchObject({ status: 'created', warnings: [], contact: { firstName: 'דנה', lastName: 'לוי' } });
  });

  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one under another secret', sign(lead, 'other')],
    ['one of other bytes', sign(`${lead} `)],
    ['half of one', sign(lead).slice(0, 40)],
    ['one without its prefix', sign(lead).slice(7)],
  ])('is refused with %s, and nothing is written', async (_, signature) => {
    const owner = await ownerWith({ metaAppSecret: SECRET });
    for (const body of [lead, notification('1')]) {
      const headers: Record<string, string> = signature === undefined ? {} : { 'x-hub-signature-256': signature };
      const response = await send(owner.intakeUrl, body, headers);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'signature_wrong' });
    }
    expect(await leadsAfterAnother(owner)).toHaveLength(1);
  });

  test('is taken with a warning while the channel has no app secret', async () => {
    const owner = await newOwner();
    const response = await send(owner.intakeUrl, lead);
    const { id, warnings } = await response.json<{ id: string; warnings: { code: string }[] }>();
    expect([response.status, warnings.map(({ code }) => code)]).toEqual([200, ['signature_not_checked']]);
    expect((await writtenLead(owner, id)).status).toBe('created');
  });

  test('announcing a lead gets 200; the number is kept aside, once, and does not stand in the way of the lead', async () => {
    const owner = await ownerWith({ metaAppSecret: SECRET });
    const [first, again] = await Promise.all(
      [1, 2].map(async () => {
        const body = notification('1029384756102938');
        const response = await send(owner.intakeUrl, body, { 'x-hub-signature-256': sign(body) });
        expect(response.status).toBe(200);
        return response.json<{ id: string }>();
      }),
    );
    expect(again?.id).toBe(first?.id);
    const kept = await writtenLead(owner, first?.id ?? '');
    expect(kept).toMatchObject({ status: 'quarantined', rejection: null, contact: null });
    expect(kept.fields.unknown.leadgen_id).toBe('1029384756102938');
    expect(kept.warnings).toMatchObject([{ code: 'notification' }]);

    const replay = await call(owner, 'POST', `/leads/${kept.id}/replay`, { release: true });
    expect(replay).toMatchObject({ status: 409, body: { code: 'not_replayable' } });
    const response = await send(owner.intakeUrl, lead, { 'x-hub-signature-256': sign(lead) });
    expect((await writtenLead(owner, (await response.json<{ id: string }>()).id)).status).toBe('created');
    expect((await tablesOf(owner)).leads).toHaveLength(2);
  });
});

test('what the edge could not check, not knowing the channel yet, is kept aside for a person', async () => {
  const business = await newBusiness({ channel: { googleKey: 'k' }, publish: false });
  const queue = new HeldQueue();
  const bodies = [
    { lead_id: '1', google_key: 'wrong', user_column_data: [{ column_id: 'EMAIL', string_value: 'a@example.com' }] },
    { FirstName: 'Noa', Phone: '0521234567' },
  ];
  for (const body of bodies) {
    const request = new Request(business.intakeUrl, { method: 'POST', body: JSON.stringify(body), headers: JSON_TYPE });
    const response = await app.fetch(request, queue.env);
    expect(response.status).toBe(200);
  }
  expect(JSON.stringify(queue.messages)).not.toContain('wrong');
  await deliver(queue.messages);
  const { leads, contacts } = await contentOf(business);
  expect(leads.map(({ status }) => status)).toEqual(['quarantined', 'created']);
  expect(leads[0]?.warnings).toMatchObject([{ code: 'sender_not_checked' }]);
  expect(contacts).toHaveLength(1);
});

describe('LeadByte', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const DANA = 'campid=SOLAR&sid=14&firstname=Dana&phone1=0521234567';
  const post = (url: string, body: string) => exports.default.fetch(url, { method: 'POST', headers: FORM, body });

  test('is answered in its own JSON, and told of a resubmission under the first id', async () => {
    const business = await newBusiness();
    const first = await post(business.intakeUrl, `${DANA}&returnjson=yes`);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    const told = await first.json<{ leadId: string }>();
    expect(told).toEqual({ code: 1, response: 'OK', info: [], leadId: expect.stringMatching(/^\w{38}$/) });
    const again = await post(business.intakeUrl, `${DANA}&returnjson=yes`);
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ code: -2, leadId: told.leadId });
    expect((await afterLeads(business, 1)).leads).toMatchObject([{ id: told.leadId, status: 'created' }]);
  });

  test('is answered in its text without returnjson, by GET as by POST', async () => {
    const business = await newBusiness();
    expect(await (await post(business.intakeUrl, DANA)).text()).toBe('1 | OK');
    expect(await (await post(business.intakeUrl, DANA)).text()).toBe('-2 | Duplicate or resubmission');
    const response = await exports.default.fetch(`${business.intakeUrl}?${DANA.replace('Dana', 'Tal')}`);
    expect([response.status, await response.text()]).toEqual([200, '1 | OK']);
    expect((await post(business.intakeUrl, DANA.replace('Dana', 'Gil'))).headers.get('content-type')).toMatch(/plain/);
  });

  test('is told -5 and why with HTTP 200, and the lead is kept as rejected', async () => {
    const business = await newBusiness({ channel: { required: ['city'] } });
    const response = await post(business.intakeUrl, `${DANA}&returnjson=yes`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      code: -5,
      response: 'Validation error',
      info: { field: 'City', message: expect.stringContaining('City') },
      leadId: null,
    });
    expect(await (await post(business.intakeUrl, 'campid=SOLAR&sid=14&firstname=Dana')).text()).toMatch(
      /^-5 \| Validation error: /,
    );
    const { leads, contacts } = await afterLeads(business, 2);
    expect(leads.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(contacts).toEqual([]);
  });

  test('sends tests with testmode=yes: accepted, kept and marked, never a contact', async () => {
    const business = await newBusiness();
    const response = await post(business.intakeUrl, `${DANA}&returnjson=yes&testmode=yes`);
    expect(await response.json()).toMatchObject({ code: 1 });
    const { leads, contacts } = await afterLeads(business, 1);
    expect(leads).toMatchObject([{ status: 'quarantined', fields: { isTest: true } }]);
    expect(contacts).toEqual([]);
  });

  test('asking for JSON by its Accept header alone gets our receipt', async () => {
    const business = await newBusiness();
    const response = await exports.default.fetch(business.intakeUrl, {
      method: 'POST',
      headers: { ...FORM, accept: 'application/json' },
      body: DANA,
    });
    expect(await response.json()).toMatchObject({ status: 'queued', id: expect.any(String) });
  });
});

describe('WhatsApp', () => {
  const SECRET = 'app-secret';
  const sign = (body: string) => `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
  const posted = (value: unknown) =>
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        { id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', ...(value as object) } }] },
      ],
    });
  const message = posted({
    contacts: [{ profile: { name: 'Dana Levi' }, wa_id: '972521234567' }],
    messages: [{ from: '972521234567', id: 'wamid.1', timestamp: '1739321024', type: 'text', text: { body: 'Hello' } }],
  });
  const receipt = posted({
    statuses: [{ id: 'wamid.ours', status: 'read', timestamp: '1739321024', recipient_id: '972521234567' }],
  });

  test('is a lead for each message, and none for the receipts of ours', async () => {
    const owner = await ownerWith({ metaAppSecret: SECRET });
    for (const body of [receipt, receipt]) {
      const response = await send(owner.intakeUrl, body, { 'x-hub-signature-256': sign(body) });
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    }
    const response = await send(owner.intakeUrl, message, { 'x-hub-signature-256': sign(message) });
    const written = await writtenLead(owner, (await response.json<{ id: string }>()).id);
    expect(written).toMatchObject({
      status: 'created',
      sender: 'whatsapp',
      warnings: [],
      contact: { firstName: 'Dana', lastName: 'Levi', mobile: '+972521234567' },
    });
    expect((await tablesOf(owner)).leads).toHaveLength(1);
  });

  test('is refused unsigned where the channel has the secret of the app', async () => {
    const owner = await ownerWith({ metaAppSecret: SECRET });
    expect((await send(owner.intakeUrl, message)).status).toBe(403);
    expect((await send(owner.intakeUrl, message, { 'x-hub-signature-256': sign(receipt) })).status).toBe(403);
  });
});

describe('Twilio', () => {
  const post = (url: string, fields: Record<string, string>) =>
    exports.default.fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ AccountSid: 'AC0', To: '+972765551234', From: '+972521234567', ...fields }),
    });

  test('is answered with nothing to say, and what tells of our own messages is not kept', async () => {
    const owner = await newOwner();
    const status = await post(owner.intakeUrl, { MessageSid: 'SM1', MessageStatus: 'delivered' });
    expect(status.status).toBe(200);
    const answer = await post(owner.intakeUrl, { MessageSid: 'SM2', SmsStatus: 'received', Body: 'Call me' });
    expect(answer.headers.get('content-type')).toMatch(/xml/);
    expect(await answer.text()).toMatch(/<Response><\/Response>$/);
    const { leads, contacts } = await eventually(async () => {
      const tables = await tablesOf(owner);
      return tables.leads.length > 0 && tables;
    });
    expect(leads).toMatchObject([{ sender: 'twilio', status: 'created' }]);
    expect(contacts).toMatchObject([{ mobile: '+972521234567' }]);
  });
});
