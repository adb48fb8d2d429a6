import { asFailed } from '../contacts/writer.ts';
import { type ConsumerEnv, parseAll } from './consumer.ts';
import { keep } from './send.ts';

const HOUR = 3600;

/**
 * Takes leads whose deliveries are spent: each is stored as *failed*, for a person to replay. When even that cannot be
 * written it waits in a fallback store and comes again in an hour: no lead ends in a queue that forgets.
 */
export async function consumeDeadLeads(
  batch: MessageBatch<unknown>,
  env: ConsumerEnv & Pick<Env, 'FALLBACK_STORE'>,
): Promise<void> {
  for (const { message, lead } of await parseAll(batch, env)) {
    try {
      const order = asFailed(lead.order, 'its deliveries were spent');
      const [outcome] = await env.CONTACT_WRITER.getByName(lead.databaseId).write(lead.databaseId, [order]);
      if (!outcome || outcome.status === 'later') await keep(env, [lead], HOUR);
      message.ack();
    } catch {
      await keepOrRetry(env, message, lead);
    }
  }
}

async function keepOrRetry(
  env: Pick<Env, 'FALLBACK_STORE'>,
  message: Message<unknown>,
  lead: Parameters<typeof keep>[1][0],
) {
  try {
    await keep(env, [lead], HOUR);
    message.ack();
  } catch {
    message.retry({ delaySeconds: HOUR });
  }
}
