import { giveCommand } from '../../contacts/ask-writer.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { firstStage } from '../processes/stage-to-open.ts';
import { type NewContact, orderOfContact } from './new-contact.ts';
import { type SeenContact, seenContact } from './seen-contact.ts';

/**
 * Makes a known contact a new lead, whatever its status: a task opens at the stage named, else at the first stage of
 * the first process, and the fields that are sent complete it.
 */
export async function renewInquiry(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  wish: Omit<NewContact, 'status' | 'statusId'> & { number: number },
): Promise<SeenContact | Refusal> {
  const { database, by } = actor;
  const { number } = wish;
  const otherwise = () => firstStage(env, database.id);
  const order = await orderOfContact(env, actor, wish, { wayIn: 'manual', raw: null, otherwise });
  if (order instanceof Refusal) return order;
  const command = { verb: 'renew', id: order.id, at: order.receivedAt, by, order, number } as const;
  const done = await giveCommand(env, database.id, command);
  return done instanceof Refusal ? done : seenContact(env, actor, number);
}
