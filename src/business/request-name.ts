import { newLeadId } from '../ids/lead-id.ts';
import type { Claim } from '../queue/idempotency-keys.ts';
import { KEY_REUSED, type Refusal } from '../refusal.ts';
import type { Actor } from './actor.ts';

/** The name a request goes by, the same one when it comes again under its `Idempotency-Key`. */
export interface RequestId {
  /** Signed as lead ids are, since most requests make a lead. */
  id: string;
  /** When it first came: milliseconds since 1970. */
  at: number;
}

/**
 * Names the request a verb carries out. A verb asks for it last, when nothing else speaks against the request: a key is
 * bound to what it first named, and who was refused may mend what was sent and send it again under the same key.
 * @param databaseId the database whose lead the request makes; the actor's own unless said.
 */
export type NameRequest = (databaseId?: string) => Promise<RequestId | Refusal>;

/**
 * What tells a request: its `Idempotency-Key`, when it has one, and the print of everything that makes it what it is.
 */
export interface RequestMark {
  key: string | undefined;
  fingerprint: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** What remembers an actor's `Idempotency-Key`s: two API keys of one database may use the same without meeting. */
export const keysOfActor = (env: Pick<Env, 'IDEMPOTENCY_KEYS'>, { id, database }: Pick<Actor, 'id' | 'database'>) =>
  env.IDEMPOTENCY_KEYS.getByName(`api ${database.id} ${id}`);

/** How requests of an actor with this mark are named. */
export const requestNamer =
  (env: Pick<Env, 'KELET_SECRET' | 'IDEMPOTENCY_KEYS'>, actor: Actor, mark: RequestMark): NameRequest =>
  async (databaseId = actor.database.id) => {
    const { key, fingerprint, now } = mark;
    const id = await newLeadId(env.KELET_SECRET, databaseId, now);
    if (key === undefined) return { id, at: now };
    const claim = { fingerprint, leadIds: [id], receivedAt: now, isRejected: false };
    const earlier = await namedBefore(env, actor, `key ${key}`, fingerprint);
    if (earlier) return earlier;
    const held: Claim = await keysOfActor(env, actor).claim(`key ${key}`, claim);
    if (held.fingerprint !== fingerprint) return KEY_REUSED;
    return { id: held.leadIds[0] ?? id, at: held.receivedAt };
  };

/**
 * What this very request was named by a build before 2026-11-25, which remembered the keys of a database in one object.
 * A key is good for 30 days; then nobody has to look there any more.
 */
async function namedBefore(
  env: Pick<Env, 'IDEMPOTENCY_KEYS'>,
  { database }: Pick<Actor, 'database'>,
  name: string,
  fingerprint: string,
): Promise<RequestId | undefined> {
  const held: Claim | undefined = await env.IDEMPOTENCY_KEYS.getByName(`api ${database.id}`).held(name);
  const id = held?.fingerprint === fingerprint ? held.leadIds[0] : undefined;
  return held && id !== undefined ? { id, at: held.receivedAt } : undefined;
}
