import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/lead/channel/channel.ts';
import { asSent, ownNameOf } from '../../src/ways-in/accept/own-name.ts';
import { understand } from '../../src/ways-in/understand.ts';
import { aChannel } from '../support/pure/channel.ts';

const AT = Date.parse('2026-11-20T10:00:00Z');
const DANA = { FirstName: 'Dana', Phone: '052-1234567', Remarks: 'Please call' };

async function named(
  body: unknown,
  webhookId?: string,
  contentType = 'application/json',
  settings: Partial<Channel> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const raw = { method: 'POST' as const, query: '', contentType, body: new TextEncoder().encode(text) };
  const channel = aChannel(settings);
  const understood = await understand(raw, channel);
  const [first] = await asSent(understood, { raw }, channel);
  const { leads, wayIn } = understood;
  return first && ownNameOf(first, wayIn, { webhookId, leads: leads.length }, AT);
}

describe('a sender’s own id of a lead', () => {
  test.each([
    ['leadUUID', { leadUUID: '5f0c8c1e-7a51-4c1e-9b1f-0a1b2c3d4e5f' }],
    ['lead_id', { lead_id: '8817' }],
    ['submissionId inside', { data: { submissionId: 'QB7x21' } }],
    ['responseId', { responseId: 'jOq2Vd1' }],
    ['EntryId', { EntryId: '204' }],
    ['event_id', { event_id: '01HZX4N9J3' }],
    ['eventId, of a message', { eventId: 'evt_0001' }],
  ])('may be called %s', async (_, own) => {
    expect(await named({ ...DANA, ...own })).toBeDefined();
    expect(await named(DANA)).toBeUndefined();
  });

  test.each([
    ['the number of an event that people attend', { event_id: '42' }],
    ['nothing', { lead_id: '0' }],
    ['a sentence', { lead_id: 'call me at 7' }],
    ['the id of somebody’s team', { team_id: '12345678' }],
  ])('is not %s', async (_, own) => {
    expect(await named({ ...DANA, ...own })).toBeUndefined();
  });

  test('may be the message’s, which goes behind the lead’s and before an event’s', async () => {
    const own = { lead_id: '8817' };
    expect((await named({ ...DANA, ...own }, 'msg_1'))?.id).toBe((await named({ ...DANA, ...own }, 'msg_2'))?.id);
    const event = { event_id: '01HZX4N9J3' };
    expect((await named({ ...DANA, ...event }, 'msg_1'))?.id).not.toBe((await named({ ...DANA, ...event }))?.id);
    expect((await named(DANA, 'msg_1'))?.id).not.toBe((await named(DANA, 'msg_2'))?.id);
  });

  test.each([
    ['source_url', 'https://one.example.com/contact', 'https://two.example.com/contact'],
    ['page_url', 'https://one.example.com/', 'https://two.example.com/'],
    ['account_id', '77', '78'],
    ['siteId', 'a1', 'b2'],
    ['form_id', '1', '2'],
  ])('counts with the site it came from: %s', async (name, one, other) => {
    const of = (site: string) => named({ ...DANA, entry_id: '5001', [name]: site });
    expect((await of(one))?.id).toBe((await of(one))?.id);
    expect((await of(one))?.id).not.toBe((await of(other))?.id);
  });

  test('counts for all pages of a site together', async () => {
    const of = (url: string) => named({ ...DANA, entry_id: '5001', source_url: url });
    expect((await of('https://www.example.com/a?utm_source=x'))?.id).toBe((await of('https://example.com/b'))?.id);
  });

  test('of a form that a browser sends is no reason to let it come again', async () => {
    const form = 'Phone=052-1234567&lead_id=8817';
    expect(await named(form, undefined, 'application/x-www-form-urlencoded')).toMatchObject({ comesAgain: false });
    expect(await named({ ...DANA, lead_id: '8817' })).toMatchObject({ comesAgain: true });
  });
});

describe('the words of a lead', () => {
  const words = async (more: Record<string, unknown>) => (await named({ ...DANA, lead_id: '8817', ...more }))?.words;

  test.each([
    { timestamp: '2026-11-20T09:58:00Z' },
    { created_at: '2026-11-20 09:58:00' },
    { submittedAt: '1732096680' },
    { 'webhook-timestamp': '1732096680' },
    { sent_on: 'Fri, 20 Nov 2026 09:58:00 GMT' },
    { lastAttemptedAt: '20/11/2026, 09:58' },
    { attempt: 3 },
    { meta: { attempt: '2 of 5' } },
    { retryCount: '1' },
    { isRetry: true },
    { delivery_id: 'd-991' },
    { request_id: 'c0ffee' },
    { event_id: '01HZX4N9J4' },
    { signature: 'sha256=00ff' },
    { is_read: '1' },
    { utm_source: 'newsletter' },
    { _wpnonce: 'a1b2c3' },
    { date: '2026-11-20T09:58:03Z' },
  ])('are not when and how it was delivered: %j', async (more) => {
    expect(await words(more)).toBe(await words({}));
  });

  test.each([
    { Remarks: 'Please write' },
    { FirstName: 'Noa' },
    { Phone: '052-7654321' },
    { Email: 'dana@example.com' },
    { course: 'Pottery' },
    { date: '2026-12-24T18:00:00Z' },
    { time: '18:00' },
    { event_time: '2026-12-24 18:00' },
    { attempt: 'my second attempt to reach you' },
    { request_id: '0527654321', Phone: undefined },
    { created_at: 'long ago' },
  ])('are what the person says, and who it is: %j', async (more) => {
    expect(await words(more)).not.toBe(await words({}));
  });

  test('are the same in another order', async () => {
    const [one, other] = [
      { Phone: '052-1234567', FirstName: 'Dana', lead_id: '1' },
      { lead_id: '1', FirstName: 'Dana', Phone: '052-1234567 ' },
    ];
    expect((await named(one))?.words).toBe((await named(other))?.words);
  });

  test('of a mail nobody can read are what its sender wrote, whatever servers added', async () => {
    const mail = (received: string, text: string) =>
      named(`${received}Message-ID: <7@example.com>\r\nSubject: \r\n\r\n${text}`, undefined, 'message/rfc822');
    const once = await mail('Received: from a.example.com\r\n\tby b.example.com\r\n', '');
    expect(await mail('', '')).toEqual(once);
    expect((await mail('', 'x'))?.words).not.toBe(once?.words);
  });
});

describe('the name of a lead does not depend on what its channel', () => {
  const FORM = 'application/x-www-form-urlencoded';
  const json = JSON.stringify({ ...DANA, f7: '0521234568', session_id: '052-1234567', lead_id: '8817' });
  const form = 'lead_id=8817&FirstName=Dana&Phone=2125551234&trap=x&KeletOnPage=900';
  const mail =
    'From: site@example.com\r\nSubject: New lead\r\nMessage-ID: <7@example.com>\r\n\r\n' +
    'Name: Dana Levi\r\nPhone: 052-1234567\r\n\r\nShoe size\r\n43\r\n\r\nSecond number\r\n052-1234568\r\n';
  const size = { key: 'shoeSize', label: 'Shoe size', type: 'text' as const, options: [] };

  test.each<[string, string, string, Partial<Channel>]>([
    ['maps', json, 'application/json', { mapping: { f7: 'mobile', session_id: 'otherPhone' } }],
    ['calls filler', json, 'application/json', { junk: ['+972521234567', '0521234567'] }],
    ['puts beside it', json, 'application/json', { constants: { email: 'us@example.com' } }],
    ['has for what is missing', json, 'application/json', { defaults: { mobile: '052-7654321' } }],
    ['requires', json, 'application/json', { required: ['city'] }],
    ['takes for its country', form, FORM, { country: 'US' }],
    ['takes for spam by a trap', form, FORM, { honeypot: 'trap' }],
    ['takes for spam by its haste', form, FORM, { minSeconds: 3 }],
    ['maps of a mail’s labels', mail, 'message/rfc822', { mapping: { 'second number': 'mobile' } }],
    ['has as fields of its own', mail, 'message/rfc822', { customFields: [size] }],
  ])('%s', async (_, body, type, settings) => {
    const plain = await named(body, undefined, type);
    expect(plain).toBeDefined();
    expect(await named(body, undefined, type, settings)).toEqual(plain);
  });
});

test('a way to reach somebody is a word under any name, also one that only the channel understands', async () => {
  const mapping = { mapping: { session_id: 'phone', delivery_id: 'email' } };
  const words = async (more: object) =>
    (await named({ lead_id: '8817', ...more }, undefined, 'application/json', mapping))?.words;
  const [dana, noa] = [{ session_id: '052-1234567' }, { session_id: '052-7654321' }];
  expect(await words(dana)).not.toBe(await words(noa));
  expect(await words({ delivery_id: 'dana@example.com' })).not.toBe(await words({ delivery_id: 'noa@example.com' }));
  expect(await words({ ...dana, delivery_id: '0000051234' })).toBe(await words({ ...dana, delivery_id: '8817234510' }));
});
