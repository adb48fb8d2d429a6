import { notFound, Refusal } from '../refusal.ts';
import type { Command, CommandAnswer, Done } from './commands/command.ts';
import type { LeadOrder, Outcome, Rehearsed } from './order.ts';

type WriterEnv = Pick<Env, 'CONTACT_WRITER'>;

/** The writer could not do it now. Nothing was written; whoever asked must come again. */
export class Busy extends Error {
  override name = 'Busy';
}

/**
 * Has the database's writer carry out a command, and waits for it.
 * @throws Busy when it cannot now.
 */
export async function giveCommand(env: WriterEnv, databaseId: string, command: Command): Promise<Done | Refusal> {
  const answer: CommandAnswer = await env.CONTACT_WRITER.getByName(databaseId).command(databaseId, command);
  if (answer.kind === 'done') return answer.done;
  if (answer.kind === 'nowhere') return notFound('database');
  if (answer.kind === 'later') throw new Busy('The writer cannot do this now');
  const { status, code, message, field, facts } = answer.refusal;
  return new Refusal(status, code, message, field, facts);
}

/**
 * Has the database's writer take leads at once, and waits for what becomes of them.
 * @throws Busy when it cannot take them all now; those it took are known by their ids when they come again.
 */
export async function giveLeads(env: WriterEnv, databaseId: string, orders: LeadOrder[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = await env.CONTACT_WRITER.getByName(databaseId).write(databaseId, orders);
  if (outcomes.some(({ status }) => status === 'later')) throw new Busy('The writer cannot take leads now');
  return outcomes;
}

/** What would become of these leads if they came now. Nothing is written. */
export async function rehearseLeads(env: WriterEnv, databaseId: string, orders: LeadOrder[]): Promise<Rehearsed[]> {
  if (!orders.length) return [];
  return env.CONTACT_WRITER.getByName(databaseId).rehearse(databaseId, orders);
}
