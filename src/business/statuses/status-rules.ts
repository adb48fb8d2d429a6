import { Refusal } from '../../refusal.ts';
import type { StatusRecord, StatusRole } from '../../storage/control/statuses.ts';

/** What is wanted of a status; undefined leaves as it is. */
export interface StatusChanges {
  name?: string | undefined;
  role?: StatusRole | null | undefined;
  position?: number | undefined;
}

/** The refusal of a name that a status of the database has; undefined when it is free. */
export function statusNameFault(statuses: StatusRecord[], name: string): Refusal | undefined {
  if (!statuses.some((status) => status.name === name)) return undefined;
  return new Refusal(409, 'name_taken', `There is a status called ${name} already. Choose another name.`, 'name');
}

/** A role is given away, never only taken. @param field the input that would take it. */
export const holdsRole = (role: StatusRole, field?: string) =>
  new Refusal(
    409,
    'status_has_role',
    `This status plays "${role}", which exactly one status of a database must. Give that role to another status first.`,
    field,
  );
