import { env } from 'cloudflare:workers';
import type { LeadMessage } from '../../../src/queue/message.ts';

/** A queue in the test's hand: it may refuse, and nothing is delivered before the test says so. */
export class HeldQueue {
  readonly messages: LeadMessage[] = [];
  refuses = false;

  async send(body: LeadMessage): Promise<void> {
    if (this.refuses) throw new Error('Too Many Requests');
    this.messages.push(structuredClone(body));
  }

  async sendBatch(batch: Iterable<{ body: LeadMessage }>): Promise<void> {
    for (const { body } of batch) await this.send(body);
  }

  /** Everything as it is, but with this queue. */
  get env(): Env {
    return { ...env, LEADS: this } as unknown as Env;
  }
}

/** Everything as it is, but the queue refuses every lead. */
export function withFullQueue(): Env {
  const queue = new HeldQueue();
  queue.refuses = true;
  return queue.env;
}
