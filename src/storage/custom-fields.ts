import { and, asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { updateAll } from './bulk.ts';
import { customFields } from './control-schema.ts';

export type CustomFieldRecord = typeof customFields.$inferSelect;

/** The custom fields of a database: the contacts' first, each scope in order. */
export async function listCustomFields(control: D1Database, databaseId: string): Promise<CustomFieldRecord[]> {
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

/** Writes what may change of fields that exist: label, options, legacy id, position. */
export async function saveCustomFields(control: D1Database, records: CustomFieldRecord[]): Promise<void> {
  if (!records.length) return;
  const changing = ['label', 'options', 'legacyId', 'position'] as const;
  await updateAll(control, customFields, ['databaseId', 'scope', 'key'], [...changing], records).run();
}

export async function deleteCustomField(
  control: D1Database,
  { databaseId, scope, key }: Pick<CustomFieldRecord, 'databaseId' | 'scope' | 'key'>,
): Promise<void> {
  await drizzle(control)
    .delete(customFields)
    .where(and(eq(customFields.databaseId, databaseId), eq(customFields.scope, scope), eq(customFields.key, key)));
}
