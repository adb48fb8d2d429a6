import { and, asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { updateAll } from './bulk.ts';
import { processes, stages } from './control-schema.ts';

export type ProcessRecord = typeof processes.$inferSelect;
export type StageRecord = typeof stages.$inferSelect;

/** The processes of a database and all their stages, both in order. */
export async function listProcesses(
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

/** Writes name and position of processes that exist. */
export async function saveProcesses(control: D1Database, records: ProcessRecord[]): Promise<void> {
  if (records.length) await updateAll(control, processes, ['id', 'databaseId'], ['name', 'position'], records).run();
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

/** Writes name, position and legacy id of stages that exist. */
export async function saveStages(control: D1Database, records: StageRecord[]): Promise<void> {
  if (!records.length) return;
  await updateAll(control, stages, ['id', 'databaseId'], ['name', 'position', 'legacyId'], records).run();
}

export async function deleteStage(control: D1Database, databaseId: string, id: string): Promise<void> {
  await drizzle(control)
    .delete(stages)
    .where(and(eq(stages.databaseId, databaseId), eq(stages.id, id)));
}
