import { logProblem } from '../log.ts';
import type { News } from './news.ts';

type LiveEnv = Pick<Env, 'LIVE_FEED'>;

/**
 * Tells whoever listens to the database. A feed that is away costs nobody anything: they read again when it is back.
 */
export async function tellListeners(env: LiveEnv, databaseId: string, news: News | undefined): Promise<void> {
  if (!news) return;
  try {
    await env.LIVE_FEED.getByName(databaseId).tell(news);
  } catch (error) {
    logProblem('live feed away', { databaseId, error });
  }
}

/** Has a listener hear no more of the database; a feed that is away has lost its listeners anyway. */
export async function endListener(env: LiveEnv, databaseId: string, listener: string): Promise<void> {
  try {
    await env.LIVE_FEED.getByName(databaseId).end(listener);
  } catch (error) {
    logProblem('live feed away', { databaseId, error });
  }
}
