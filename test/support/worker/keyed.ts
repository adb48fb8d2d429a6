import { exports } from 'cloudflare:workers';
import { type Json, ORIGIN, type Owner } from './owner.ts';

/** Calls the API with an `Idempotency-Key`. */
export async function callWithKey(
  owner: Pick<Owner, 'apiKey'>,
  key: string,
  method: string,
  path: string,
  body: unknown,
): Promise<{ status: number; body: Json }> {
  const response = await exports.default.fetch(`${ORIGIN}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${owner.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
