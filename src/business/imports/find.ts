import type { ImportView } from '../../import/job/view.ts';
import type { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { importerOf, NO_SUCH_IMPORT } from './importer-of.ts';

/** How an import stands. */
export async function findImport(
  env: Pick<Env, 'IMPORTER'>,
  actor: Pick<Actor, 'database'>,
  id: string,
): Promise<ImportView | Refusal> {
  return (await importerOf(env, actor, id)?.view()) ?? NO_SUCH_IMPORT;
}
