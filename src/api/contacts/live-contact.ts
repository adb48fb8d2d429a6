import type { Context } from 'hono';
import { namesOf } from '../../business/names.ts';
import { wasMerged } from '../../contacts/commands/live-card.ts';
import { type Card, findContact, findMergedInto } from '../../contacts/find-contact.ts';
import { Refusal } from '../../refusal.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { accepted, Problem } from '../http/problem.ts';
import { contactId, contactNumberOf } from '../http/resource-ids.ts';
import { contactSeenBy } from './contact-json.ts';

/**
 * The card of a customer number.
 * @throws Problem 404 when there is none, 410 with `wasMerged` when it became part of another.
 */
export async function liveCardOf(c: Context<ApiEnv>, number: number): Promise<Card> {
  const { database } = c.var.actor;
  const card = await findContact(c.env, database, number);
  if (card) return card;
  const keptNumber = await findMergedInto(c.env, database, number);
  if (keptNumber !== undefined) allowed(c, wasMerged(keptNumber));
  throw new Problem(404, 'no_such_contact', 'There is no such contact in this database.');
}

/** The customer number a path names. */
export const numberOf = (c: Context<ApiEnv>, id: string) => contactNumberOf(c.var.actor.database.id, id);

/** A contact by its customer number, as far as the key may read it. */
export async function shownContact(c: Context<ApiEnv>, number: number) {
  const [card, names] = await Promise.all([liveCardOf(c, number), namesOf(c.env, c.var.actor.database.id)]);
  return contactSeenBy(c.var.actor, card, names);
}

/** What a verb did, unless it refused; contacts it names are named by their ids. */
export function allowed<T>(c: Context<ApiEnv>, result: T | Refusal): T {
  if (!(result instanceof Refusal) || !result.facts) return accepted(result);
  const { status, code, message, field, facts } = result;
  const idOf = (number: number) => contactId(c.var.actor.database.id, number);
  throw new Problem(status, code, message, field, {
    ...(facts.mergedInto === undefined ? {} : { mergedInto: idOf(facts.mergedInto) }),
    ...(facts.matches
      ? { matches: facts.matches.map(({ number, matchedBy }) => ({ contactId: idOf(number), matchedBy })) }
      : {}),
  });
}

/** Who does it, as the log says it. */
export const actorName = (c: Context<ApiEnv>) => `${c.var.actor.name} (API)`;
