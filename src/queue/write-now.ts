import { type WriterEnv, writeLeads } from '../contacts/ask-writer.ts';
import type { Outcome } from '../contacts/order.ts';
import { logProblem } from '../log.ts';
import type { LeadMessage } from './message.ts';
import { sendLeads } from './send.ts';

export type Written = Extract<Outcome, { contactNumber: number | null }>;

type WriteEnv = WriterEnv & Pick<Env, 'LEADS' | 'FALLBACK_STORE'>;

/** How long a person waits before the lead goes the way of all others, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Hands the leads of one database to its writer and waits for what becomes of them, for a person who waits too. When
 * the writer is away, slow or full, or the edge could not read a lead finally, they go by the queue: the writer takes
 * an id once, so that it does no harm if it took them after all.
 * @returns undefined when they went by the queue.
 * @throws NotDurable when nothing takes them.
 */
export async function writeNow(env: WriteEnv, messages: LeadMessage[]): Promise<Written[] | undefined> {
  const [first] = messages;
  if (!first) return [];
  if (!messages.some(({ readAgain }) => readAgain)) {
    const outcomes = await soon(
      writeLeads(
        env,
        first.databaseId,
        messages.map(({ order }) => order),
      ),
    );
    if (outcomes?.every(isWritten)) return outcomes;
  }
  await sendLeads(env, messages);
  return undefined;
}

const isWritten = (outcome: Outcome): outcome is Written => 'contactNumber' in outcome;

/** What the writer answers, if it answers soon; undefined when it fails or takes longer than a person waits. */
export async function soon<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await Promise.race([answer, scheduler.wait(PATIENCE).then(() => undefined)]);
  } catch (error) {
    logProblem('writer away', { error });
    return undefined;
  }
}
