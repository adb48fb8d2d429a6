import type { Actor } from '../actor.ts';
import { importAnswered, importerOf } from './importer-of.ts';

/** Stops after the rows that are under way. */
export const pauseImport = async (env: Pick<Env, 'IMPORTER'>, actor: Pick<Actor, 'database'>, id: string) =>
  importAnswered(await importerOf(env, actor, id)?.pause());
