import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import type { NameRequest } from '../request-name.ts';
import { findStatusId } from '../statuses/status-id.ts';
import { type ContactFields, wishOfFields } from './contact-fields.ts';
import { commandAs } from './give-command.ts';
import { ownChannel } from './own-channel.ts';
import { type SeenContact, seenContact } from './seen-contact.ts';

/** What is to be other than it is: null empties a field, absent leaves it alone. */
export interface ContactChanges {
  number: number;
  fields: ContactFields;
  status?: string | undefined;
  /** Wins over `status`. */
  statusId?: string | undefined;
  /** One of these versions the card must still have; any will do unless said. */
  versions?: string[] | undefined;
  nameRequest: NameRequest;
}

/** Changes fields of a contact; each change goes into its log with the old value and the new one. */
export async function changeFields(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  { number, fields, status, statusId, versions, nameRequest }: ContactChanges,
): Promise<SeenContact | Refusal> {
  const { database } = actor;
  const [channel, named] = await Promise.all([
    ownChannel(env, database),
    findStatusId(env, database.id, { status, statusId }),
  ]);
  const wish = wishOfFields(fields, channel);
  if (wish instanceof Refusal) return wish;
  if (named instanceof Refusal) return named;
  if (named !== undefined) wish.fields.statusId = named;
  const given = await commandAs(env, actor, nameRequest, { verb: 'change', number, wish, versions });
  return given instanceof Refusal ? given : seenContact(env, actor, number);
}
