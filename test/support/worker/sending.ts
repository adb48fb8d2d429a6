import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import worker from '../../../src/index.ts';
import { ORIGIN, type Owner } from './owner.ts';

/** What somebody may say of themselves, by the API's names. */
export type Person = Partial<Record<Field, string>>;
export type Field =
  | 'firstName'
  | 'lastName'
  | 'phone'
  | 'mobile'
  | 'otherPhone'
  | 'email'
  | 'idNumber'
  | 'city'
  | 'updateExistingDetails';

/** What a sender gets to see. */
export interface Answer {
  status: number;
  text: string;
}

/** Something ready to be sent: each time the same bytes, under the same name if it has one. */
export type Sending = (on?: Env) => Promise<Answer>;

/** A request that can be sent again and again, to the Worker as it is or to one with other bindings. */
export const sendingOf =
  (url: string, init: RequestInit = {}): Sending =>
  async (on = env) => {
    const request = new Request(url, { redirect: 'manual', ...init });
    const response = await worker.fetch(request, on, createExecutionContext());
    return { status: response.status, text: await response.text() };
  };

/** The header that names a request, where it has a name. */
export const named = (key: string | undefined): Record<string, string> => (key ? { 'idempotency-key': key } : {});

/** A call of the API. */
export const apiSending = ({ apiKey }: Pick<Owner, 'apiKey'>, path: string, body: unknown, key?: string): Sending =>
  sendingOf(`${ORIGIN}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...named(key) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A mail, handed to the Worker as Email Routing does. A bounce is a 550. */
export const mailSending =
  ({ channelKey }: Pick<Owner, 'channelKey'>, mail: string | Uint8Array<ArrayBuffer>): Sending =>
  async (on = env) => {
    const bytes = typeof mail === 'string' ? new TextEncoder().encode(mail.replace(/\r?\n/g, '\r\n')) : mail;
    let answer = { status: 250, text: '' };
    const message = {
      from: 'wordpress@example.net',
      to: `${channelKey}@leads.example.net`,
      headers: new Headers(),
      raw: new Response(bytes).body as ReadableStream<Uint8Array>,
      rawSize: bytes.length,
      setReject: (text: string) => {
        answer = { status: 550, text };
      },
    };
    await worker.email(message, on);
    return answer;
  };
