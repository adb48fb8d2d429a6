import { env } from 'cloudflare:workers';
import worker from '../../../src/index.ts';

interface Envelope {
  to: string;
  from?: string | undefined;
}

/** Hands a mail to the Worker as Email Routing does, in pieces; tells with what words it was bounced, if it was. */
export async function sendMail(mail: string | Uint8Array, { to, from }: Envelope, on: Env = env) {
  const bytes = typeof mail === 'string' ? new TextEncoder().encode(mail.replace(/\r?\n/g, '\r\n')) : mail;
  const rejected: string[] = [];
  const message = {
    from: from ?? 'dana@example.com',
    to,
    headers: new Headers(),
    raw: new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 10_000) controller.enqueue(bytes.slice(at, at + 10_000));
        controller.close();
      },
    }),
    rawSize: bytes.length,
    setReject: (reason: string) => void rejected.push(reason),
  };
  await worker.email(message, on);
  return rejected[0];
}
