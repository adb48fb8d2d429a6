import type { LeadMessage } from '../../../src/queue/message.ts';
import type { Business } from './business.ts';
import { messagesOf } from './deliver.ts';
import type { Owner } from './owner.ts';

/** The message the edge puts on the queue for a form of this owner, kept in hand. */
export async function messageOf(
  { intakeUrl }: Pick<Owner, 'intakeUrl'>,
  form: Record<string, string>,
): Promise<LeadMessage> {
  const [message] = await messagesOf({ intakeUrl } as Business, [form]);
  if (!message) throw new Error('The edge sent nothing');
  return message;
}
