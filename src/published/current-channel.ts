import type { Channel } from '../lead/channel/channel.ts';
import { readChannels } from '../storage/control/channels.ts';

/**
 * The channel as the control database has it, for reading a lead again.
 * @throws when D1 does not answer; undefined when there is no such channel.
 */
export async function readCurrentChannel(control: D1Database, channelId: string): Promise<Channel | undefined> {
  const stored = await readChannels(control, channelId.slice(0, 8));
  return stored.find(({ channel }) => channel.id === channelId)?.channel;
}
