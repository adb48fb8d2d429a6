import type { Actor } from '../actor.ts';
import { importAnswered, importerOf } from './importer-of.ts';

/** Goes on where it stopped. */
export const resumeImport = async (env: Pick<Env, 'IMPORTER'>, actor: Pick<Actor, 'database'>, id: string) =>
  importAnswered(await importerOf(env, actor, id)?.resume());
