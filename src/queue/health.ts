import { logProblem } from '../log.ts';
import { fallbackStores } from './send.ts';

/**
 * How many leads are not processed yet, and for how long the oldest of them has waited, in seconds: on the queue and in
 * the fallback stores. What does not answer is named.
 */
export async function healthOf(env: Pick<Env, 'LEADS' | 'FALLBACK_STORE'>, now: number) {
  const waiting = await Promise.allSettled([
    env.LEADS.metrics().then((queue) => ({
      count: queue.backlogCount,
      since: queue.oldestMessageTimestamp?.getTime() ?? null,
    })),
    ...fallbackStores(env).map((store) => store.waiting()),
  ]);
  const known = waiting.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  for (const result of waiting)
    if (result.status === 'rejected') logProblem('health unknown', { error: result.reason });
  const since = known.flatMap((place) => place.since ?? []);
  return {
    status: known.length === waiting.length ? 'ok' : 'degraded',
    unprocessed: known.reduce((sum, { count }) => sum + count, 0),
    oldestUnprocessedSeconds: since.length ? Math.max(0, Math.round((now - Math.min(...since)) / 1000)) : 0,
  };
}
