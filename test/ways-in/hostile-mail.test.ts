import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storeRaw } from '../../src/lead/raw.ts';
import { lighten, MAX_KEPT_BYTES } from '../../src/ways-in/mail/mime/lighten.ts';
import { bytes, mail, multipart, readOne, understandMail, utf8 } from '../support/pure/mail.ts';

const ROOT = join(import.meta.dirname, '../fixtures/ways-in/mail');
const fixtures = readdirSync(ROOT)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => new Uint8Array(readFileSync(join(ROOT, name))));

const MB = 1_000_000;
const mixed = { 'Content-Type': 'multipart/mixed; boundary=b' };
const storedSize = (body: Uint8Array) =>
  JSON.stringify(storeRaw({ method: 'POST', query: '', contentType: '', body })).length;

describe('any bytes', { timeout: 30_000 }, () => {
  test('of a mail damaged anywhere are read or refused, never thrown at', async () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(...fixtures),
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 12 }), fc.nat(40)), { minLength: 1, maxLength: 6 }),
      )
      .map(([sent, damages]) =>
        damages.reduce((whole, [at, put, skip]) => {
          const from = at % (whole.length + 1);
          return Uint8Array.of(...whole.subarray(0, from), ...put, ...whole.subarray(from + skip));
        }, sent),
      );
    await fc.assert(
      fc.asyncProperty(damaged, async (sent) => {
        const { leads, wayIn } = await understandMail(lighten(sent));
        expect(wayIn).toBe('mail');
        expect(leads.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test('that are none of a mail are kept as unreadable', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (sent) => {
        const { leads } = await understandMail(Uint8Array.of(0, ...sent));
        expect(leads[0]?.rejection?.code).toBe('unreadable');
      }),
    );
  });
});

/** The shapes that make careless parsers slow, each of about this many bytes. */
const BOMBS: Record<string, (size: number) => string> = {
  'parts without end': (size) => mail({ headers: mixed, body: '--b\r\n\r\nx\r\n'.repeat(size / 11) }),
  'parts in parts': (size) =>
    mail({
      headers: { 'Content-Type': 'multipart/mixed; boundary=0' },
      body: Array.from(
        { length: size / 60 },
        (_, i) => `--${i}\nContent-Type: multipart/mixed; boundary=${i + 1}\n\n`,
      ).join(''),
    }),
  'multiparts side by side': (size) =>
    mail({
      headers: mixed,
      body: Array.from(
        { length: size / 60 },
        (_, i) => `--b\nContent-Type: multipart/mixed; boundary=${i}\n\n--${i}\n\n`,
      ).join(''),
    }),
  'mails in mails': (size) => 'From: a@b.example\nContent-Type: message/rfc822\n\n'.repeat(size / 52),
  'a header without end': (size) => `From: a@b.example\r\nSubject: ${'x'.repeat(size)}\r\n\r\n`,
  'folds without end': (size) => `From: a@b.example\r\nSubject: x\r\n${' x\r\n'.repeat(size / 4)}\r\n`,
  'headers without end': (size) => `${'From: a@b.example\r\n'.repeat(size / 19)}\r\n`,
  'addresses without end': (size) => `From: ${'"<(,a@b.example;:'.repeat(size / 18)}\r\n\r\nText`,
  'encoded words without end': (size) => `From: a@b.example\r\nSubject: ${'=?utf-8?Q?'.repeat(size / 10)}\r\n\r\n`,
  'encoded words side by side': (size) => `From: a@b.example\r\nSubject: ${'=?utf-8?Q?a?= '.repeat(size / 14)}\r\n\r\n`,
  'a boundary without end': (size) =>
    mail({ headers: { 'Content-Type': `multipart/mixed; boundary=${'b'.repeat(size)}` } }),
  'parameters without end': (size) => mail({ headers: { 'Content-Type': `text/plain${';a="'.repeat(size / 4)}` } }),
  'labels without end': (size) => mail({ body: 'Name: a\n'.repeat(size / 8) }),
  'colons without end': (size) => mail({ body: ':'.repeat(size) }),
  'spaces before a colon': (size) => mail({ body: `Name${' '.repeat(size)}:` }),
  'stars without end': (size) => mail({ body: `Name: ${'*'.repeat(size)}x` }),
  'quoted headers without end': (size) => mail({ subject: 'Fwd: x', body: 'From: a\nDate: b\n'.repeat(size / 16) }),
  'markers without end': (size) => mail({ subject: 'Fwd: x', body: '--- Forwarded ---\n'.repeat(size / 18) }),
  'forwards in forwards': (size) =>
    mail({
      subject: 'Fwd: x',
      body: '---- Forwarded message ----\nFrom: a <a@b.example>\nDate: x\nTo: y\nSubject: z\n\n'.repeat(size / 80),
    }),
  'marks of quotation': (size) => mail({ body: `${'>'.repeat(size)}\n> x` }),
  'lines that alternate': (size) => mail({ body: '> x\ny\n'.repeat(size / 6) }),
  'lines that begin with On': (size) =>
    mail({ body: `On 1 ${'x'.repeat(300)} schrieb ${'y'.repeat(100)}\n`.repeat(size / 415) }),
};
const HTML_BOMBS: Record<string, string> = {
  brackets: '<',
  'open comments': '<!--',
  'open styles': '<style>',
  'open rows': '<tr><td>',
  'open tables': '<table><tr><td>',
  breaks: '<br>',
  'blank references': '&nbsp;',
  ampersands: '&#',
  links: '<a href="mailto:x@y.example">',
  blanks: '\u00a0 ',
};
for (const [name, piece] of Object.entries(HTML_BOMBS)) {
  BOMBS[`HTML of ${name}`] = (size) =>
    mail({ headers: { 'Content-Type': 'text/html' }, body: piece.repeat(size / piece.length) });
}

// What is not linear takes minutes with these; the bound leaves room for a busy machine.
describe('a bomb', { timeout: 30_000 }, () => {
  test.each(Object.entries(BOMBS))('of %s takes no more than a moment, whole and lightened', async (_, bomb) => {
    const started = performance.now();
    expect((await understandMail(bomb(65_000))).leads).toHaveLength(1);
    const light = lighten(utf8(bomb(MB)));
    expect((await understandMail(light)).leads).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(light.length).toBeLessThanOrEqual(MAX_KEPT_BYTES);
    expect(storedSize(light)).toBeLessThanOrEqual(110_000);
  });
});

describe('a mail too large to be kept whole', () => {
  const base64 = (size: number) => `${'QUJD'.repeat(19)}\r\n`.repeat(size / 78);
  const attachment = (name: string, size: number) =>
    `Content-Type: application/pdf; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(size)}`;
  const text = 'Content-Type: text/plain\r\n\r\nPlease call me.';
  const headers = { ...mixed, 'Message-ID': '<big@example.com>' };

  test('up to 64 KB is not touched', () => {
    const sent = utf8(mail({ body: 'x'.repeat(60_000) }));
    expect(lighten(sent)).toBe(sent);
  });

  test('keeps its header, text and XML, and names the attachments it does not keep', async () => {
    const xml =
      'Content-Type: text/xml; name=a.xml\r\nContent-Disposition: attachment\r\n\r\n<lead><Phone>052-1234567</Phone></lead>';
    const light = lighten(utf8(mail({ headers, body: multipart(text, attachment('plan.pdf', 300_000), xml) })));
    expect(light.length).toBeLessThan(2000);
    const read = await readOne(light);
    expect(read).toMatchObject({ details: { phone: '052-1234567' }, providerLeadId: '<big@example.com>' });
    expect(read.lead.warnings).toEqual([
      { code: 'attachment_not_kept', message: expect.stringContaining('plan.pdf'), field: 'plan.pdf' },
    ]);
  });

  test('reads as the whole would', async () => {
    const whole = mail({ headers, body: multipart(text, attachment('plan.pdf', 300_000)) });
    const [before, after] = [await readOne(whole), await readOne(lighten(utf8(whole)))];
    expect(after.details).toEqual(before.details);
    expect(after.content).toBe(before.content);
  });

  test('keeps the beginning of a text that is too long by itself, and says so', async () => {
    const light = lighten(utf8(mail({ body: 'Please call me. '.repeat(20_000) })));
    const read = await readOne(light);
    expect(read.codes).toEqual(['mail_text_cut']);
    expect(read.details.notes?.length).toBeGreaterThan(50_000);
    expect(light.length).toBeLessThanOrEqual(MAX_KEPT_BYTES);
  });

  test('keeps the plain text before the page that only repeats it', async () => {
    const page = `Content-Type: text/html\r\n\r\n<p>${'x'.repeat(200_000)}</p>`;
    const alternative = { 'Content-Type': 'multipart/alternative; boundary=b' };
    const read = await readOne(lighten(utf8(mail({ subject: '', headers: alternative, body: multipart(page, text) }))));
    expect(read.details.notes).toBe('Please call me.');
  });

  test('fits its message also when JSON doubles every character', () => {
    expect(storedSize(lighten(utf8(mail({ body: '"\\'.repeat(32_000) }))))).toBeLessThanOrEqual(100_000);
    expect(storedSize(lighten(bytes(mail({ body: '\xe0\xe1'.repeat(32_000) }))))).toBeLessThanOrEqual(100_000);
  });
});
