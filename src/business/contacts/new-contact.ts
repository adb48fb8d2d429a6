import { contactOrder } from '../../contacts/contact-order.ts';
import type { LeadOrder } from '../../contacts/order.ts';
import type { StoredRaw } from '../../lead/raw.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { stageToOpen } from '../processes/stage-to-open.ts';
import type { NameRequest } from '../request-name.ts';
import { findStatusId } from '../statuses/status-id.ts';
import { type ContactFields, leadOfFields } from './contact-fields.ts';
import { OWN_CHANNEL, ownChannel } from './own-channel.ts';

/** What somebody wants a contact, or a known contact's new inquiry, to be. */
export interface NewContact {
  fields: ContactFields;
  /** The name of a status; else the one that plays *new*. */
  status?: string | undefined;
  /** Wins over `status`. */
  statusId?: string | undefined;
  /** Where a task opens; without both none does. */
  processId?: string | null | undefined;
  stageId?: string | null | undefined;
  /** Notes of the task; else those of the contact. */
  stepNotes?: string | null | undefined;
  nameRequest: NameRequest;
}

interface Coming {
  wayIn: 'api' | 'manual';
  /** The bytes it came as; null when nobody sent any. */
  raw: StoredRaw | null;
  /** Where the task opens when nobody says where. */
  otherwise?: (() => Promise<LeadOrder['task']>) | undefined;
}

/** The order for it, checked against what the database knows of fields, statuses and stages. */
export async function orderOfContact(
  env: Pick<Env, 'CONTROL'>,
  { database, name: maker }: Actor,
  { fields, status, statusId, processId, stageId, stepNotes, nameRequest }: NewContact,
  { wayIn, raw, otherwise }: Coming,
): Promise<LeadOrder | Refusal> {
  const [channel, named, stage] = await Promise.all([
    ownChannel(env, database),
    findStatusId(env, database.id, { status, statusId }),
    stageToOpen(env, database.id, { processId, stageId }),
  ]);
  const composed = leadOfFields(fields, channel);
  if (composed instanceof Refusal) return composed;
  if (named instanceof Refusal) return named;
  if (stage instanceof Refusal) return stage;
  const task = stage ?? (await otherwise?.()) ?? null;
  const request = await nameRequest();
  if (request instanceof Refusal) return request;
  const lead = stepNotes ? { ...composed, stepNotes } : composed;
  return contactOrder({ ...request, lead, channelId: OWN_CHANNEL, wayIn, maker, statusId: named, task, raw });
}
