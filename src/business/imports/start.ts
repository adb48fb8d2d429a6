import type { ImportView } from '../../import/job/view.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { importAnswered, importerOf } from './importer-of.ts';
import { rowRulesOf } from './row-rules.ts';
import { importWish, type SaidOfImport } from './wish.ts';

/** Begins to write the rows; `said` may hold the last things, as a change does. `now` in milliseconds since 1970. */
export async function startImport(
  env: Pick<Env, 'IMPORTER' | 'CONTROL'>,
  actor: Pick<Actor, 'database'>,
  { id, said, now }: { id: string; said: SaidOfImport; now: number },
): Promise<ImportView | Refusal> {
  const wish = await importWish(env, actor, said);
  if (wish instanceof Refusal) return wish;
  return importAnswered(await importerOf(env, actor, id)?.start(wish, await rowRulesOf(env, actor), now));
}
