import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openOutbox } from '../../scripts/outbox.ts';
import { type MailEnv, mailSender } from '../../src/outgoing-mail/sender.ts';

const MAIL = { to: 'dana@example.com', subject: 'אישור', text: 'שלום\nלך', language: 'he' } as const;
const FROM = { MAIL_FROM: 'no-reply@kelet.test' };

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function provider(status: number) {
  const taken: { headers: IncomingMessage['headers']; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    taken.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/emails` };
}

test('nothing is sent, and nothing can be, until somebody says from whom', () => {
  const binding = { send: async () => ({}) } as unknown as SendEmail;
  expect(mailSender({})).toBeUndefined();
  expect(mailSender({ MAIL: binding })).toBeUndefined();
  expect(mailSender({ MAIL_URL: 'https://mail.example/' })).toBeUndefined();
  expect(mailSender(FROM)).toBeUndefined();
});

test('with the binding, Cloudflare sends it', async () => {
  const sent: unknown[] = [];
  const binding = { send: async (mail: unknown) => void sent.push(mail) } as unknown as SendEmail;
  await mailSender({ ...FROM, MAIL: binding })?.(MAIL);
  expect(sent).toEqual([{ from: 'no-reply@kelet.test', to: MAIL.to, subject: MAIL.subject, text: MAIL.text }]);
});

test('with an address, a provider does', async () => {
  const { taken, url } = await provider(200);
  await mailSender({ ...FROM, MAIL_URL: url, MAIL_TOKEN: 'token' })?.(MAIL);
  expect(taken).toMatchObject([
    {
      headers: { authorization: 'Bearer token' },
      body: { from: 'no-reply@kelet.test', to: [MAIL.to], subject: MAIL.subject, text: MAIL.text },
    },
  ]);
});

test.each([302, 401, 500])('a provider that answers %d did not send it', async (status) => {
  const { url } = await provider(status);
  const env: MailEnv = { ...FROM, MAIL_URL: url };
  await expect(mailSender(env)?.(MAIL)).rejects.toThrow(String(status));
});

test('on a developer’s machine it becomes a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelet-outbox-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const outbox = await openOutbox(folder);
  ends.push(outbox.close);
  await mailSender({ ...FROM, MAIL_URL: outbox.url })?.(MAIL);
  const [file = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, file), 'utf8')).toBe(
    'From: no-reply@kelet.test\nTo: dana@example.com\nSubject: אישור\n\nשלום\nלך',
  );
});
