import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { expect, test } from 'vitest';
import { replayLead } from '../../src/business/leads/replay.ts';
import { channels, databases } from '../../src/storage/control/schema.ts';
import { withNothingDurable } from '../support/faults/fallback-store.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { afterLeads, contentOf, eventually } from '../support/worker/observe.ts';
import { postForm } from '../support/worker/send.ts';
import { sendMail as sendMailTo } from '../support/worker/send-mail.ts';

const withMail = () => newBusiness({ channel: { waysIn: ['html-form', 'mail'] } });

interface Sent {
  from?: string;
  to?: string;
}

const sendMail = (business: Business, mail: string | Uint8Array, { from, to }: Sent = {}, on: Env = env) =>
  sendMailTo(mail, { from, to: to ?? `${business.key}@leads.example.net` }, on);

let sent = 0;
const mailOf = (body: string, headers = '', id = `<${++sent}@example.com>`) =>
  `From: Dana Levi <dana@example.com>\nTo: x@leads.example.net\nSubject: Flat\nMessage-ID: ${id}\n${headers}\n${body}`;
const FORM = 'Name: Dana Levi\nPhone: 052-1234567\nEmail: dana@example.com\nMessage: Please call\n';

test('a mail becomes a contact with its stamps, a task with its text, and keeps its bytes', async () => {
  const business = await withMail();
  expect(await sendMail(business, mailOf('Is it still free?\n'))).toBeUndefined();
  const { contacts, tasks, leads } = await afterLeads(business, 1);
  expect(contacts).toMatchObject([
    { firstName: 'Dana', lastName: 'Levi', email: 'dana@example.com', createdBy: 'Landing page (Mail2Lead)' },
  ]);
  expect(tasks).toMatchObject([{ notes: 'Flat\nIs it still free?' }]);
  expect(leads).toMatchObject([
    {
      wayIn: 'mail',
      sender: 'mail',
      raw: { contentType: 'message/rfc822', body: expect.stringContaining('Is it still free?') },
    },
  ]);
});

test.each([
  ['in capitals', (key: string) => `${key.toUpperCase()}@leads.example.net`],
  ['with a tag', (key: string) => `${key}+site-7@leads.example.net`],
  ['in angle brackets', (key: string) => `<${key}@leads.example.net>`],
])('the address may come %s', async (_, addressOf) => {
  const business = await withMail();
  expect(await sendMail(business, mailOf('Hi'), { to: addressOf(business.key) })).toBeUndefined();
  expect((await afterLeads(business, 1)).contacts).toHaveLength(1);
});

test('a mail to an address of no channel is bounced, and nothing is written', async () => {
  const business = await withMail();
  const madeUp = business.key.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
  for (const to of ['info@leads.example.net', `${madeUp}@leads.example.net`, '@', '']) {
    expect(await sendMail(business, mailOf('Hi'), { to })).toMatch(/no such address/);
  }
  expect((await contentOf(business)).leads).toEqual([]);
});

test('a mail to a channel that takes none is kept as rejected, and becomes a lead when that is turned on and it is replayed', async () => {
  const business = await newBusiness({ channel: { waysIn: ['html-form'] } });
  expect(await sendMail(business, mailOf(FORM))).toBeUndefined();
  const { leads, contacts } = await afterLeads(business, 1);
  expect(leads).toMatchObject([{ wayIn: 'mail', status: 'rejected', rejection: { code: 'format_not_allowed' } }]);
  expect(leads[0]?.raw?.body).toContain('Please call');
  expect(contacts).toEqual([]);

  const settings = { language: 'en' as const, waysIn: ['mail' as const] };
  await drizzle(env.CONTROL).update(channels).set({ settings }).where(eq(channels.id, business.channelId));
  const [database] = await drizzle(env.CONTROL).select().from(databases).where(eq(databases.id, business.databaseId));
  if (!database) throw new Error('The business has no database');
  const wanted = { id: leads[0]?.id ?? '', release: false, now: Date.now() };
  await replayLead(env, { database, by: 'Noa' }, wanted);
  await eventually(async () => (await contentOf(business)).contacts.length > 0);
  expect(await contentOf(business)).toMatchObject({
    contacts: [{ phone: '052-1234567' }],
    leads: [{ status: 'created', attempt: 2 }],
  });
});

test('a mail that comes before the edge has heard that mail was turned on is taken by the channel as it is', async () => {
  const business = await newBusiness({ channel: { waysIn: ['html-form'] } });
  const settings = { language: 'en' as const, waysIn: ['mail' as const] };
  await drizzle(env.CONTROL).update(channels).set({ settings }).where(eq(channels.id, business.channelId));
  await sendMail(business, mailOf(FORM));
  const { leads, contacts } = await afterLeads(business, 1);
  expect(leads).toMatchObject([{ wayIn: 'mail', status: 'created', rejection: null }]);
  expect(contacts).toMatchObject([{ phone: '052-1234567' }]);
});

test('a mail to a channel that takes none is rejected also when the edge does not know the channel', async () => {
  const business = await newBusiness({ channel: { waysIn: ['html-form'] }, publish: false });
  await sendMail(business, mailOf(FORM));
  const { leads, contacts } = await afterLeads(business, 1);
  expect(leads).toMatchObject([{ status: 'rejected', rejection: { code: 'format_not_allowed' } }]);
  expect(contacts).toEqual([]);
});

test('the same Message-ID is one lead, however often it comes and whatever servers added on the way', async () => {
  const business = await withMail();
  const id = '<same@example.com>';
  await sendMail(business, mailOf(FORM, '', id));
  await afterLeads(business, 1);
  await Promise.all([
    sendMail(business, mailOf(FORM, '', id)),
    sendMail(business, `Received: from mx2.example.com\n${mailOf(`${FORM}\n--\nscanned`, '', id)}`),
  ]);
  await scheduler.wait(1500);
  const { leads, contacts, tasks } = await contentOf(business);
  expect([leads.length, contacts.length, tasks.length]).toEqual([1, 1, 1]);
});

test('the same Message-ID on another channel is another lead', async () => {
  const [one, other] = [await withMail(), await withMail()];
  for (const business of [one, other]) await sendMail(business, mailOf(FORM, '', '<shared@example.com>'));
  expect((await afterLeads(one, 1)).leads).toHaveLength(1);
  expect((await afterLeads(other, 1)).leads).toHaveLength(1);
});

test('mails without a Message-ID are one lead by their content, for as long as a double submit lasts', async () => {
  const business = await withMail();
  const mail = `From: dana@example.com\nSubject: Flat\n\n${FORM}`;
  for (let i = 0; i < 2; i++) await sendMail(business, mail);
  await sendMail(business, mail.replace('Please call', 'Something else'));
  const { contacts, tasks } = await afterLeads(business, 2);
  expect(contacts).toHaveLength(1);
  expect(tasks.map(({ notes }) => notes)).toEqual(['Please call', 'Something else']);
});

test('a mail from somebody known completes the card and alerts', async () => {
  const business = await withMail();
  await postForm(business, { Email: 'Dana@Example.com', Remarks: 'first' });
  await afterLeads(business, 1);
  await sendMail(business, mailOf(FORM));
  const { contacts, leads, tasks } = await afterLeads(business, 2);
  expect(contacts).toMatchObject([{ firstName: 'Dana', email: 'Dana@Example.com', phone: '052-1234567' }]);
  expect(leads[1]).toMatchObject({ status: 'updated', outcome: { event: 'repeat inquiry', token: 'Hot Lead' } });
  expect(tasks).toHaveLength(2);
});

test.each([
  ['bounce', 'Return-Path: <>\n'],
  ['auto_reply', 'Auto-Submitted: auto-replied\n'],
  ['mailing_list', 'List-Id: <news.example.com>\nPrecedence: list\n'],
])('mail of kind %s makes no contact, stays visible and says why', async (kind, headers) => {
  const business = await withMail();
  await sendMail(business, mailOf(FORM, headers));
  const { leads, contacts } = await afterLeads(business, 1);
  expect(leads).toMatchObject([
    { status: 'quarantined', fields: { details: { phone: '052-1234567' } }, warnings: [{ code: `mail_${kind}` }] },
  ]);
  expect(contacts).toEqual([]);
});

test('a mail with the empty sender of bounces in its envelope makes no contact', async () => {
  const business = await withMail();
  await sendMail(business, mailOf('Not delivered'), { from: '' });
  expect((await afterLeads(business, 1)).leads).toMatchObject([{ status: 'quarantined' }]);
});

test('what is no mail at all is kept with its bytes, to be repaired', async () => {
  const business = await withMail();
  expect(await sendMail(business, Uint8Array.of(0, 255, 1, 2, 254))).toBeUndefined();
  const { leads } = await afterLeads(business, 1);
  expect(leads).toMatchObject([
    {
      wayIn: 'mail',
      status: 'rejected',
      rejection: { code: 'unreadable' },
      raw: { body: 'AP8BAv4=', encoding: 'base64' },
    },
  ]);
});

test('a mail up to 64 KB is kept byte for byte', async () => {
  const business = await withMail();
  const mail = mailOf('x'.repeat(60_000)).replace(/\r?\n/g, '\r\n');
  await sendMail(business, mail);
  const { leads } = await afterLeads(business, 1);
  expect(leads[0]?.raw?.body).toBe(mail);
});

test('a mail of a megabyte becomes a lead without its attachment, which is named', async () => {
  const business = await withMail();
  const attachment = `Content-Type: application/pdf\nContent-Disposition: attachment; filename="plan.pdf"\nContent-Transfer-Encoding: base64\n\n${`${'QUJD'.repeat(19)}\n`.repeat(13_000)}`;
  const body = `--b\nContent-Type: text/plain\n\n${FORM}\n--b\n${attachment}\n--b--\n`;
  await sendMail(business, mailOf(body, 'Content-Type: multipart/mixed; boundary=b\n'));
  const { leads, contacts } = await afterLeads(business, 1);
  expect(contacts).toMatchObject([{ phone: '052-1234567' }]);
  expect(leads[0]?.warnings).toMatchObject([{ code: 'attachment_not_kept', field: 'plan.pdf' }]);
  expect(leads[0]?.raw?.body.length).toBeLessThan(2_000);
});

test('a mail over a megabyte is kept as rejected, with its beginning', async () => {
  const business = await withMail();
  expect(await sendMail(business, mailOf('x'.repeat(1_048_576)))).toBeUndefined();
  const { leads } = await afterLeads(business, 1);
  expect(leads).toMatchObject([{ wayIn: 'mail', status: 'rejected', rejection: { code: 'too_large', status: 413 } }]);
  expect(leads[0]?.raw?.body).toContain('Subject: Flat');
  expect(leads[0]?.raw?.body.length).toBeGreaterThan(50_000);
});

test('a mail that can be made durable nowhere is thrown back, and comes again', async () => {
  const business = await withMail();
  const mail = mailOf(FORM);
  await expect(sendMail(business, mail, {}, withNothingDurable())).rejects.toThrow(
    /Neither the queue nor the fallback store/,
  );
  await sendMail(business, mail);
  expect((await afterLeads(business, 1)).leads).toMatchObject([{ status: 'created' }]);
});

test('a mail that the edge read without knowing its channel is read again with the channel as it is', async () => {
  const business = await newBusiness({
    channel: { waysIn: ['mail'], mapping: { 'Shoe size': 'title' } },
    publish: false,
  });
  await sendMail(business, mailOf(`${FORM}\nShoe size: 42\n`.replace('Message: Please call\n', '')));
  const { contacts } = await eventually(async () => {
    const content = await contentOf(business);
    return content.contacts.length > 0 && content;
  });
  expect(contacts).toMatchObject([{ phone: '052-1234567', title: '42' }]);
});
