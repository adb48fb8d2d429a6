import type { RowRules } from '../../import/job/import-job.ts';
import { readStatuses } from '../../storage/control/statuses.ts';
import type { Actor } from '../actor.ts';
import { ownChannel } from '../contacts/own-channel.ts';

/** What rows of this database are read by, as it is now. */
export async function rowRulesOf(env: Pick<Env, 'CONTROL'>, { database }: Pick<Actor, 'database'>): Promise<RowRules> {
  const [channel, statuses] = await Promise.all([ownChannel(env, database), readStatuses(env.CONTROL, database.id)]);
  const { allowDuplicates } = database;
  return { channel, statuses: statuses.map(({ id, name }) => ({ id, name })), allowDuplicates };
}
