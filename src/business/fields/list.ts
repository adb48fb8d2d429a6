import type { Actor } from '../actor.ts';
import { customFieldsOf, type OwnedField } from './owned-field.ts';

/** The custom fields of the actor's database: the contacts' first, each scope in order. */
export const listFields = (env: Pick<Env, 'CONTROL'>, { database }: Actor): Promise<OwnedField[]> =>
  customFieldsOf(env, database.id);
