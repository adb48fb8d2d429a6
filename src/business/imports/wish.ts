import type { ImportWish } from '../../import/job/import-job.ts';
import type { TableWish } from '../../import/read/table.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { stageToOpen } from '../processes/stage-to-open.ts';

/** How an import is to be done, as far as somebody has said it. */
export type SaidOfImport = { [K in keyof TableWish]?: TableWish[K] | undefined } & {
  /** Column name → field. */
  mapping?: Record<string, string> | undefined;
  mode?: NonNullable<ImportWish['mode']> | undefined;
  /** Where each row opens a task; a process alone means its first stage, null none. */
  processId?: string | null | undefined;
  stageId?: string | undefined;
};

/** What was said as an import takes it; only what was said is in it. Refused for a stage that is not there. */
export async function importWish(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  { mapping, mode, sheet, charset, delimiter, headerRow, processId, stageId }: SaidOfImport,
): Promise<Partial<ImportWish> | Refusal> {
  const task = await stageToOpen(env, database.id, { processId, stageId });
  if (task instanceof Refusal) return task;
  const table = {
    ...(sheet === undefined ? {} : { sheet }),
    ...(charset === undefined ? {} : { charset }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(headerRow === undefined ? {} : { headerRow }),
  };
  return {
    ...(mapping === undefined ? {} : { mapping }),
    ...(mode === undefined ? {} : { mode }),
    ...(task === undefined && processId !== null ? {} : { task: task ?? null }),
    ...(Object.keys(table).length ? { table } : {}),
  };
}
