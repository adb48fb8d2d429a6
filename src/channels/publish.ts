import { readChannels } from '../storage/channels.ts';
import { channelEntry, legacyEntry } from './entries.ts';
import { remember } from './find-channel.ts';

/**
 * Tells the edge what the channels of a database are now: each one whole, to KV and to this isolate. Called after every
 * change of a channel or of what channels take from their database.
 */
export async function publishChannels(
  env: Pick<Env, 'CHANNELS' | 'CONTROL'>,
  databaseId: string,
  now: number,
): Promise<void> {
  const stored = await readChannels(env.CONTROL, databaseId);
  await Promise.all(
    stored.flatMap(({ channel, legacyId }) => {
      remember(channel.id, { channel, isKnown: true }, now);
      const entries = [env.CHANNELS.put(channelEntry(channel.id), JSON.stringify(channel))];
      if (legacyId) entries.push(env.CHANNELS.put(legacyEntry(legacyId.toLowerCase()), channel.id));
      return entries;
    }),
  );
}
