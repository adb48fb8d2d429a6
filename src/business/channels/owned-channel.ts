import { channelKey } from '../../ids/channel-key.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import type { StoredChannel } from '../../storage/control/channels.ts';

/** What a channel is shown with: its rows and what its key is made of. */
export type ChannelReadEnv = Pick<Env, 'CONTROL' | 'KELET_SECRET'>;

/** A channel as its owner sees it. */
export interface OwnedChannel {
  channel: Channel;
  legacyId: string | null;
  /** Whether the bare FrontTask address with its legacy id leads here, and not to who had the id first. */
  legacyBare: boolean;
  /** What the public knows it by: `/in/{key}`. */
  key: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** A stored channel as its owner sees it. */
export const ownedChannel = async (
  { KELET_SECRET }: Pick<Env, 'KELET_SECRET'>,
  { channel, legacyId }: StoredChannel,
  { createdAt, legacyBare }: Pick<OwnedChannel, 'createdAt' | 'legacyBare'>,
): Promise<OwnedChannel> => ({
  channel,
  legacyId,
  legacyBare,
  key: await channelKey(KELET_SECRET, channel.id),
  createdAt,
});
