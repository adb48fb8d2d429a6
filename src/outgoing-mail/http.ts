import type { SendMail } from './sender.ts';

const PATIENCE = 10_000;

/** Sends through a provider's HTTP API: a POST of JSON with a bearer token. */
export const httpSender =
  (url: string, token: string | undefined, from: string): SendMail =>
  async ({ to, subject, text }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ from, to: [to], subject, text, headers: { 'Auto-Submitted': 'auto-generated' } }),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The mail provider answered ${response.status}`);
  };
