import { Refusal } from '../../refusal.ts';
import { updateCustomField } from '../../storage/control/custom-fields.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { findField } from './find.ts';
import type { FieldChanges, OwnedField } from './owned-field.ts';

/**
 * Changes what a field is called and offers. Its key and type stay, since contacts hold values under them.
 * @param now milliseconds since 1970.
 */
export async function changeField(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  changes: FieldChanges,
  now: number,
): Promise<OwnedField | Refusal> {
  const field = await findField(env, actor, id);
  if (field instanceof Refusal) return field;
  await updateCustomField(env.CONTROL, field, changes);
  await announceChannels(env, actor.database.id, now);
  return findField(env, actor, id);
}
