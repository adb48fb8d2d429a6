import { type WriterEnv, writeLeads } from '../contacts/ask-writer.ts';
import type { LeadOrder, Outcome } from '../contacts/order.ts';
import { logProblem } from '../log.ts';
import { storeDeadLetter } from '../storage/control/dead-letters.ts';
import { type LeadMessage, leadMessageSchema } from './message.ts';

export type ConsumerEnv = WriterEnv & Pick<Env, 'CONTROL'>;

/**
 * Does what the edge left undone of a message, with the channel as it is now; `attempts` counts its deliveries, endless
 * when they are spent.
 */
export type FinishOrder = (message: LeadMessage, attempts: number) => Promise<LeadOrder>;

interface Parsed {
  message: Message<unknown>;
  lead: LeadMessage;
}

/**
 * Takes a batch of leads to their databases' writers, one call a database, and acks or retries message by message.
 */
export async function consumeLeads(batch: MessageBatch<unknown>, env: ConsumerEnv, finish: FinishOrder): Promise<void> {
  const byDatabase = Map.groupBy(await parseAll(batch, env), ({ lead }) => lead.databaseId);
  await Promise.all([...byDatabase].map(([databaseId, parsed]) => deliver(env, databaseId, parsed, finish)));
}

/** The messages that are leads; the others are kept as dead letters. */
export async function parseAll(batch: MessageBatch<unknown>, env: Pick<ConsumerEnv, 'CONTROL'>): Promise<Parsed[]> {
  const parsed: Parsed[] = [];
  for (const message of batch.messages) {
    const result = leadMessageSchema.safeParse(message.body);
    if (result.success) parsed.push({ message, lead: result.data });
    else await bury(env, message, `Not a lead message: ${result.error.message}`);
  }
  return parsed;
}

async function deliver(env: ConsumerEnv, databaseId: string, parsed: Parsed[], finish: FinishOrder): Promise<void> {
  const ready = (await Promise.all(parsed.map((it) => finished(it, finish)))).filter((it) => it !== undefined);
  try {
    const outcomes = await writeLeads(
      env,
      databaseId,
      ready.map(({ order }) => order),
    );
    for (const [i, { message }] of ready.entries()) await settle(env, message, outcomes[i]);
  } catch (error) {
    for (const { message } of ready) comeAgain(message, { error });
  }
}

/** A message with its order as the writer takes it; undefined when it must come again. */
async function finished({ message, lead }: Parsed, finish: FinishOrder) {
  const isFinal = !lead.readAgain && lead.turnstile === undefined;
  try {
    return { message, order: isFinal ? lead.order : await finish(lead, message.attempts) };
  } catch (error) {
    return comeAgain(message, { error });
  }
}

/** The one place where an outcome becomes an ack or a retry. */
async function settle(env: ConsumerEnv, message: Message<unknown>, outcome: Outcome | undefined): Promise<void> {
  if (!outcome) return comeAgain(message, { reason: 'the writer gave no outcome' });
  switch (outcome.status) {
    case 'later':
      return message.retry({ delaySeconds: backOff(message.attempts) });
    case 'nowhere':
      return bury(env, message, 'Its database does not exist');
    case 'created':
    case 'updated':
    case 'renewed':
    case 'duplicate':
    case 'rejected':
    case 'quarantined':
    case 'failed':
      return message.ack();
    default:
      // A writer newer than this consumer may say something that is not known here: the lead must not be lost for that.
      outcome satisfies never;
      return comeAgain(message, { reason: 'the writer gave an unknown outcome' });
  }
}

/** Keeps a message nobody can place as a dead letter. */
export async function bury(
  env: Pick<ConsumerEnv, 'CONTROL'>,
  message: Message<unknown>,
  reason: string,
): Promise<void> {
  try {
    await storeDeadLetter(env.CONTROL, {
      id: message.id,
      databaseId: databaseNamedIn(message.body),
      body: JSON.stringify(message.body) ?? 'null',
      reason,
      storedAt: Date.now(),
    });
    message.ack();
  } catch (error) {
    comeAgain(message, { error });
  }
}

/** The database a message names, whatever else it holds: whose letter it is. */
function databaseNamedIn(body: unknown): string | null {
  const named = typeof body === 'object' && body !== null && 'databaseId' in body ? body.databaseId : null;
  return typeof named === 'string' ? named : null;
}

function comeAgain(message: Message<unknown>, why: { error: unknown } | { reason: string }): undefined {
  logProblem('delivery failed', { message: message.id, attempts: message.attempts, ...why });
  message.retry({ delaySeconds: backOff(message.attempts) });
}

/**
 * The longest that a lead waits for weather, in seconds: so long after D1 answers again it is written at the latest.
 */
export const LONGEST_WAIT = 60;

/** Seconds until a message comes again, by how often it came: 10, 20, 40 and then every minute. */
const backOff = (attempts: number) => Math.min(LONGEST_WAIT, 5 * 2 ** attempts);
