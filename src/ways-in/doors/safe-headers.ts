import type { Context, Next } from 'hono';

/** On every answer of every address: of pages, data, errors and files alike. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The same, where an answer does not say it itself: pages have a policy of their own. */
export const SAFE_DEFAULTS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** Sets them, once the answer is there. An answer that came from elsewhere cannot be written on and is copied. */
export async function safeHeaders(c: Context, next: Next): Promise<void> {
  await next();
  try {
    setOn(c.res.headers);
  } catch {
    const copy = new Response(c.res.body, c.res);
    setOn(copy.headers);
    c.res = copy;
  }
}

function setOn(headers: Headers): void {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) headers.set(name, value);
  for (const [name, value] of Object.entries(SAFE_DEFAULTS)) if (!headers.has(name)) headers.set(name, value);
}
