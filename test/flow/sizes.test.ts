import { describe, expect, test } from 'vitest';
import { newBusiness } from '../support/worker/business.ts';
import { afterLeads } from '../support/worker/observe.ts';
import { post, postForm } from '../support/worker/send.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

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

test('refused bodies that only begin alike are kept each', async () => {
  const business = await newBusiness();
  const begun = 'x'.repeat(5000);
  for (const end of ['<a>', '<b>']) await post(business, `<lead>${begun}${end}</lead>`, { 'content-type': 'text/xml' });
  for (const end of ['1', '2']) await post(business, `Phone=052-1234567&Remarks=${'y'.repeat(75_000)}${end}`, FORM);
  const { leads } = await afterLeads(business, 4);
  expect(leads.map(({ rejection }) => rejection?.status).sort()).toEqual([400, 400, 413, 413]);
});
