import * as z from 'zod';
import { channelSchema } from './channel.ts';

/** The part of a channel that belongs to the channel itself; the rest comes from its database. */
export const channelSettingsSchema = channelSchema
  .omit({
    id: true,
    databaseId: true,
    name: true,
    stages: true,
    customFields: true,
    processFields: true,
    country: true,
    junk: true,
  })
  // Unsaid, it follows from whether the channel has a legacy id.
  .extend({ replaces: z.boolean().optional() });
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
