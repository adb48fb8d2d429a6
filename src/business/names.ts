import { readNames } from '../storage/control/names.ts';

export type { Names } from '../storage/control/names.ts';

/** What the statuses, channels, processes and stages of a database are called, by their ids. */
export const namesOf = (env: Pick<Env, 'CONTROL'>, databaseId: string) => readNames(env.CONTROL, databaseId);
