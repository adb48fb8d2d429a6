import * as z from 'zod';
import { leadOrderSchema } from './lead-order-schema.ts';

/**
 * One lead on its way to its database's writer. Old versions may still be in flight after a deploy: a new version is a
 * new member of this union, and recorded messages of every version are fixtures.
 */
export const leadMessageSchema = z.object({
  v: z.literal(1),
  databaseId: z.string().min(1),
  order: leadOrderSchema,
  /**
   * The edge could not read it finally, because it did not know the channel or the result did not fit beside the raw
   * bytes. The consumer reads the raw bytes again, with the channel as it is.
   */
  readAgain: z.boolean().optional(),
  /** The edge did not know the channel's secrets, so nobody has checked whether the sender is who it seems. */
  isUnproven: z.boolean().optional(),
  /** The token by which the consumer asks Turnstile about the visitor, once; the edge asks nobody. */
  turnstile: z.string().max(2048).optional(),
});
export type LeadMessage = z.infer<typeof leadMessageSchema>;
