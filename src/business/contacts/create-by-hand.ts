import { giveCommand } from '../../contacts/ask-writer.ts';
import { Refusal } from '../../refusal.ts';
import { type Actor, may } from '../actor.ts';
import { type NewContact, orderOfContact } from './new-contact.ts';
import { type SeenContact, seenContact } from './seen-contact.ts';

/**
 * Creates a contact by hand: compared first, so that nothing is written when the person is known, and the refusal names
 * who matches (product.md, "Duplicates", manual).
 * @param wish `anyway`: creates another one all the same, which is the admin's to say where duplicates are not allowed.
 */
export async function createByHand(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  wish: NewContact & { anyway: boolean },
): Promise<SeenContact | Refusal> {
  const { database, by } = actor;
  const { anyway } = wish;
  if (anyway && !database.allowDuplicates && !may(actor, 'admin')) return NOT_ANYWAY;
  const order = await orderOfContact(env, actor, wish, { wayIn: 'manual', raw: null });
  if (order instanceof Refusal) return order;
  const command = { verb: 'create', id: order.id, at: order.receivedAt, by, order, anyway } as const;
  const done = await giveCommand(env, database.id, command);
  return done instanceof Refusal ? done : seenContact(env, actor, done.number ?? 0);
}

const NOT_ANYWAY = new Refusal(
  403,
  'duplicates_not_allowed',
  'This database does not allow duplicates, so "anyway" needs a key with the scope "admin".',
  'anyway',
);
