import { describe, expect, test } from 'vitest';
import { mail, readOne } from '../support/pure/mail.ts';

const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
const encoded = (subject: string) => `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
const read = (from: string, subject: string, body: string, more: Record<string, string> = {}) =>
  readOne(mail({ from, subject: encoded(subject), headers: { ...headers, ...more }, body }));

const PBX = 'Cloud PBX <pbx@telco.example>';
const OFFICE = 'Office <office@telco.example>';

describe('of a call that a machine tells of, the caller is the person', () => {
  test.each([
    ['Missed call from 052-1234567', 'You have a missed call.\nCaller ID: 052-1234567\nCalled number: 03-6001122'],
    ['Missed call', 'Missed call from: 052-1234567\nTo: 03-6001122\nDuration: 0:12'],
    ['Missed call from 052-1234567', 'Extension 12 did not answer.\nCall the customer back soon.'],
    ['New voicemail', 'You received a voice message.\nFrom: 052-1234567\nMailbox: 200'],
    ['Call notification', 'An incoming call was not answered.\nCalling number: +972521234567\nDialed: 036001122'],
    ['שיחה שלא נענתה', 'התקבלה שיחה שלא נענתה\nמספר המתקשר: 052-1234567\nמספר שחויג: 03-6001122\nשעה: 10:00'],
    ['שיחה שלא נענתה מ-052-1234567', 'שלוחה 12 לא ענתה.'],
    ['הודעה קולית חדשה', 'קיבלת הודעה קולית.\nמתקשר: 0521234567\nאורך: 12 שניות'],
    ['You missed a call', 'You missed a call from 052-1234567 at 10:00.'],
  ])('%s / %s', async (subject, body) => {
    for (const from of [PBX, 'Reports <no-reply@telco.example>', OFFICE]) {
      const { identities, details, rejection, quarantine } = await read(from, subject, body);
      expect([from, identities]).toEqual([from, [{ kind: 'phone', value: '+972521234567' }]]);
      expect(details.email).toBeUndefined();
      expect(details.firstName).toBeUndefined();
      expect(details.notes).toContain(body.split('\n')[0]);
      expect([rejection, quarantine]).toEqual([null, null]);
    }
  });

  test.each([
    [OFFICE, 'Verpasster Anruf', 'Verpasster Anruf von +972 52 123 4567\nan 03-6001122'],
    ['VoIP <info@voip.example>', 'Anruf in Abwesenheit', 'Anruf von der Nummer +972521234567'],
    [OFFICE, 'Appel manqué', 'Appel manqué de +972 52 123 4567'],
    [OFFICE, 'Llamada perdida', 'Llamada perdida de +972521234567'],
    [OFFICE, 'Пропущенный звонок', 'Пропущенный звонок от +972521234567'],
    ['SMS Gateway <sms@gateway.example>', 'SMS from 0521234567', 'Please call me'],
    ['מוקד <office@moked.example>', 'שיחה שלא נענתה', 'התקבלה שיחה שלא נענתה מהמספר 052-1234567\nלמספר 03-6001122'],
    ['IVR <ivr@moked.example>', 'פנייה חדשה מהמוקד', 'מספר מתקשר: 0521234567\nמספר מחויג: 036001122'],
  ])('in other words and languages: %s / %s / %s', async (from, subject, body) => {
    const { identities, details } = await read(from, subject, body);
    expect(identities).toEqual([{ kind: 'phone', value: '+972521234567' }]);
    expect([details.email, details.firstName]).toEqual([undefined, undefined]);
  });

  test('with the name that stands beside the number', async () => {
    const named = await read(PBX, 'Missed call', 'Missed call\nCaller: "Dana Levi" <0521234567>\nTo: 036001122');
    expect(named.details).toMatchObject({ firstName: 'Dana', lastName: 'Levi', phone: '0521234567' });
    const apart = await read(PBX, 'שיחה שלא נענתה', 'שם המתקשר: דנה לוי\nמספר המתקשר: 052-1234567');
    expect(apart.details).toMatchObject({ firstName: 'דנה', lastName: 'לוי', phone: '052-1234567' });
    const hidden = await read(PBX, 'Missed call', 'Missed call\nCaller: Unknown 0521234567');
    expect(hidden.details.firstName).toBeUndefined();
  });

  test('also when the mail says that a program made it', async () => {
    const automatic = { 'Auto-Submitted': 'auto-generated' };
    const { identities, quarantine } = await read(PBX, 'Missed call', 'Missed call\nCaller ID: 052-1234567', automatic);
    expect([identities, quarantine]).toEqual([[{ kind: 'phone', value: '+972521234567' }], null]);
  });

  test('two callers of one machine are two people', async () => {
    const of = async (phone: string) =>
      (await read(PBX, `Missed call from ${phone}`, `Caller ID: ${phone}`)).identities.map(({ value }) => value);
    expect(await of('0521234567')).toEqual(['+972521234567']);
    expect(await of('0521234568')).toEqual(['+972521234568']);
  });
});

describe('a machine is never the person', () => {
  test.each([
    ['Fax <fax@office.example>', 'Fax received', 'You received a fax from 03-6001122. Pages: 2'],
    ['e-Fax <office@office.example>', 'New fax', 'A fax of 2 pages is attached.'],
    ['Live Chat <chat@widget.example>', 'New chat', 'Agent: Ada\nAgent email: ada@example.net\nTranscript: hi'],
    ['WhatsApp Bot <bot@widget.example>', 'New message', 'Agent phone - 03-6001122'],
  ])('nor a fax, a chat or those it names beside: %s', async (from, subject, body) => {
    expect((await read(from, subject, body)).identities).toEqual([]);
  });

  test('and what stands below its form is not the person’s', async () => {
    const body = 'Name - Noa Barak\nPhone - 0521234567\nAgent phone - 03-6001122';
    const { identities } = await read('Forms <forms@widget.example>', 'New lead', body);
    expect(identities).toEqual([{ kind: 'phone', value: '+972521234567' }]);
  });

  test.each([
    ['Portal <no-reply@portal.example>', 'You have a new lead', {}],
    ['Portal <info@portal.example>', 'You have a new lead', {}],
    ['Portal <leads@portal.example>', 'Somebody asked', {}],
    ['Website <office@portal.example>', 'New form submission', {}],
    ['אתר <office@portal.example>', 'ליד חדש', {}],
    ['Dana <office@portal.example>', 'Somebody asked', { 'X-PHP-Originating-Script': '33:mail.php' }],
    ['Dana <office@portal.example>', 'Somebody asked', { 'X-Mailer': 'PHPMailer 6.8.0' }],
    [PBX, 'Missed call', {}],
  ])('%s, %s', async (from, subject, more) => {
    const sent = await read(from, subject, 'Hello,\nDana Levi (0521234567) asked about your flat.\nThe team', more);
    expect(sent.identities).toEqual([]);
    expect(sent.details.email).toBeUndefined();
    expect(sent.rejection?.code).toBe('no_way_to_contact');
    expect(sent.details.notes).toContain('Dana Levi (0521234567)');
  });

  test('nor when its form says only a name', async () => {
    const body =
      'Name: Dana Levi\nMessage: Call me\n\n---\nDate: 1.1.2026\nPage URL: https://site.example\nRemote IP: 192.0.2.1';
    const sent = await read(OFFICE, 'Contact', body);
    expect(sent.identities).toEqual([]);
  });

  test('whom it names for replies is', async () => {
    const sent = await read('Portal <info@portal.example>', 'You have a new lead', 'Dana asked about your flat.', {
      'Reply-To': 'Dana Levi <dana@example.com>',
    });
    expect(sent.details).toMatchObject({ firstName: 'Dana', lastName: 'Levi', email: 'dana@example.com' });
  });
});

test.each([
  ['Call', 'I have a missed call from you, from 03-6001122. Please call me.'],
  ['Your voicemail', 'I left you a voice message.\nMy number: see below'],
  ['שיחה', 'ניסיתי להתקשר, הייתה לי שיחה שלא נענתה מ-03-6001122. אשמח לחזרה'],
  ['New inquiry', 'Do you have flats in Haifa?'],
  ['פנייה חדשה', 'האם יש דירות בחיפה?'],
])('a person who writes of calls stays the person: %s', async (subject, body) => {
  const { identities } = await read('Dana Levi <dana@example.com>', subject, body);
  expect(identities).toEqual([{ kind: 'email', value: 'dana@example.com' }]);
});

describe('values in a form mail', () => {
  const readLine = async (line: string) => {
    const sent = await read(
      'WordPress <wordpress@site.example>',
      'Form',
      `Name: Dana Levi\n${line}\nPhone: 052-1234567`,
    );
    return [sent.details.email, sent.unknown.Code];
  };
  test.each([
    ['Email: _dana@example.com', '_dana@example.com', undefined],
    ['*Email:* _dana@example.com', '_dana@example.com', undefined],
    ['*Email*: dana@example.com', 'dana@example.com', undefined],
    ['*Email: *dana@example.com', 'dana@example.com', undefined],
    ['**Email:** dana@example.com', 'dana@example.com', undefined],
    ['Email: *dana@example.com*', 'dana@example.com', undefined],
    ['_Email:_ dana@example.com', 'dana@example.com', undefined],
    ['Code: *123', undefined, '*123'],
    ['Code: _abc', undefined, '_abc'],
    ['Code: *2870*', undefined, '2870'],
    ['*Code:* *123', undefined, '*123'],
    ['Code: **', undefined, '**'],
  ])('keep what they begin with: %s', async (line, email, code) => {
    expect(await readLine(line)).toEqual([email, code]);
  });
});
