import { type MarketerRecord, readMarketers } from '../../storage/control/marketers.ts';
import type { Actor } from '../actor.ts';

export type { MarketerRecord } from '../../storage/control/marketers.ts';

/** The marketers of the actor's database, oldest first. */
export const listMarketers = (env: Pick<Env, 'CONTROL'>, { database }: Actor): Promise<MarketerRecord[]> =>
  readMarketers(env.CONTROL, database.id);
