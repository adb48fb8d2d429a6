import { giveCommand } from '../../contacts/ask-writer.ts';
import type { CopiedCard } from '../../contacts/commands/command.ts';
import { contactOrder } from '../../contacts/contact-order.ts';
import type { Card } from '../../contacts/find-contact.ts';
import { leadOfCard } from '../../contacts/fold/lead-of-card.ts';
import { Refusal } from '../../refusal.ts';

export interface CopyWish {
  card: Card;
  /** The id of the card that is copied, for the log of the copy. */
  from: string;
  to: { databaseId: string; channelId: string; statusId: string };
  /** The name of the copy's lead; the same one when the wish comes again. */
  id: string;
  at: number;
  by: string;
  /** What makes the copy, as "created by" of its lead says it. */
  maker: string;
  idOfCopy: (number: number) => string;
}

/**
 * Copies a card to another database: its writer takes the record as it is, then both cards say so in their logs. When
 * it stops in between and comes again, the copy is found and only what is missing is done.
 * @returns the number of the copy.
 */
export async function copyContact(
  env: Pick<Env, 'CONTACT_WRITER'>,
  { card, from, to, id, at, by, maker, idOfCopy }: CopyWish,
): Promise<number | Refusal> {
  const { databaseId, channelId, statusId } = to;
  const lead = leadOfCard(card);
  const order = contactOrder({ id, at, lead, channelId, wayIn: 'copy', maker, statusId, task: null, raw: null });
  const entry = { id: `${id}-copy`, at, by };
  const copied = { ...copyOf(card), statusId };
  const taken = await giveCommand(env, databaseId, { verb: 'take-copy', ...entry, order, card: copied, from });
  if (taken instanceof Refusal) return taken;
  const number = taken.number ?? 0;
  const logged = await giveCommand(env, card.databaseId, {
    verb: 'log-copy',
    ...entry,
    number: card.number,
    to: idOfCopy(number),
  });
  return logged instanceof Refusal ? logged : number;
}

function copyOf(card: Card): CopiedCard {
  const { databaseId: _database, number: _number, taskCount: _tasks, recentLeads: _recent, ...rest } = card;
  const { searchName: _search, mergedInto: _merged, erasedAt: _erased, updatedAt: _updated, ...copied } = rest;
  return copied;
}
