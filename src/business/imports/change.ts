import type { ImportView } from '../../import/job/view.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { importAnswered, importerOf } from './importer-of.ts';
import { rowRulesOf } from './row-rules.ts';
import { importWish, type SaidOfImport } from './wish.ts';

/** Changes how an import is to be done, before it is started. */
export async function changeImport(
  env: Pick<Env, 'IMPORTER' | 'CONTROL'>,
  actor: Pick<Actor, 'database'>,
  { id, said }: { id: string; said: SaidOfImport },
): Promise<ImportView | Refusal> {
  const wish = await importWish(env, actor, said);
  if (wish instanceof Refusal) return wish;
  return importAnswered(await importerOf(env, actor, id)?.change(wish, await rowRulesOf(env, actor)));
}
