import { describe, expect, test } from 'vitest';
import { handshakeAnswer, pingAnswer } from '../../src/ways-in/set-up/ping.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

function ping(body: string, contentType = JSON_TYPE, query = '', headers: Record<string, string> = {}) {
  const raw = { method: 'POST' as const, query, contentType, body: new TextEncoder().encode(body) };
  return pingAnswer(new Headers(headers), raw);
}

describe('a service that tries an address is given', () => {
  test.each([
    ['monday', '{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}'],
    ['Slack', '{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1a","type":"url_verification"}'],
    ['Lark', '{"challenge":"ajls384kdj","token":"xxx","type":"url_verification","ts":"1700000000.1","uuid":"u-1"}'],
    ['a number', '{"challenge":1158201444}'],
  ])('its challenge back as JSON: %s', (_, body) => {
    const { challenge } = JSON.parse(body);
    expect(ping(body)).toEqual({ type: 'json', body: JSON.stringify({ challenge }) });
  });

  test('the token in its address back as text: Microsoft Graph', () => {
    const query = 'validationToken=Validation%3a+Testing+client+application+reachability+%3cb%3e';
    expect(ping('', 'text/plain; charset=utf-8', query)).toEqual({
      type: 'text',
      body: 'Validation: Testing client application reachability <b>',
    });
  });

  test('its header back: Asana, Okta', () => {
    const asana = { 'x-hook-secret': 'b537207f20cbfa02357cf448134da559' };
    for (const body of ['', '{}']) {
      expect(ping(body, JSON_TYPE, '', asana)?.header).toEqual(['x-hook-secret', 'b537207f20cbfa02357cf448134da559']);
    }
    expect(handshakeAnswer(new Headers({ 'x-okta-verification-challenge': 'My verification' }), '')).toBeUndefined();
    expect(handshakeAnswer(new Headers({ 'x-okta-verification-challenge': 'a-value' }), '')).toEqual({
      type: 'json',
      body: '{"verification":"a-value"}',
    });
  });

  test('its challenge back where it asks by GET: Dropbox, Nylas', () => {
    expect(handshakeAnswer(new Headers(), 'challenge=dAzQ-1%3Cx')).toEqual({ type: 'text', body: 'dAzQ-1<x' });
  });

  test.each([
    ['WooCommerce', 'webhook_id=12', FORM],
    ['an object without fields', '{}', JSON_TYPE],
    ['nothing of no type', '', ''],
    [
      'Intercom',
      '{"type":"notification_event","topic":"ping","data":{"item":{"type":"ping","message":"Hello"}}}',
      JSON_TYPE,
    ],
    ['TikTok', '{"client_key":"aw1","event":"tiktok.ping","create_time":1752894700,"content":"{}"}', JSON_TYPE],
    ['a test event', '{"event":"webhook_test","created_at":"2026-01-02T03:04:05Z"}', JSON_TYPE],
    [
      'a test with times and ids',
      '{"event":"test","ts":1752894700123,"sent":"1752894700.25","at":"2026-01-02T03:04:05.123456789Z","hook_id":12345678901}',
      JSON_TYPE,
    ],
    ['a test that says so', '{"event":"test","message":"This is a test message from your webhook."}', JSON_TYPE],
    ['a test that names its webhook', '{"event":"ping","webhook":{"name":"Autumn leads"}}', JSON_TYPE],
    ['a test flag', '{"test":true}', JSON_TYPE],
    ['a test form', 'test=1', FORM],
  ])('thanks: %s', (_, body, type) => {
    expect(ping(body, type)).toMatchObject({ type: 'json', body: '{"status":"ok"}' });
  });
});

describe('what may be a lead is read as one', () => {
  test.each([
    ['a field called challenge beside others', '{"challenge":"Weight loss","name":"Dana Levi","phone":"052-1234567"}'],
    ['the same without a phone', '{"challenge":"Weight loss","name":"Dana Levi"}'],
    ['a challenge that is a phone', '{"challenge":"052-1234567"}'],
    ['a challenge that is an address', '{"challenge":"dana@example.com"}'],
    ['a verification with an address', '{"type":"url_verification","challenge":"a","email":"dana@example.com"}'],
    ['a challenge that is no text', '{"challenge":{"a":"b"}}'],
    ['an endless challenge', JSON.stringify({ challenge: 'x'.repeat(1001) })],
    ['a test with a person in it', '{"event":"test","name":"Dana","phone":"0521234567"}'],
    ['a test with an unknown field that holds a phone', '{"event":"test","data":{"x":"+972521234567"}}'],
    ['a hello from a person', '{"type":"hello","name":"Dana","message":"call 052 123 4567"}'],
    ['a test with a bare country code', '{"type":"test","name":"Dana","contact":"972521234567"}'],
    ['a test with a number in brackets', '{"type":"test","wa":"(03) 555 1234"}'],
    ['a number with dots', '{"type":"test","wa":"052.123.4567"}'],
    ['a number with slashes', '{"type":"test","x":"ring 052/123/4567"}'],
    ['a number with a plus and brackets', '{"type":"test","wa":"+44 (7700) 900 123"}'],
    ['a number in full-width digits', '{"type":"test","wa":"０５２ １２３ ４５６７"}'],
    ['a country code and blanks', '{"type":"test","wa":"972 52-123-4567"}'],
    ['a country code of another country', '{"type":"test","wa":447700900123}'],
    ['a number after much text', JSON.stringify({ type: 'test', x: `${'y '.repeat(300)}0521234567` })],
    ['a name alone', '{"event":"test","data":{"first_name":"Dana"}}'],
    ['a name in Hebrew', '{"event":"test","שם מלא":"דנה לוי"}'],
    ['a message alone', '{"type":"hello","message":"Please ring me back about the yoga course"}'],
    ['a challenge with a name', '{"type":"url_verification","challenge":"a","full_name":"Dana Levi"}'],
    ['an event of another name', '{"event":"contest","title":"x"}'],
    ['an empty list', '[]'],
    ['an empty body declared as JSON', ''],
    ['broken JSON', '{"challenge":'],
    ['a long body', JSON.stringify({ event: 'test', x: 'y'.repeat(5000) })],
  ])('%s', (_, body) => {
    expect(ping(body)).toBeUndefined();
  });

  test.each([
    ['an empty form', '', FORM, ''],
    ['a form with webhook_id beside others', 'webhook_id=12&phone=0521234567', FORM, ''],
    ['a webhook_id that is none', 'webhook_id=0521234567a', FORM, ''],
    ['a token beside fields', '', FORM, 'validationToken=a&Phone=0521234567'],
    ['a token over a body', 'Phone=0521234567', FORM, 'validationToken=a'],
    ['a token that is a phone', '', FORM, 'validationToken=0521234567'],
  ])('%s', (_, body, type, query) => {
    expect(ping(body, type, query)).toBeUndefined();
  });

  test.each([
    'challenge=a&Phone=0521234567',
    'challenge=0521234567',
    'challenge=',
    'Challenge=a',
    `challenge=${'x'.repeat(1001)}`,
  ])('by GET: %s', (query) => {
    expect(handshakeAnswer(new Headers(), query)).toBeUndefined();
  });
});
