import { contactOrder } from '../../contacts/contact-order.ts';
import type { LeadOrder } from '../../contacts/order.ts';
import { rowLeadId } from '../../ids/lead-id.ts';
import type { ImportMode } from '../../lead/duplicate-policy.ts';
import type { ImportJob } from '../job/import-job.ts';
import type { RowReading } from './read-row.ts';

/** What of an import makes the orders of its rows. */
export type Ordering = Pick<ImportJob, 'id' | 'databaseId' | 'name'> & {
  mode: ImportMode;
  task: LeadOrder['task'];
  /** When it was started. All its rows carry that time, and are told apart by their index. */
  at: number;
};

/** What stands for the channel in leads of imports, so that reports and lists tell them from everything else. */
export const IMPORT_CHANNEL = 'import';

/** The lead id of a row: the same whenever the row is put through again, so that it is written once. */
export const leadIdOf = (
  secret: string,
  { id, databaseId, at }: Omit<Ordering, 'name' | 'mode' | 'task'>,
  index: number,
) => rowLeadId(secret, databaseId, at, id, index);

/**
 * The order for a row.
 * @param index of the row among the import's rows, from 0: the order in which rows of one file are compared.
 */
export async function rowOrder(
  secret: string,
  ordering: Ordering,
  index: number,
  { lead, statusId }: Extract<RowReading, { lead: unknown }>,
): Promise<LeadOrder> {
  const { name, mode, task, at } = ordering;
  const id = await leadIdOf(secret, ordering, index);
  const order = contactOrder({
    id,
    channelId: IMPORT_CHANNEL,
    wayIn: 'import',
    at,
    maker: name,
    lead,
    statusId,
    task,
    raw: null,
  });
  return { ...order, rawIndex: index, importMode: mode };
}
