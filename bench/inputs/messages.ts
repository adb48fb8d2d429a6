import { app } from '../../src/app.ts';
import type { LeadMessage } from '../../src/queue/message.ts';

/**
 * The messages the edge itself puts on the queue for these forms, caught before they go.
 * @throws when the edge refuses one.
 */
export async function messagesOf(
  env: Env,
  ctx: ExecutionContext,
  intakeUrl: string,
  forms: Record<string, string>[],
): Promise<LeadMessage[]> {
  const taken: LeadMessage[] = [];
  const LEADS = { send: async (body: LeadMessage) => void taken.push(structuredClone(body)) };
  for (const form of forms) {
    const request = new Request(intakeUrl, { method: 'POST', body: new URLSearchParams(form) });
    const { status } = await app.fetch(request, { ...env, LEADS } as unknown as Env, ctx);
    if (status !== 200) throw new Error(`The edge answered ${status}`);
  }
  if (taken.length !== forms.length) throw new Error(`${forms.length} forms made ${taken.length} messages`);
  return taken;
}

/** Messages as the queue would deliver them, and what the consumer said to each. */
export function batchOf(messages: LeadMessage[]) {
  const said = { acked: 0, again: 0 };
  const batch = {
    queue: 'kelet-leads',
    messages: messages.map((body, i) => ({
      id: `message-${i}`,
      timestamp: new Date(),
      attempts: 1,
      body,
      ack() {
        said.acked += 1;
      },
      retry() {
        said.again += 1;
      },
    })),
    ackAll: () => undefined,
    retryAll: () => undefined,
  };
  return { batch: batch as unknown as MessageBatch<unknown>, said };
}
