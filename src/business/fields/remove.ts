import { Refusal } from '../../refusal.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { deleteCustomField } from '../../storage/control/custom-fields.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { findField } from './find.ts';

/**
 * Deletes a field that no channel names. Values that contacts hold stay on their cards.
 * @param now milliseconds since 1970.
 */
export async function removeField(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const databaseId = actor.database.id;
  const field = await findField(env, actor, id);
  if (field instanceof Refusal) return field;
  const user = (await readChannels(env.CONTROL, databaseId)).find(
    ({ channel: { mapping, required, defaults, constants } }) =>
      Object.values(mapping).includes(id) || required.includes(id) || id in defaults || id in constants,
  );
  if (user) {
    return new Refusal(409, 'in_use', `The channel ${user.channel.name} uses this field. Change the channel first.`);
  }
  await deleteCustomField(env.CONTROL, field);
  await announceChannels(env, databaseId, now);
  return undefined;
}
