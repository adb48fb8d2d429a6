import { giveLeads } from '../../contacts/ask-writer.ts';
import { storeRaw } from '../../lead/raw.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { type NewContact, orderOfContact } from './new-contact.ts';
import { type SeenContact, seenContact } from './seen-contact.ts';

/**
 * Creates a contact without comparison, also when the person is known.
 * @param wish `body`: the JSON it came as, kept with it.
 */
export async function createContact(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  wish: NewContact & { body: Uint8Array },
): Promise<SeenContact | Refusal> {
  const raw = storeRaw({ method: 'POST', query: '', contentType: 'application/json', body: wish.body });
  const order = await orderOfContact(env, actor, wish, { wayIn: 'api', raw });
  if (order instanceof Refusal) return order;
  const [outcome] = await giveLeads(env, actor.database.id, [order]);
  if (!outcome || !('contactNumber' in outcome) || outcome.contactNumber === null) return NOT_WRITTEN;
  return seenContact(env, actor, outcome.contactNumber);
}

const NOT_WRITTEN = new Refusal(
  422,
  'not_writable',
  'The database refuses these values; what was sent is kept as a failed lead. Make them shorter or plainer.',
);
