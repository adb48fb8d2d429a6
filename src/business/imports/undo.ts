import type { Actor } from '../actor.ts';
import { importAnswered, importerOf } from './importer-of.ts';

/** Begins to take back everything an import has written. `now` in milliseconds since 1970. */
export const undoImport = async (
  env: Pick<Env, 'IMPORTER'>,
  actor: Pick<Actor, 'database' | 'by'>,
  { id, now }: { id: string; now: number },
) => importAnswered(await importerOf(env, actor, id)?.undo(actor.by, now));
