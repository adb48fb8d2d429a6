import { exports } from 'cloudflare:workers';
import type { Business } from './business.ts';

type Answer = { id: string; status: string; url: string; warnings: { code: string }[]; code?: string };

/** Posts a form as a program would, and returns the JSON answer. */
export async function postForm(
  business: Pick<Business, 'intakeUrl'>,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await post(business, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    ...headers,
  });
  return { response, answer: (await response.json()) as Answer };
}

export const post = (
  business: Pick<Business, 'intakeUrl'>,
  body: BodyInit | null,
  headers: Record<string, string> = {},
) => exports.default.fetch(business.intakeUrl, { method: 'POST', body, headers, redirect: 'manual' });

export const get = (business: Business, query: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(`${business.intakeUrl}${query}`, { headers, redirect: 'manual' });
