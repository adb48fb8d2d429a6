import { unpublishChannel } from '../../published/unpublish.ts';
import { Refusal } from '../../refusal.ts';
import { deleteChannel } from '../../storage/control/channel-records.ts';
import type { Actor } from '../actor.ts';
import { findChannel } from './find.ts';
import type { ChannelReadEnv } from './owned-channel.ts';

/** Closes a channel: its address answers 404 from then on. Its leads and contacts stay. */
export async function removeChannel(
  env: ChannelReadEnv & Pick<Env, 'CHANNELS'>,
  actor: Actor,
  id: string,
): Promise<Refusal | undefined> {
  const found = await findChannel(env, actor, id);
  if (found instanceof Refusal) return found;
  await deleteChannel(env.CONTROL, actor.database.id, id);
  await unpublishChannel(env, found.channel, found.legacyId);
  return undefined;
}
