import { readStatuses } from '../../storage/control/statuses.ts';

/**
 * The status of another database that means what a status here means: the one of the same name, else of the same role,
 * else the one that plays *new*.
 */
export async function matchingStatusId(
  { CONTROL }: Pick<Env, 'CONTROL'>,
  from: { databaseId: string; statusId: string },
  databaseId: string,
): Promise<string> {
  const [ours, theirs] = await Promise.all([readStatuses(CONTROL, from.databaseId), readStatuses(CONTROL, databaseId)]);
  const status = ours.find(({ id }) => id === from.statusId);
  const match =
    theirs.find(({ name }) => name === status?.name) ??
    theirs.find(({ role }) => role !== null && role === status?.role) ??
    theirs.find(({ role }) => role === 'new');
  if (!match) throw new Error(`The database ${databaseId} has no status that plays new`);
  return match.id;
}
