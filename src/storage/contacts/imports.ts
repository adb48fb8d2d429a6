import { and, desc, eq, lt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { imports } from './schema.ts';

export type ImportRecord = typeof imports.$inferSelect;

/** Writes how an import stands. */
export async function writeImport(shard: D1Database, record: ImportRecord): Promise<void> {
  const { state, summary, holdsRows, endedAt } = record;
  await drizzle(shard)
    .insert(imports)
    .values(record)
    .onConflictDoUpdate({ target: [imports.databaseId, imports.id], set: { state, summary, holdsRows, endedAt } });
}

/** Imports of a database below this id, newest first. */
export async function readImports(
  shard: D1Database,
  databaseId: string,
  below: string | undefined,
  limit: number,
): Promise<ImportRecord[]> {
  return drizzle(shard)
    .select()
    .from(imports)
    .where(and(eq(imports.databaseId, databaseId), below === undefined ? undefined : lt(imports.id, below)))
    .orderBy(desc(imports.id))
    .limit(limit);
}

/** Imports whose file or rows are still kept. */
export async function readImportsWithRows(shard: D1Database, databaseId: string): Promise<string[]> {
  const rows = await drizzle(shard)
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.databaseId, databaseId), eq(imports.holdsRows, true)));
  return rows.map(({ id }) => id);
}
