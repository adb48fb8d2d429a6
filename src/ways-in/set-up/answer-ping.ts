import type { PingAnswer } from './ping.ts';

/** A ping's answer: text or JSON that no browser takes for a page, and that nobody keeps. */
export function answerPing({ type, body, header }: PingAnswer): Response {
  return new Response(body, {
    headers: {
      'content-type': type === 'json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(header ? { [header[0]]: header[1] } : {}),
    },
  });
}
