import type { RowsPage } from '../../import/rows/show-rows.ts';
import type { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { importerOf, NO_SUCH_IMPORT } from './importer-of.ts';

/**
 * A page of an import's rows, each with what will become of it, or did.
 * @param place `from` is the index of the first.
 */
export async function readImportRows(
  env: Pick<Env, 'IMPORTER'>,
  actor: Pick<Actor, 'database'>,
  { id, from, limit }: { id: string; from: number; limit: number },
): Promise<RowsPage | Refusal> {
  const importer = importerOf(env, actor, id);
  if (!(await importer?.view())) return NO_SUCH_IMPORT;
  return (await importer?.rows(from, limit)) ?? NO_SUCH_IMPORT;
}
