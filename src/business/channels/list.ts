import { readChannelTimes } from '../../storage/control/channel-records.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { readBareChannelIds } from '../../storage/control/legacy-ids.ts';
import type { Actor } from '../actor.ts';
import { type ChannelReadEnv, type OwnedChannel, ownedChannel } from './owned-channel.ts';

/** The channels of the actor's database, oldest first. */
export async function listChannels(env: ChannelReadEnv, { database }: Actor): Promise<OwnedChannel[]> {
  const [stored, times, bare] = await Promise.all([
    readChannels(env.CONTROL, database.id),
    readChannelTimes(env.CONTROL, database.id),
    readBareChannelIds(env.CONTROL, database.id),
  ]);
  return Promise.all(
    stored.map((it) =>
      ownedChannel(env, it, { createdAt: times.get(it.channel.id) ?? 0, legacyBare: bare.has(it.channel.id) }),
    ),
  );
}
