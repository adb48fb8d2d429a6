import { notFound, type Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { listChannels } from './list.ts';
import type { ChannelReadEnv, OwnedChannel } from './owned-channel.ts';

/** One channel of the actor's database, with the key the public knows it by. */
export async function findChannel(env: ChannelReadEnv, actor: Actor, id: string): Promise<OwnedChannel | Refusal> {
  return (await listChannels(env, actor)).find(({ channel }) => channel.id === id) ?? notFound('channel');
}
