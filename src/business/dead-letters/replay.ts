import { logEvent } from '../../log.ts';
import { type LeadMessage, leadMessageSchema } from '../../queue/message.ts';
import { sendLeads } from '../../queue/send.ts';
import { Refusal } from '../../refusal.ts';
import { deleteLetter } from '../../storage/control/dead-letters.ts';
import type { Actor } from '../actor.ts';
import { findDeadLetter } from './find.ts';

type LetterEnv = Pick<Env, 'CONTROL' | 'LEADS' | 'FALLBACK_STORE'>;

/**
 * Puts a message that could not be read or placed on the queue again, and forgets the letter: what it held is a lead
 * from then on. The lead keeps its id, so that one which was written after all is not written twice.
 * @returns the lead's id.
 * @throws NotDurable when it could not be made durable just now; the letter stays.
 */
export async function replayDeadLetter(env: LetterEnv, actor: Actor, id: string): Promise<string | Refusal> {
  const letter = await findDeadLetter(env, actor, id);
  if (letter instanceof Refusal) return letter;
  const message = readMessage(letter.body);
  if (message instanceof Refusal) return message;
  await sendLeads(env, [message]);
  await deleteLetter(env.CONTROL, actor.database.id, id);
  logEvent('dead letter replayed', { message: id, leadId: message.order.id, keyId: actor.id });
  return message.order.id;
}

function readMessage(body: string): LeadMessage | Refusal {
  if (!body) return ERASED;
  const read = leadMessageSchema.safeParse(JSON.parse(body));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue ? ` (${[...issue.path, issue.message].join(' ')})` : '';
  return new Refusal(
    409,
    'not_replayable',
    `This version of Kelet cannot read this message${where}. Replay it once the version that wrote it runs again, or have the sender send the lead again.`,
  );
}

const ERASED = new Refusal(409, 'not_replayable', 'Its person was erased, so there is nothing left to put through.');
