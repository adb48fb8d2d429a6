import { and, asc, eq, isNull } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { apiKeys, databases } from './schema.ts';

export type ApiKeyRecord = typeof apiKeys.$inferSelect;

/** A key that is not revoked, and the database it opens. */
export async function readApiKey(control: D1Database, id: string) {
  const [row] = await drizzle(control)
    .select({ key: apiKeys, database: databases })
    .from(apiKeys)
    .innerJoin(databases, eq(databases.id, apiKeys.databaseId))
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)));
  return row;
}

/** All keys of a database, revoked ones too, oldest first. */
export async function readApiKeys(control: D1Database, databaseId: string): Promise<ApiKeyRecord[]> {
  return drizzle(control)
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.databaseId, databaseId))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
}

export async function insertApiKey(control: D1Database, key: ApiKeyRecord): Promise<void> {
  await drizzle(control).insert(apiKeys).values(key);
}

/** Changes what is given of a key and leaves the rest to whoever changes that. */
export async function updateApiKey(
  control: D1Database,
  { id, databaseId }: Pick<ApiKeyRecord, 'id' | 'databaseId'>,
  changes: { [K in 'name' | 'scopes' | 'revokedAt']?: ApiKeyRecord[K] | undefined },
): Promise<void> {
  await drizzle(control)
    .update(apiKeys)
    .set({ id, ...changes })
    .where(and(eq(apiKeys.id, id), eq(apiKeys.databaseId, databaseId)));
}
