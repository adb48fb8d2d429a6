import { comparedKinds } from '../lead/duplicate-policy.ts';
import type { Lead } from '../lead/lead.ts';
import type { StoredRaw } from '../lead/raw.ts';
import { createdBy } from '../lead/stamps.ts';
import type { WayIn } from '../lead/submission.ts';
import type { LeadOrder } from './order.ts';

/** A contact that comes by no channel, as the writer takes it. */
export interface ContactWish {
  id: string;
  channelId: string;
  wayIn: Extract<WayIn, 'api' | 'manual' | 'copy' | 'import'>;
  /** Milliseconds since 1970. */
  at: number;
  /** Who makes it. */
  maker: string;
  lead: Lead;
  statusId?: string | undefined;
  /** Where its task opens; null opens none. */
  task: LeadOrder['task'];
  raw: StoredRaw | null;
}

/** The order for it: never taken for a retry of another one, since whoever wants that says so by an Idempotency-Key. */
export function contactOrder({ id, channelId, wayIn, at, maker, lead, statusId, task, raw }: ContactWish): LeadOrder {
  return {
    id,
    channelId,
    wayIn,
    sender: wayIn,
    charset: 'utf-8',
    receivedAt: at,
    attempt: 1,
    fingerprint: id,
    doubleSubmitWindow: 0,
    createdBy: createdBy(maker, wayIn),
    compares: comparedKinds(wayIn),
    task,
    ...(statusId === undefined ? {} : { statusId }),
    raw,
    rawIndex: 0,
    rawOf: null,
    lead,
    rejection: null,
    quarantine: null,
  };
}
