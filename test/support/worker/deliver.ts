import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { app } from '../../../src/app.ts';
import worker from '../../../src/index.ts';
import type { LeadMessage } from '../../../src/queue/message.ts';
import type { Business } from './business.ts';

/** Bindings whose queue only keeps what it is sent, so that a test decides when it arrives. */
export function taking(): { on: Env; taken: LeadMessage[] } {
  const taken: LeadMessage[] = [];
  const LEADS = {
    send: async (body: LeadMessage) => void taken.push(structuredClone(body)),
    sendBatch: async (batch: { body: LeadMessage }[]) =>
      void taken.push(...batch.map(({ body }) => structuredClone(body))),
  };
  return { on: { ...env, LEADS } as unknown as Env, taken };
}

/** The messages the edge puts on the queue for these forms, kept in hand. */
export async function messagesOf(
  business: Pick<Business, 'intakeUrl'>,
  forms: Record<string, string>[],
): Promise<LeadMessage[]> {
  const { on, taken } = taking();
  for (const form of forms) {
    const request = new Request(business.intakeUrl, { method: 'POST', body: new URLSearchParams(form) });
    const response = await app.fetch(request, on, createExecutionContext());
    if (response.status >= 500) throw new Error(`The edge answered ${response.status}`);
  }
  return taken;
}

let delivered = 0;

/** Delivers messages as one batch of the queue, and tells which were acked and which must come again. */
export async function deliver(messages: unknown[], on: Env = env, queue = 'kelet-leads', attempts = 1) {
  const batch = createMessageBatch(
    queue,
    messages.map((body) => {
      delivered += 1;
      return { id: `message-${delivered}`, timestamp: new Date(), attempts, body };
    }),
  );
  const ctx = createExecutionContext();
  await worker.queue(batch, on);
  const result = await getQueueResult(batch, ctx);
  return { acked: result.explicitAcks.length, again: result.retryMessages.length };
}
