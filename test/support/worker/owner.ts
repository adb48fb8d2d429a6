import { env, exports } from 'cloudflare:workers';
import { contentOf, eventually } from './observe.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are whatever the API says; the tests say what that must be
export type Json = any;

export interface Owner {
  businessId: string;
  databaseId: string;
  shard: 'CONTACTS_1' | 'CONTACTS_2';
  processId: string;
  stageIds: string[];
  channelId: string;
  channelKey: string;
  intakeUrl: string;
  apiKey: string;
}

export const ORIGIN = 'https://kelet.test';

/** @param idempotencyKey a token makes one business without, and one for each. */
export const setUp = (
  wish: unknown,
  token = 'test-setup-token',
  idempotencyKey: string | undefined = crypto.randomUUID(),
) =>
  exports.default.fetch(`${ORIGIN}/setup`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    },
    body: typeof wish === 'string' ? wish : JSON.stringify(wish),
  });

/** A business of its own for one test, made as an engineer makes it. */
export async function newOwner(wish: Record<string, unknown> = {}): Promise<Owner> {
  const response = await setUp({ business: 'Test', language: 'en', ...wish });
  if (response.status !== 201) throw new Error(await response.text());
  return response.json();
}

/** Calls the API; the body is JSON, or a string sent as it is. */
export async function call(owner: Pick<Owner, 'apiKey'>, method: string, path: string, body?: unknown) {
  const response = await exports.default.fetch(`${ORIGIN}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${owner.apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Json };
}

export const get = (owner: Pick<Owner, 'apiKey'>, path: string) => call(owner, 'GET', path);

/** Sends a form lead and waits until the API shows what became of it. */
export async function sendLead(
  owner: Pick<Owner, 'intakeUrl' | 'apiKey'>,
  fields: Record<string, string> | string,
): Promise<Json> {
  const response = await exports.default.fetch(owner.intakeUrl, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: typeof fields === 'string' ? fields : new URLSearchParams(fields),
  });
  const { id } = await response.json<{ id: string }>();
  return writtenLead(owner, id);
}

export const writtenLead = (owner: Pick<Owner, 'apiKey'>, id: string): Promise<Json> =>
  eventually(async () => {
    const { body } = await get(owner, `/leads/${id}`);
    return body.status !== 'queued' && body;
  });

export const tablesOf = ({ databaseId, shard }: Owner) => contentOf({ databaseId, database: env[shard] });

/** Puts a lead through the API and waits for its outcome; quicker than the queue, the same pipeline. */
export async function putLead(owner: Pick<Owner, 'apiKey'>, fields: Record<string, string>): Promise<Json> {
  const { body } = await call(owner, 'POST', '/leads?wait=1', fields);
  return (await get(owner, `/leads/${body.id ?? body.leadId}`)).body;
}
