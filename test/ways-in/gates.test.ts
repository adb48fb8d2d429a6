import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Raw } from '../../src/lead/raw.ts';
import { withoutProofs } from '../../src/ways-in/accept/check-sender.ts';
import { readRaw } from '../../src/ways-in/read.ts';
import { isSignedBy } from '../../src/ways-in/senders/ads/meta-signature.ts';
import { gateOf } from '../../src/ways-in/senders/gates.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const post = (body: Uint8Array): Raw => ({ method: 'POST', query: '', contentType: 'application/json', body });
const google = (key: unknown) => ({
  google_key: key,
  lead_id: 'x',
  user_column_data: [{ column_id: 'EMAIL', string_value: 'a@b.co' }],
});

test('the signature is HMAC-SHA256 over the bytes, as RFC 4231 has it', async () => {
  const signature = 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const body = bytes('what do ya want for nothing?');
  expect(await isSignedBy('Jefe', body, signature)).toBe(true);
  expect(await isSignedBy('Jefe', body, signature.toUpperCase().replace('SHA256', 'sha256'))).toBe(true);
  expect(await isSignedBy('jefe', body, signature)).toBe(false);
  expect(await isSignedBy('Jefe', body.subarray(1), signature)).toBe(false);
});

test('whatever Google’s key is, it is read, and stays in no byte that is kept; all other bytes stay', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (random) => {
      const key = `${random}-secret`;
      const raw = post(bytes(JSON.stringify(google(key))));
      const reading = readRaw(raw, {});
      expect(reading.ok && reading.submissions[0]?.proof).toBe(key);
      expect(JSON.stringify(reading.ok && reading.submissions[0]?.pairs)).not.toContain('-secret');
      const kept = withoutProofs(raw, [{ sender: 'google-ads', proof: key }]);
      expect(JSON.parse(new TextDecoder().decode(kept.body))).toEqual(google('***'));
    }),
  );
});

test('the key is found however its name is written, once or often, deep or after text that looks like it', () => {
  const hide = (text: string) => {
    const kept = withoutProofs(post(bytes(text)), [{ sender: 'google-ads', proof: 'k' }]);
    return new TextDecoder().decode(kept.body);
  };
  expect(hide('{"google\\u005fkey":"s3cret"}')).toBe('{"google\\u005fkey":"***"}');
  expect(hide('{"\\u0067oogle_key" :\n 12345}')).toBe('{"\\u0067oogle_key" :\n "***"}');
  expect(hide('[{"a":"\\"google_key\\":\\"x","google_key":"s"},{"google_key":true}]')).toBe(
    '[{"a":"\\"google_key\\":\\"x","google_key":"***"},{"google_key":"***"}]',
  );
  expect(hide('{"google_keys":"stays","not google_key":"stays"}')).toBe(
    '{"google_keys":"stays","not google_key":"stays"}',
  );
});

test('the key is found in whatever the document was put into', () => {
  const json = JSON.stringify({ ...google('s3cret key'), note: '100% שלום & more' });
  const utf16 = (isLittle: boolean, mark: string) =>
    Uint8Array.from(
      [...(mark + json)].flatMap((character) => {
        const code = character.charCodeAt(0);
        return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
      }),
    );
  const everyByte = [...bytes(json)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const boundary = `--b\r\nContent-Disposition: form-data; name="payload"\r\n\r\n${json}\r\n--b--`;
  const sent: Partial<Raw>[] = [
    { body: utf16(true, '') },
    { body: utf16(false, '') },
    { body: utf16(true, '\ufeff') },
    { body: utf16(false, '\ufeff') },
    { body: bytes(`payload=${encodeURIComponent(json)}&x=a%20b`) },
    { body: bytes(`x=a%20b&payload=${everyByte}`) },
    { body: bytes(encodeURIComponent(json)) },
    { body: bytes(boundary), contentType: 'multipart/form-data; boundary=b' },
    { method: 'GET', query: `data=${encodeURIComponent(json)}`, body: bytes('') },
  ];
  for (const one of sent) {
    const raw = { ...post(bytes('')), contentType: '', ...one };
    const reading = readRaw(raw, {});
    expect(reading.ok && reading.submissions[0]).toMatchObject({ sender: 'google-ads', proof: 's3cret key' });
    const kept = withoutProofs(raw, [{ sender: 'google-ads', proof: 's3cret key' }]);
    const again = readRaw(kept, {});
    expect(again.ok && again.submissions[0]?.proof).toBe('***');
    expect(again.ok && again.submissions[0]?.pairs).toEqual(reading.ok && reading.submissions[0]?.pairs);
  }
});

test('bytes of any charset around the key come back as they were', () => {
  const hebrew = Uint8Array.of(0xe3, 0xf0, 0xe4, 0xff, 0x80);
  const body = Uint8Array.from([...bytes('{"a":"'), ...hebrew, ...bytes('","google_key" : 12345}')]);
  const kept = withoutProofs(post(body), [{ sender: 'google-ads', proof: '12345' }]);
  expect([...kept.body]).toEqual([...bytes('{"a":"'), ...hebrew, ...bytes('","google_key" : "***"}')]);
});

test('a body that is one long unclosed key is looked through in no time', () => {
  const body = bytes(`{"google_key":"${'\\"'.repeat(32_000)}`);
  const began = performance.now();
  withoutProofs(post(body), [{ sender: 'google-ads', proof: 'k' }]);
  expect(performance.now() - began).toBeLessThan(200);
});

test('senders without a secret have no gate', () => {
  expect(['generic', 'elementor', 'hubspot', 'leadbyte', 'constructor'].map(gateOf)).toEqual(Array(5).fill(undefined));
});
