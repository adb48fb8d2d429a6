import { and, asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { changeAndReorder } from './reorder.ts';
import { processes, stages } from './schema.ts';

export type ProcessRecord = typeof processes.$inferSelect;
export type StageRecord = typeof stages.$inferSelect;

/** The processes of a database and all their stages, both in order. */
export async function readProcesses(
  control: D1Database,
  databaseId: string,
): Promise<{ processes: ProcessRecord[]; stages: StageRecord[] }> {
  const db = drizzle(control);
  const [processRows, stageRows] = await db.batch([
    db
      .select()
      .from(processes)
      .where(eq(processes.databaseId, databaseId))
      .orderBy(asc(processes.position), asc(processes.id)),
    db.select().from(stages).where(eq(stages.databaseId, databaseId)).orderBy(asc(stages.position), asc(stages.id)),
  ]);
  return { processes: processRows, stages: stageRows };
}

/** Writes a new process with its stages, in one transaction. */
export async function insertProcess(control: D1Database, process: ProcessRecord, its: StageRecord[]): Promise<void> {
  const db = drizzle(control);
  await db.batch([db.insert(processes).values(process), ...its.map((stage) => db.insert(stages).values(stage))]);
}

/** Changes what is given of a process, and its place among the others. */
export async function updateProcess(
  control: D1Database,
  { id, databaseId }: Pick<ProcessRecord, 'id' | 'databaseId'>,
  { name, position }: { name?: string | undefined; position?: number | undefined },
): Promise<void> {
  const place = { table: 'processes', key: 'id', siblings: { database_id: databaseId } } as const;
  await changeAndReorder(control, place, id, { name }, position);
}

/** Deletes a process and its stages. */
export async function deleteProcess(control: D1Database, databaseId: string, id: string): Promise<void> {
  const db = drizzle(control);
  await db.batch([
    db.delete(stages).where(and(eq(stages.databaseId, databaseId), eq(stages.processId, id))),
    db.delete(processes).where(and(eq(processes.databaseId, databaseId), eq(processes.id, id))),
  ]);
}

export async function insertStage(control: D1Database, stage: StageRecord): Promise<void> {
  await drizzle(control).insert(stages).values(stage);
}

/** Changes what is given of a stage, and its place within its process. */
export async function updateStage(
  control: D1Database,
  { id, databaseId, processId }: Pick<StageRecord, 'id' | 'databaseId' | 'processId'>,
  changes: { name?: string | undefined; legacyId?: string | null | undefined; position?: number | undefined },
): Promise<void> {
  const { name, legacyId, position } = changes;
  const siblings = { database_id: databaseId, process_id: processId };
  await changeAndReorder(
    control,
    { table: 'stages', key: 'id', siblings },
    id,
    { name, legacy_id: legacyId },
    position,
  );
}

export async function deleteStage(control: D1Database, databaseId: string, id: string): Promise<void> {
  await drizzle(control)
    .delete(stages)
    .where(and(eq(stages.databaseId, databaseId), eq(stages.id, id)));
}
