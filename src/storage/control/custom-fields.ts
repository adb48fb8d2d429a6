import { and, asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { changeAndReorder } from './reorder.ts';
import { customFields } from './schema.ts';

export type CustomFieldRecord = typeof customFields.$inferSelect;

/** The custom fields of a database: the contacts' first, each scope in order. */
export async function readCustomFields(control: D1Database, databaseId: string): Promise<CustomFieldRecord[]> {
  return drizzle(control)
    .select()
    .from(customFields)
    .where(eq(customFields.databaseId, databaseId))
    .orderBy(asc(customFields.scope), asc(customFields.position), asc(customFields.key));
}

/** Writes a new field; false when its key is taken. */
export async function insertCustomField(control: D1Database, field: CustomFieldRecord): Promise<boolean> {
  const { meta } = await drizzle(control).insert(customFields).values(field).onConflictDoNothing();
  return meta.changes > 0;
}

/** Changes what is given of a field, and its place within its scope. */
export async function updateCustomField(
  control: D1Database,
  { databaseId, scope, key }: Pick<CustomFieldRecord, 'databaseId' | 'scope' | 'key'>,
  changes: { [K in 'label' | 'options' | 'legacyId' | 'position']?: CustomFieldRecord[K] | undefined },
): Promise<void> {
  const { label, options, legacyId, position } = changes;
  const columns = { label, options: options && JSON.stringify(options), legacy_id: legacyId };
  const siblings = { database_id: databaseId, scope };
  await changeAndReorder(control, { table: 'custom_fields', key: 'key', siblings }, key, columns, position);
}

export async function deleteCustomField(
  control: D1Database,
  { databaseId, scope, key }: Pick<CustomFieldRecord, 'databaseId' | 'scope' | 'key'>,
): Promise<void> {
  await drizzle(control)
    .delete(customFields)
    .where(and(eq(customFields.databaseId, databaseId), eq(customFields.scope, scope), eq(customFields.key, key)));
}
