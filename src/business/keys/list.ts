import { type ApiKeyRecord, readApiKeys } from '../../storage/control/api-keys.ts';
import type { Actor } from '../actor.ts';

export type { ApiKeyRecord } from '../../storage/control/api-keys.ts';

/** The keys of the actor's database, revoked ones too, oldest first. */
export const listKeys = (env: Pick<Env, 'CONTROL'>, { database }: Actor): Promise<ApiKeyRecord[]> =>
  readApiKeys(env.CONTROL, database.id);
