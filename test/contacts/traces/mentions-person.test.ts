import { describe, expect, test } from 'vitest';
import { mentionsPerson, textMentions, writingMentions } from '../../../src/contacts/traces/mentions-person.ts';
import { readingsOf } from '../../../src/contacts/traces/readings.ts';
import { emptyLead } from '../../../src/lead/lead.ts';
import { storeRaw } from '../../../src/lead/raw.ts';
import { email, idNumber, phone } from '../../support/pure/memory.ts';

const DANA = [phone('+972521234567'), email('dana@example.com'), idNumber('012345674')];

const bytes = (body: string | Uint8Array, query = '') =>
  storeRaw({
    method: 'POST',
    query,
    contentType: '',
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  });

const base64Lines = (text: string) => btoa(text).replace(/.{76}/g, '$&\r\n');

const lead = (body: string | Uint8Array, query = '') => ({ fields: null, raw: bytes(body, query), charset: 'utf-8' });

describe('a lead nobody could read carries a person when its bytes do, in whatever spelling', () => {
  test.each([
    'Phone=052-1234567',
    'Phone=%2B972+52+123+4567',
    '<phone>(052) 123.4567</phone>',
    '{"tel":"00972521234567"',
    'tel=٠٥٢١٢٣٤٥٦٧',
    'Phone=052\u200e-1234567',
    'mail=DANA%40Example.com',
    '{"mail":"dana\\u0040example.com"',
    'id=01234567-4',
    'id=12345674',
    '<phone>&#48;5&#50;-1234567</phone>',
    '<phone>&#x30;5&#x32;&#x2d;1234567</phone>',
    '<mail>dana&commat;example&period;com</mail>',
    'mail=dana%26%2364%3Bexample.com',
    '<mail>&amp;#100;ana@example.com</mail>',
    'mail=%u0064ana@example.com',
    '{"text":"{\\"mail\\":\\"\\\\u0064ana@example.com\\"}"',
    '<a href="tel:\\x30521234567">',
    'Content-Transfer-Encoding: quoted-printable\r\n\r\nPhone: 052-12=\r\n34567',
    'Subject: =?utf-8?Q?=30=35=32-1234567?=',
    `Subject: =?utf-8?B?${btoa('call 052-1234567 now')}?=`,
    `Content-Transfer-Encoding: base64\r\n\r\n${base64Lines(`${'x'.repeat(52)} dana@example.com, yes`)}\r\n--=_x`,
    `data=${encodeURIComponent(btoa('{"phone":"0521234567"}'))}`,
    'prefix=052&phone=1234567',
    '<phone><area>52</area><number>123-4567</number></phone>',
    "tel=052*1234567 or 052'1234567",
    'mail=ＤＡＮＡ@example.com',
  ])('%s', (body) => {
    expect(mentionsPerson(lead(body), DANA)).toBe(true);
    expect(mentionsPerson(lead('x', body), DANA)).toBe(true);
  });

  test('bytes that are not UTF-8 are read by their charset', () => {
    const body = Uint8Array.from([0xf9, 0xec, 0xe5, 0xed, 0x20, ...new TextEncoder().encode('052-1234567')]);
    expect(mentionsPerson({ ...lead(body), charset: 'windows-1255' }, DANA)).toBe(true);
  });
});

test('an address in Hebrew letters is found behind character references and escapes', () => {
  const marks = [email('דנה@example.com')];
  for (const body of [
    '&#1491;&#1504;&#1492;@example.com',
    '\\u05d3\\u05e0\\u05d4@example.com',
    '%D7%93%D7%A0%D7%94%40example.com',
  ]) {
    expect(mentionsPerson(lead(body), marks), body).toBe(true);
  }
});

test.each([
  'Phone=052-7654321',
  'mail=dan@example.com',
  'id=22345674',
  '',
  'Phone=052123&City=4567',
  'prefix=053&phone=1234567',
])('another person is another: %s', (body) => expect(mentionsPerson(lead(body), DANA)).toBe(false));

test('what was understood counts without bytes', () => {
  const fields = { ...emptyLead(), identities: [email('dana@example.com')] };
  expect(mentionsPerson({ fields, raw: null, charset: 'utf-8' }, DANA)).toBe(true);
  expect(mentionsPerson({ fields: emptyLead(), raw: null, charset: 'utf-8' }, DANA)).toBe(false);
});

test('nobody without an identity is looked for', () => {
  expect(textMentions('anything 0521234567', [])).toBe(false);
  expect(textMentions('anything', [{ kind: 'content', value: 'anything' }])).toBe(false);
});

test.each([
  ['a plain text', '{"name":"Noa Levi","phone":"054 765 4321"}', 1],
  ['a form in percent signs', 'Name=%D7%A0%D7%95%D7%A2%D7%94&Mail=noa%40example.org', 2],
])('%s is read no oftener than it can be meant', (_, text, times) => {
  expect([...readingsOf(text)]).toHaveLength(times);
});

test('a plus before base64, or in an address that is escaped only in part, hides nobody', () => {
  const marks = [email('dana+news@example.com'), phone('+972521234567')];
  expect(writingMentions('mail=dana+news%40example.com', marks)).toBe(true);
  expect(writingMentions(`text=here+${btoa('call 052-1234567 now')}`, marks)).toBe(true);
});

test('the shortest address, and a number of which only a part is encoded, are found in base64', () => {
  expect(writingMentions(`mail=${btoa('a@b.il')}`, [email('a@b.il')])).toBe(true);
  for (const text of [`prefix=052&phone=${btoa('1234567')}`, `phone=1234567&prefix=${btoa('+97252')}`]) {
    expect(writingMentions(text, DANA), text).toBe(true);
  }
  // Two numbers beside something encoded are not one.
  expect(writingMentions(`a=05212&b=${btoa('call me 3 times')}&c=34567`, DANA)).toBe(false);
});

test('all readings of a text of mixed escapes together are not much longer than the text', () => {
  const unit =
    'name=%D7%A0%D7%95%D7%A2%D7%94&quot;\\u05d3\\u05e0 &#1491;&amp;#64; =D7=A0=D7=95=\r\n ' +
    'eyJwaG9uZSI6IjA1NDc2NTQzMjEifQ== 054%2D7654321 {\\"a\\":\\"\\\\u0064\\"} %2540 &#x40; plain words here\n';
  const body = unit.repeat(50);
  const read = [...readingsOf(body)].reduce((sum, { length }) => sum + length, 0);
  // With every encoding undone in every reading they are twelve times as long.
  expect(read).toBeLessThan(5 * body.length);
  expect(writingMentions(body, DANA)).toBe(false);
});
