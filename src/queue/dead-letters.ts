import { writeLeads } from '../contacts/ask-writer.ts';
import { failedOrder } from '../contacts/fold/failed-order.ts';
import type { LeadOrder, Outcome } from '../contacts/order.ts';
import { unchecked } from '../lead/spam.ts';
import { logProblem } from '../log.ts';
import { bury, type ConsumerEnv, parseAll } from './consumer.ts';
import type { LeadMessage } from './message.ts';
import { keep } from './send.ts';

const HOUR = 3600;

type DeadLettersEnv = ConsumerEnv & Pick<Env, 'FALLBACK_STORE'>;

/**
 * Takes leads whose deliveries are spent. Each is tried once more, alone, since what held it up may have been its
 * neighbours; then it is stored as *failed*, for a person to replay. When even that cannot be written it waits in a
 * fallback store and comes again in an hour: no lead ends in a queue that forgets.
 */
export async function consumeDeadLeads(batch: MessageBatch<unknown>, env: DeadLettersEnv): Promise<void> {
  for (const { message, lead } of await parseAll(batch, env)) {
    const isReadable = !lead.readAgain;
    const outcome =
      (isReadable ? await write(env, lead, withoutTurnstile(lead)) : undefined) ??
      (await write(env, lead, failedOrder(lead.order, 'its deliveries were spent')));
    if (outcome?.status === 'nowhere') await bury(env, message, 'Its database does not exist');
    else if (outcome) message.ack();
    else await keepForLater(env, message, lead);
  }
}

/** Tokens do not hold as long as deliveries take to be spent. */
const withoutTurnstile = ({ order, turnstile }: LeadMessage): LeadOrder =>
  turnstile === undefined ? order : { ...order, lead: unchecked(order.lead, 'late') };

/** The outcome, or undefined when nothing was written. */
async function write(env: DeadLettersEnv, { databaseId }: LeadMessage, order: LeadOrder): Promise<Outcome | undefined> {
  try {
    const [outcome] = await writeLeads(env, databaseId, [order]);
    return outcome?.status === 'later' ? undefined : outcome;
  } catch (error) {
    logProblem('dead lead not written', { leadId: order.id, error });
    return undefined;
  }
}

async function keepForLater(env: DeadLettersEnv, message: Message<unknown>, lead: LeadMessage): Promise<void> {
  try {
    await keep(env, [lead], HOUR);
    message.ack();
  } catch {
    message.retry({ delaySeconds: HOUR });
  }
}
