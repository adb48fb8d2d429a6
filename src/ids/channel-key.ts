import { MAC_LENGTH, mac, verify } from './mac.ts';
import { DATABASE_LENGTH, randomText } from './random-text.ts';

/** A channel's, form's or portal's key: its database, itself, the proof. */
export const KEY_LENGTH = DATABASE_LENGTH + 10 + MAC_LENGTH;

/** A new channel id; `channelKey` makes of it what the public sees. */
export const newChannelId = (databaseId: string) => databaseId + randomText(10);

/** The public key of a channel: its id and the proof. */
export const channelKey = async (secret: string, channelId: string) =>
  channelId + (await mac(secret, 'channel', channelId));

/** The channel and database a key names, or undefined when Kelet did not issue it. Letter case is ignored. */
export async function readChannelKey(secret: string, key: string) {
  const channelId = await verify(secret, 'channel', key.toLowerCase(), KEY_LENGTH);
  return channelId ? { channelId, databaseId: channelId.slice(0, DATABASE_LENGTH) } : undefined;
}
