import { TURNSTILE_ORIGIN } from '../lead/channel/turnstile.ts';
import type { Brand } from '../published/colours.ts';
import { brandStyle } from './layout.tsx';
import { STYLE } from './style.ts';

/** What a page needs beyond itself. */
export interface PageNeeds {
  headers?: Record<string, string>;
  /** The colours its layout was given. */
  brand?: Brand | undefined;
  /** Other origins its forms may lead to: browsers check the redirect after a form as well. */
  formTargets?: string[];
  /** It shows Cloudflare's widget, which is a script and a frame of Cloudflare's. */
  hasTurnstile?: boolean;
}

/** A page as an answer, under a policy that lets it load our font and post to us, and run nothing but that widget. */
export async function page(
  status: number,
  body: { toString(): string },
  { headers, brand, formTargets = [], hasTurnstile = false }: PageNeeds = {},
): Promise<Response> {
  const hashes = await Promise.all([ownHash(), ...(brand ? [hashOf(brandStyle(brand))] : [])]);
  const policy = [
    "default-src 'none'",
    `style-src ${hashes.map((hash) => `'sha256-${hash}'`).join(' ')}`,
    "font-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    ...(hasTurnstile ? [`script-src ${TURNSTILE_ORIGIN}`, `frame-src ${TURNSTILE_ORIGIN}`] : []),
  ];
  return new Response(`<!doctype html>${body.toString()}`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}

let known: Promise<string> | undefined;
const ownHash = () => {
  known ??= hashOf(STYLE);
  return known;
};

async function hashOf(style: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
