import { writerAnswers } from '../contacts/ask-writer.ts';
import { logProblem } from '../log.ts';
import { askDatabase } from '../storage/ask-database.ts';
import { shardNames, shardOf } from '../storage/shards.ts';
import { fallbackStores } from './send.ts';

type HealthEnv = Pick<Env, 'CONTROL' | 'CHANNELS' | 'LEADS' | 'FALLBACK_STORE' | 'CONTACT_WRITER'>;

/** How a deployment is. Ages are in seconds. */
export interface Health {
  status: 'ok' | 'degraded';
  /** A lead that comes now goes the whole way, from its door to its card. */
  ready: boolean;
  /** Each thing a lead needs on its way, by name. */
  parts: Record<string, 'ok' | 'away'>;
  /** Leads that are not processed yet, on the queue and in the fallback stores, as far as those answer. */
  unprocessed: number;
  oldestUnprocessedSeconds: number;
}

interface Waiting {
  count: number;
  since: number | null;
}

/** A part that takes longer counts as away: milliseconds. */
const PATIENCE = 3_000;

/**
 * Asks every part a lead needs whether it is there: each database, KV, the writer, the queue and what stands in for it.
 * @param now milliseconds since 1970. Never throws: a part that does not answer is named.
 */
export async function healthOf(env: HealthEnv, now: number): Promise<Health> {
  const waiting: Waiting[] = [];
  const note = (there: Waiting) => void waiting.push(there);
  const asked: Record<string, () => Promise<unknown>> = {
    control: () => askDatabase(env.CONTROL),
    ...Object.fromEntries(
      shardNames(env).map((name) => [partOf(name), () => askDatabase(shardOf(env, name))] as const),
    ),
    kv: () => env.CHANNELS.get('health'),
    writer: () => writerAnswers(env),
    queue: async () => {
      const { backlogCount, oldestMessageTimestamp } = await env.LEADS.metrics();
      note({ count: backlogCount, since: oldestMessageTimestamp?.getTime() ?? null });
    },
    fallbackStores: () => Promise.all(fallbackStores(env).map(async (store) => note(await store.waiting()))),
  };
  const looked = await Promise.all(
    Object.entries(asked).map(async ([part, ask]) => [part, await isThere(part, ask)] as const),
  );
  const parts = Object.fromEntries(looked);
  const isOk = (part: string) => parts[part] === 'ok';
  const needed = Object.keys(parts).filter((part) => part !== 'queue' && part !== 'fallbackStores');
  const since = waiting.flatMap((place) => place.since ?? []);
  return {
    status: Object.keys(parts).every(isOk) ? 'ok' : 'degraded',
    // Either of the two takes leads, and both end in the writer.
    ready: needed.every(isOk) && (isOk('queue') || isOk('fallbackStores')),
    parts,
    unprocessed: waiting.reduce((sum, { count }) => sum + count, 0),
    oldestUnprocessedSeconds: since.length ? Math.max(0, Math.round((now - Math.min(...since)) / 1000)) : 0,
  };
}

/** `CONTACTS_1` is told as `contacts1`. */
const partOf = (shard: string) => shard.toLowerCase().replace('_', '');

async function isThere(part: string, ask: () => Promise<unknown>): Promise<'ok' | 'away'> {
  try {
    const late = scheduler.wait(PATIENCE).then(() => Promise.reject(new Error('no answer')));
    await Promise.race([ask(), late]);
    return 'ok';
  } catch (error) {
    logProblem('part away', { part, error });
    return 'away';
  }
}

/** For so long one look serves everybody who asks this isolate: milliseconds. */
const LOOK_SERVES = 10_000;

/** By the control database it was taken with, of which an isolate has one. */
const looks = new WeakMap<object, { at: number; health: Health }>();

/** The same as somebody saw it a moment ago, so that strangers who ask cost next to nothing. */
export async function recentHealth(env: HealthEnv, now: number): Promise<Health> {
  const last = looks.get(env.CONTROL);
  if (last && now - last.at < LOOK_SERVES) return last.health;
  const health = await healthOf(env, now);
  looks.set(env.CONTROL, { at: now, health });
  return health;
}
