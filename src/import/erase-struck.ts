import { giveCommand } from '../contacts/give-command.ts';
import { timeText } from '../lead/signed-id.ts';
import type { ImportHead, RowResult } from './head.ts';
import type { TableRow } from './read/table.ts';
import { ERASED } from './read-row.ts';

/**
 * Erases anew whom rows have brought back that stood in the writer's line behind the erasure of their person.
 * @param sent the rows as they were sent, `kept` as they are kept now: an erasure has struck some of them meanwhile.
 * @param now milliseconds since 1970.
 * @returns the results, with the struck rows as such.
 * @throws Busy when the writer cannot now.
 */
export async function eraseStruck(
  env: Pick<Env, 'CONTACT_WRITER'>,
  { databaseId, name }: Pick<ImportHead, 'databaseId' | 'name'>,
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
