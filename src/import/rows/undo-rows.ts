import { giveCommand } from '../../contacts/ask-writer.ts';
import { timeText } from '../../ids/lead-id.ts';
import { Refusal } from '../../refusal.ts';
import type { ImportJob } from '../job/import-job.ts';
import { leadIdOf } from './row-order.ts';

/**
 * Undoes what a stretch of rows has written.
 * @param from the index of the first row of the stretch; `to` is behind its last.
 * @param spared contacts that other imports have skipped as known, and need.
 * @returns how many rows were left as they are, because somebody had used what they made.
 * @throws Busy when the writer cannot now.
 */
export async function undoRows(
  env: Pick<Env, 'CONTACT_WRITER' | 'KELET_SECRET'>,
  { id, databaseId, startedAt, undoneAt, undoneBy }: ImportJob,
  from: number,
  to: number,
  spared: number[],
): Promise<number> {
  if (startedAt === null || undoneAt === null || undoneBy === null) return 0;
  const rows = Array.from({ length: to - from }, (_, at) => from + at);
  const leadIds = await Promise.all(
    rows.map((index) => leadIdOf(env.KELET_SECRET, { id, databaseId, at: startedAt }, index)),
  );
  const done = await giveCommand(env, databaseId, {
    verb: 'undo-import',
    id: timeText(undoneAt) + timeText(from).slice(-6),
    at: undoneAt,
    by: undoneBy,
    importId: id,
    leadIds,
    spared,
  });
  if (done instanceof Refusal) throw new Error(done.message);
  return done.kept?.length ?? 0;
}
