import type { Identity } from '../lead/lead.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Command, CommandAnswer, Done } from './commands/command.ts';
import type { Glimpse } from './glimpse.ts';
import type { LeadOrder, Outcome, Rehearsed } from './order.ts';

/*
 * The one place that knows where a database's writer is found. Everybody else asks here, by the database's id; a test
 * of test/architecture holds that.
 */

/** What it takes to ask a writer. */
export type WriterEnv = Pick<Env, 'CONTACT_WRITER'>;

/** The writer could not do it now. Nothing was written; whoever asked must come again. */
export class Busy extends Error {
  override name = 'Busy';
}

const writerOf = ({ CONTACT_WRITER }: WriterEnv, databaseId: string) => CONTACT_WRITER.getByName(databaseId);

/**
 * Has the database's writer carry out a command, and waits for it.
 * @throws Busy when it cannot now.
 */
export async function giveCommand(env: WriterEnv, databaseId: string, command: Command): Promise<Done | Refusal> {
  const answer: CommandAnswer = await writerOf(env, databaseId).command(databaseId, command);
  switch (answer.kind) {
    case 'done':
      return answer.done;
    case 'refused': {
      const { status, code, message, field, facts } = answer.refusal;
      return new Refusal(status, code, message, field, facts);
    }
    case 'nowhere':
      return notFound('database');
    case 'later':
      throw new Busy('The writer cannot do this now');
    default:
      answer satisfies never;
      throw new Busy('The writer answered something this version does not know');
  }
}

/**
 * Has the database's writer take leads, and tells what became of each, in the same order; `later` and `nowhere` too.
 * @throws when the writer does not answer. It may have taken them: it knows them by their ids when they come again.
 */
export async function writeLeads(env: WriterEnv, databaseId: string, orders: LeadOrder[]): Promise<Outcome[]> {
  return orders.length ? writerOf(env, databaseId).write(databaseId, orders) : [];
}

/**
 * Has the database's writer take leads at once, all of them.
 * @throws Busy when it cannot take them all now; those it took are known by their ids when they come again.
 */
export async function giveLeads(env: WriterEnv, databaseId: string, orders: LeadOrder[]): Promise<Outcome[]> {
  const outcomes = await writeLeads(env, databaseId, orders);
  if (outcomes.some(({ status }) => status === 'later')) throw new Busy('The writer cannot take leads now');
  return outcomes;
}

/** What would become of these leads if they came now. Nothing is written. */
export async function rehearseLeads(env: WriterEnv, databaseId: string, orders: LeadOrder[]): Promise<Rehearsed[]> {
  return orders.length ? writerOf(env, databaseId).rehearse(databaseId, orders) : [];
}

/**
 * Whether the person of this lead is known, and what whoever typed it may see of them.
 * @returns null when nobody is found, undefined when that cannot be told.
 */
export async function recogniseLead(
  env: WriterEnv,
  databaseId: string,
  order: LeadOrder,
): Promise<Glimpse | null | undefined> {
  return writerOf(env, databaseId).recognise(databaseId, order);
}

/** What may be seen of a contact by who typed these identities; undefined when there is no such contact. */
export async function glimpseAtContact(
  env: WriterEnv,
  databaseId: string,
  number: number,
  typed: Identity[],
): Promise<Glimpse | undefined> {
  return writerOf(env, databaseId).glimpse(databaseId, number, typed);
}

/** The database's rules have changed: its writer reads them again before its next round. */
export async function tellRulesChanged(env: WriterEnv, databaseId: string): Promise<void> {
  await writerOf(env, databaseId).forgetRules();
}

/**
 * Asks a writer that has no database whether it is there: whether objects can be reached at all.
 * @throws when it does not answer.
 */
export async function writerAnswers(env: WriterEnv): Promise<void> {
  await writerOf(env, 'health').forgetRules();
}
