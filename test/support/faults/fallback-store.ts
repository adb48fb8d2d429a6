import { env } from 'cloudflare:workers';
import type { LeadMessage } from '../../../src/queue/message.ts';
import { withFullQueue } from './held-queue.ts';

/** What a fallback store was asked to keep, and for how many seconds. */
export interface Kept {
  message: LeadMessage;
  seconds: number;
}

/** `on` with a fallback store that only notes what it is to keep. */
export function notingStore(on: Env = env): { on: Env; kept: Kept[] } {
  const kept: Kept[] = [];
  const keep = async (those: string[], seconds: number) =>
    void kept.push(...those.map((text) => ({ message: JSON.parse(text) as LeadMessage, seconds })));
  return { on: { ...on, FALLBACK_STORE: { getByName: () => ({ keep }) } } as unknown as Env, kept };
}

/** Everything as it is, but neither the queue nor a fallback store takes a lead: nothing can be made durable. */
export function withNothingDurable(): Env {
  const keep = () => Promise.reject(new Error('refused'));
  return { ...withFullQueue(), FALLBACK_STORE: { getByName: () => ({ keep }) } } as unknown as Env;
}
