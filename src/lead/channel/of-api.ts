import type { Channel } from './channel.ts';

/**
 * The channel as it is for a lead sent by API: who may write may change a contact as well (product.md, "Duplicates"),
 * and what names the channel is no field of the lead.
 */
export const ofApi = (channel: Channel): Channel => ({
  ...channel,
  replaces: true,
  mapping: { channelId: 'ignore', channelKey: 'ignore', ...channel.mapping },
});
