import type { Context } from 'hono';
import { Refusal } from '../../refusal.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { accepted, Problem } from '../http/problem.ts';
import { contactId, contactNumberOf } from '../http/resource-ids.ts';

/** The customer number a path names. @throws Problem 404 when it is not of this database. */
export const numberOf = (c: Context<ApiEnv>, id: string) => contactNumberOf(c.var.actor.database.id, id);

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
