import { type Channel, channelSchema } from './channel.ts';

/** A channel of which nothing is known but its id: no settings of its own, and nothing it would refuse. */
export const permissiveChannel = (channelId: string): Channel =>
  channelSchema.parse({ id: channelId, databaseId: channelId.slice(0, 8), name: '', maxCharacters: 65_536 });
