import { giveCommand } from '../contacts/ask-writer.ts';
import { timeText } from '../ids/lead-id.ts';
import type { ImportJob, RowResult } from './job/import-job.ts';
import type { TableRow } from './read/table.ts';
import { ERASED } from './rows/read-row.ts';

/**
 * Erases anew whom rows have brought back that stood in the writer's line behind the erasure of their person.
 * @param sent the rows as they were sent, `kept` as they are kept now: an erasure has struck some of them meanwhile.
 * @param now milliseconds since 1970.
 * @returns the results, with the struck rows as such.
 * @throws Busy when the writer cannot now.
 */
export async function eraseAgain(
  env: Pick<Env, 'CONTACT_WRITER'>,
  { databaseId, name }: Pick<ImportJob, 'databaseId' | 'name'>,
  sent: TableRow[],
  kept: TableRow[],
  results: RowResult[],
  now: number,
): Promise<RowResult[]> {
  const isStruck = (at: number) => Boolean(sent[at]?.cells.length) && !kept[at]?.cells.length;
  for (const [at, { outcome, contact }] of results.entries()) {
    if (!isStruck(at) || outcome !== 'created' || contact === undefined) continue;
    const id = timeText(now) + timeText(contact).slice(-6);
    // Refused, it was erased already: the row had come before.
    await giveCommand(env, databaseId, { verb: 'erase', id, at: now, by: name, number: contact });
  }
  return results.map((result, at) => (isStruck(at) ? { outcome: 'failed', reason: ERASED } : result));
}
