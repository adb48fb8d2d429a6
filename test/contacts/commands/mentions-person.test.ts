import { describe, expect, test } from 'vitest';
import { mentionsPerson, textMentions } from '../../../src/contacts/commands/mentions-person.ts';
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
  ])('%s', (body) => {
    expect(mentionsPerson(lead(body), DANA)).toBe(true);
    expect(mentionsPerson(lead('x', body), DANA)).toBe(true);
  });

  test('bytes that are not UTF-8 are read by their charset', () => {
    const body = Uint8Array.from([0xf9, 0xec, 0xe5, 0xed, 0x20, ...new TextEncoder().encode('052-1234567')]);
    expect(mentionsPerson({ ...lead(body), charset: 'windows-1255' }, DANA)).toBe(true);
  });
});

test.each(['Phone=052-7654321', 'mail=dan@example.com', 'id=22345674', '', 'Phone=052123&City=4567'])(
  'another person is another: %s',
  (body) => expect(mentionsPerson(lead(body), DANA)).toBe(false),
);

test('what was understood counts without bytes', () => {
  const fields = { ...emptyLead(), identities: [email('dana@example.com')] };
  expect(mentionsPerson({ fields, raw: null, charset: 'utf-8' }, DANA)).toBe(true);
  expect(mentionsPerson({ fields: emptyLead(), raw: null, charset: 'utf-8' }, DANA)).toBe(false);
});

test('nobody without an identity is looked for', () => {
  expect(textMentions('anything 0521234567', [])).toBe(false);
  expect(textMentions('anything', [{ kind: 'content', value: 'anything' }])).toBe(false);
});
