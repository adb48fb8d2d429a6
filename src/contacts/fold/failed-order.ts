import { emptyLead } from '../../lead/lead.ts';
import type { LeadOrder } from '../order.ts';

/** The order as a receipt alone: its bytes are kept, what was read of them is not, since that may be the poison. */
export const failedOrder = (order: LeadOrder, reason: string): LeadOrder => ({
  ...order,
  failure: true,
  lead: { ...emptyLead(), warnings: [{ code: 'failed', message: `Kelet could not write this lead: ${reason}` }] },
});
