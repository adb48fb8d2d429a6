import type { DatabasePlace } from '../../contacts/find-contact.ts';
import { importsBelow } from '../../contacts/import-list.ts';

const AT_ONCE = 200;

/**
 * Customer numbers that other imports of a database have skipped as known, and so need.
 * @param except the import that
 * asks.
 */
export async function keptByOthers(
  env: Pick<Env, 'IMPORTER'>,
  database: DatabasePlace,
  except: string,
): Promise<ReadonlySet<number>> {
  const needed = new Set<number>();
  let below: string | undefined;
  do {
    const page = await importsBelow(env, database, below, AT_ONCE);
    for (const { id, state, summary } of page) {
      if (id === except || state === 'undone' || !summary.skipped) continue;
      for (const number of await env.IMPORTER.getByName(id).skipped()) needed.add(number);
    }
    below = page.length < AT_ONCE ? undefined : page.at(-1)?.id;
  } while (below !== undefined);
  return needed;
}
