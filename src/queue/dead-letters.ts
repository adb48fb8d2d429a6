import { writeLeads } from '../contacts/ask-writer.ts';
import { failedOrder } from '../contacts/fold/failed-order.ts';
import type { LeadOrder, Outcome } from '../contacts/order.ts';
import { unchecked } from '../lead/spam.ts';
import { logProblem } from '../log.ts';
import { bury, type ConsumerEnv, type FinishOrder, LONGEST_WAIT, parseAll } from './consumer.ts';
import type { LeadMessage } from './message.ts';
import { keep } from './send.ts';

/** Seconds between two tries of a message that not even the fallback store takes; its deliveries are numbered. */
const LONGEST_RETRY = 3600;
/** A writer that threw may have been replaced that moment: milliseconds until it is asked once more. */
const MOMENT = 500;

type DeadLettersEnv = ConsumerEnv & Pick<Env, 'FALLBACK_STORE'>;

/**
 * Takes leads whose deliveries are spent. Each is tried once more, alone, since what held it up may have been its
 * neighbours. Weather makes no lead a failed one: where D1 or the writer is away it waits in a fallback store and goes
 * the whole way again. A lead that can be written only without what was read of it is stored as *failed*, for a person
 * to repair and replay: no lead ends in a queue that forgets.
 */
export async function consumeDeadLeads(
  batch: MessageBatch<unknown>,
  env: DeadLettersEnv,
  finish: FinishOrder,
): Promise<void> {
  for (const { message, lead } of await parseAll(batch, env)) {
    const outcome = await tryOnceMore(env, lead, finish);
    if (outcome === 'away') await keepForLater(env, message, lead);
    else if (outcome.status === 'nowhere') await bury(env, message, 'Its database does not exist');
    else message.ack();
  }
}

/** A lead's last outcome; one that says *come again* is weather like a writer that is away. */
type Final = Exclude<Outcome, { status: 'later' }> | 'away';

async function tryOnceMore(env: DeadLettersEnv, lead: LeadMessage, finish: FinishOrder): Promise<Final> {
  const order = await readFinally(lead, finish);
  if (order === 'away') return 'away';
  if (order === 'unreadable') return writeFailed(env, lead);
  const outcome = await write(env, lead.databaseId, order);
  if (outcome !== 'threw') return outcome;
  await scheduler.wait(MOMENT);
  const again = await write(env, lead.databaseId, order);
  return again === 'threw' ? writeFailed(env, lead) : again;
}

/** The order as it is to be written. Turnstile is not waited for: its tokens do not hold as long as deliveries take. */
async function readFinally(lead: LeadMessage, finish: FinishOrder) {
  const { order, readAgain, turnstile } = lead;
  if (!readAgain) return turnstile === undefined ? order : { ...order, lead: unchecked(order.lead, 'late') };
  try {
    return await finish(lead, Number.POSITIVE_INFINITY);
  } catch (error) {
    logProblem('dead lead not read', { leadId: order.id, error });
    return isOurFault(error) ? 'unreadable' : 'away';
  }
}

/** What the language itself throws is a fault of the reading, and coming again does not mend it. */
const isOurFault = (error: unknown) =>
  error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;

async function writeFailed(env: DeadLettersEnv, { databaseId, order }: LeadMessage): Promise<Final> {
  const outcome = await write(env, databaseId, failedOrder(order, 'its deliveries were spent'));
  return outcome === 'threw' ? 'away' : outcome;
}

async function write(env: DeadLettersEnv, databaseId: string, order: LeadOrder): Promise<Final | 'threw'> {
  try {
    const [outcome] = await writeLeads(env, databaseId, [order]);
    return !outcome || outcome.status === 'later' ? 'away' : outcome;
  } catch (error) {
    logProblem('dead lead not written', { leadId: order.id, error });
    return 'threw';
  }
}

async function keepForLater(env: DeadLettersEnv, message: Message<unknown>, lead: LeadMessage): Promise<void> {
  try {
    await keep(env, [lead], LONGEST_WAIT);
    message.ack();
  } catch {
    message.retry({ delaySeconds: Math.min(LONGEST_RETRY, 30 * 2 ** message.attempts) });
  }
}
