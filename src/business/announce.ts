import { tellRulesChanged } from '../contacts/ask-writer.ts';
import { logProblem } from '../log.ts';
import { publishChannels } from '../published/publish.ts';

export type AnnounceEnv = Pick<Env, 'CONTROL' | 'CHANNELS' | 'CONTACT_WRITER'>;

/** Tells the edge: something that channels are made of has changed. `now` in milliseconds since 1970. */
export const announceChannels = (env: AnnounceEnv, databaseId: string, now: number): Promise<void> =>
  publishChannels(env, databaseId, now);

/**
 * Tells the database's writer that its rules have changed. A writer that cannot be reached reads them again within a
 * minute anyway, so that is no failure.
 */
export async function announceRules(env: AnnounceEnv, databaseId: string): Promise<void> {
  try {
    await tellRulesChanged(env, databaseId);
  } catch (error) {
    logProblem('writer not told of new rules', { databaseId, error });
  }
}
