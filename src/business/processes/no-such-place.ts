import { Refusal } from '../../refusal.ts';

/** A process or stage that somebody named is not there. @param field the input that names it. */
export const noSuchPlace = (what: 'process' | 'stage', field: string, owner: 'database' | 'process' = 'database') =>
  new Refusal(422, `no_such_${what}`, `There is no such ${what} in this ${owner}; GET /processes lists them.`, field);
