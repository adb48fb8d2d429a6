import { Refusal } from '../../refusal.ts';
import { readStatuses } from '../../storage/control/statuses.ts';

/** The id of the status somebody named by name or id; undefined when nobody did. */
export async function findStatusId(
  env: Pick<Env, 'CONTROL'>,
  databaseId: string,
  { status, statusId }: { status?: string | undefined; statusId?: string | undefined },
): Promise<string | undefined | Refusal> {
  if (status === undefined && statusId === undefined) return undefined;
  const found = (await readStatuses(env.CONTROL, databaseId)).find(({ id, name }) =>
    statusId === undefined ? name === status : id === statusId,
  );
  if (found) return found.id;
  const field = statusId === undefined ? 'status' : 'statusId';
  return new Refusal(
    422,
    'no_such_status',
    'There is no such status in this database; GET /statuses lists them.',
    field,
  );
}
