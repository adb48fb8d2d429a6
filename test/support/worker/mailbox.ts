import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { app } from '../../../src/app.ts';

export interface SentMail {
  from: string;
  to: string;
  subject: string;
  text: string;
}

/** A deployment that can send mail, and everything it sent. */
export function withMail(send: (mail: SentMail) => Promise<unknown> = async () => undefined) {
  const sent: SentMail[] = [];
  const MAIL = {
    async send(mail: SentMail) {
      await send(mail);
      sent.push(mail);
    },
  };
  const deployment = { ...env, MAIL_FROM: 'no-reply@kelet.test', MAIL } as unknown as Env;
  return {
    sent,
    fetch: async (request: Request) => app.fetch(request, deployment, createExecutionContext()),
    /** The link of the last mail. */
    link: () => /https:\/\/\S+/.exec(sent.at(-1)?.text ?? '')?.[0] ?? '',
  };
}
