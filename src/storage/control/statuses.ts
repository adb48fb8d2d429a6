import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { changeAndReorder } from './reorder.ts';
import { statuses } from './schema.ts';

export type StatusRecord = typeof statuses.$inferSelect;
export type StatusRole = NonNullable<StatusRecord['role']>;

/** The statuses of a database, in its order. */
export async function readStatuses(control: D1Database, databaseId: string): Promise<StatusRecord[]> {
  return drizzle(control)
    .select()
    .from(statuses)
    .where(eq(statuses.databaseId, databaseId))
    .orderBy(asc(statuses.position), asc(statuses.id));
}

export async function insertStatus(control: D1Database, status: StatusRecord): Promise<void> {
  await drizzle(control).insert(statuses).values(status);
}

/** Changes what is given of a status, and its place among the others; never its role. */
export async function updateStatus(
  control: D1Database,
  { id, databaseId }: Pick<StatusRecord, 'id' | 'databaseId'>,
  { name, position }: { name?: string | undefined; position?: number | undefined },
): Promise<void> {
  const place = { table: 'statuses', key: 'id', siblings: { database_id: databaseId } } as const;
  await changeAndReorder(control, place, id, { name }, position);
}

/**
 * Moves a role to a status in one statement, so that exactly one status holds it at any time.
 * @returns false when the status is gone or has come to hold the other role.
 */
export async function moveRole(
  control: D1Database,
  databaseId: string,
  role: StatusRole,
  id: string,
): Promise<boolean> {
  const free = sql`SELECT 1 FROM statuses AS target WHERE target.id = ${id} AND target.database_id = ${databaseId}
    AND (target.role IS NULL OR target.role = ${role})`;
  const { meta } = await drizzle(control).run(
    sql`UPDATE statuses SET role = CASE WHEN id = ${id} THEN ${role} END
        WHERE database_id = ${databaseId} AND (id = ${id} OR role = ${role}) AND EXISTS (${free})`,
  );
  return meta.changes > 0;
}

/** Deletes a status that plays no role; false when it does, or is gone. */
export async function deleteStatus(control: D1Database, databaseId: string, id: string): Promise<boolean> {
  const { meta } = await drizzle(control)
    .delete(statuses)
    .where(and(eq(statuses.databaseId, databaseId), eq(statuses.id, id), isNull(statuses.role)));
  return meta.changes > 0;
}
