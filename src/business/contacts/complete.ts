import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import type { NameRequest } from '../request-name.ts';
import { type ContactFields, leadOfFields } from './contact-fields.ts';
import { commandAs } from './give-command.ts';
import { ownChannel } from './own-channel.ts';
import { type SeenContact, seenContact } from './seen-contact.ts';

/** Fills a known contact's empty fields; what stands is left alone. */
export async function completeFields(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  { number, fields, nameRequest }: { number: number; fields: ContactFields; nameRequest: NameRequest },
): Promise<SeenContact | Refusal> {
  const lead = leadOfFields(fields, await ownChannel(env, actor.database));
  if (lead instanceof Refusal) return lead;
  const given = await commandAs(env, actor, nameRequest, { verb: 'complete', number, lead });
  return given instanceof Refusal ? given : seenContact(env, actor, number);
}
