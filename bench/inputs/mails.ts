import type { LeadMessage } from '../../src/queue/message.ts';
import { receiveMail } from '../../src/ways-in/mail/receive-mail.ts';
import { formOf } from './forms.ts';

/** The mail that a site's contact form sends about a person; of a seeded person it is a repeat inquiry. */
export const mailOf = (person: number, note: string): string =>
  [
    'From: Site <wordpress@example.net>',
    `Message-ID: <${person}.${encodeURIComponent(note)}@example.net>`,
    'Subject: New inquiry',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...Object.entries(formOf(person, note)).map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\r\n');

/** The messages that the Worker puts on the queue for these mails, caught before they go. */
export async function messagesOfMails(env: Env, channelKey: string, mails: string[]): Promise<LeadMessage[]> {
  const taken: LeadMessage[] = [];
  const LEADS = { send: async (body: LeadMessage) => void taken.push(structuredClone(body)) };
  for (const mail of mails) {
    await receiveMail(
      {
        from: 'wordpress@example.net',
        to: `${channelKey}@leads.example.net`,
        raw: new Response(mail).body as ReadableStream<Uint8Array>,
        setReject: (reason) => {
          throw new Error(`The mail was bounced: ${reason}`);
        },
      },
      { ...env, LEADS } as unknown as Env,
    );
  }
  if (taken.length !== mails.length) throw new Error(`${mails.length} mails made ${taken.length} messages`);
  return taken;
}
