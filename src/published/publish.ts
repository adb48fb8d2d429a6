import { readChannels, type StoredChannel } from '../storage/control/channels.ts';
import { channelEntry, ownLegacyEntry } from './entries.ts';
import { keepFresh } from './find.ts';
import { publishedChannels, unknownLegacyIds } from './find-channel.ts';
import { publishLegacyHolder } from './publish-legacy-holder.ts';
import { unpublishChannel, unpublishLegacyId } from './unpublish.ts';

/** Who publishes last has looked again after it; more rounds only pile up while settings keep changing. */
const MOST_ROUNDS = 5;

/**
 * Tells the edge what the channels of a database are now: each one whole, to KV and to this isolate. Called after every
 * change of a channel or of what channels take from their database. Looks again afterwards: of two changes at once the
 * one that read first may publish last, and the edge would keep what is no longer so.
 */
export async function publishChannels(
  env: Pick<Env, 'CHANNELS' | 'CONTROL'>,
  databaseId: string,
  now: number,
): Promise<void> {
  let published: StoredChannel[] | undefined;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    const stored = await readChannels(env.CONTROL, databaseId);
    if (JSON.stringify(stored) === JSON.stringify(published)) return;
    if (published) await withdraw(env, published, stored);
    await publish(env, stored, now);
    published = stored;
  }
}

/** Takes back what was published of channels that were deleted, or lost their legacy id, in between. */
async function withdraw(
  env: Pick<Env, 'CHANNELS' | 'CONTROL'>,
  published: StoredChannel[],
  stored: StoredChannel[],
): Promise<void> {
  const standing = new Map(stored.map((it) => [it.channel.id, it]));
  for (const { channel, legacyId } of published) {
    const now = standing.get(channel.id);
    if (!now) await unpublishChannel(env, channel, legacyId);
    else if (legacyId && now.legacyId !== legacyId) await unpublishLegacyId(env, channel.databaseId, legacyId);
  }
}

async function publish(env: Pick<Env, 'CHANNELS' | 'CONTROL'>, stored: StoredChannel[], now: number): Promise<void> {
  await Promise.all(
    stored.flatMap(({ channel, legacyId }) => {
      keepFresh(publishedChannels, channel.id, channel, now);
      const entries = [env.CHANNELS.put(channelEntry(channel.id), JSON.stringify(channel))];
      if (legacyId) {
        const id = legacyId.toLowerCase();
        const own = ownLegacyEntry(channel.databaseId, id);
        unknownLegacyIds.forget(own);
        entries.push(env.CHANNELS.put(own, channel.id), publishLegacyHolder(env, id));
      }
      return entries;
    }),
  );
}
