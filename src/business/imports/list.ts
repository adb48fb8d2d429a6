import { type ImportRecord, readImports } from '../../storage/contacts/imports.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';

export { IMPORT_STATES } from '../../contacts/import-list.ts';

/** A page of a database's imports, newest first. */
export interface ImportsPage {
  imports: ImportRecord[];
  /** Where to go on: below this id; null when there is nothing more. */
  below: string | null;
}

/** Imports below this id, newest first. */
export async function listImports(
  env: object,
  { database }: Pick<Actor, 'database'>,
  { below, limit }: { below: string | undefined; limit: number },
): Promise<ImportsPage> {
  const found = await readImports(shardOf(env, database.shard), database.id, below, limit + 1);
  const imports = found.slice(0, limit);
  return { imports, below: found.length > limit ? (imports.at(-1)?.id ?? null) : null };
}
