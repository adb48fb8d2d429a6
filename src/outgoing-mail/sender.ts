import { cloudflareSender } from './cloudflare.ts';
import { httpSender } from './http.ts';

/** One mail to one person. Plain text: nothing of it is loaded from anywhere. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  language: 'he' | 'en';
}

/** Sends mail. Rejects when the provider did not take it. */
export type SendMail = (mail: Mail) => Promise<void>;

/**
 * How a deployment sends mail, all of it optional: `MAIL_FROM` sends through the binding `MAIL` (Cloudflare Email
 * Service), and with `MAIL_URL` through a provider's HTTP API instead. `npm start` sets `MAIL_URL` to a local outbox.
 */
export interface MailEnv {
  MAIL?: SendEmail;
  /** The sender's address, such as `no-reply@example.com`. */
  MAIL_FROM?: string;
  /** Where mails are posted as JSON: `{ from, to, subject, text }`, as Resend and others take them. */
  MAIL_URL?: string;
  /** The bearer token that goes with them. */
  MAIL_TOKEN?: string;
}

/** The deployment's way of sending mail; undefined when none is set up. */
export function mailSender({ MAIL, MAIL_FROM, MAIL_URL, MAIL_TOKEN }: MailEnv): SendMail | undefined {
  if (!MAIL_FROM) return undefined;
  if (MAIL_URL) return httpSender(MAIL_URL, MAIL_TOKEN, MAIL_FROM);
  return MAIL && cloudflareSender(MAIL, MAIL_FROM);
}
