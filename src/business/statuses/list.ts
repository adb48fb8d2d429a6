import { readStatuses, type StatusRecord } from '../../storage/control/statuses.ts';
import type { Actor } from '../actor.ts';

export type { StatusRecord } from '../../storage/control/statuses.ts';

/** The marketing statuses of the actor's database, in its order. */
export const listStatuses = (env: Pick<Env, 'CONTROL'>, { database }: Actor): Promise<StatusRecord[]> =>
  readStatuses(env.CONTROL, database.id);
