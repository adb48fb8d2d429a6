import { publishForm } from '../../published/publish-pages.ts';
import { Refusal } from '../../refusal.ts';
import { updateForm } from '../../storage/control/forms.ts';
import type { Actor } from '../actor.ts';
import { findForm } from './find.ts';
import type { FormVerbEnv } from './owned-form.ts';

/** Revokes a form's link at once and for good. `now` in milliseconds since 1970. */
export async function revokeForm(
  env: FormVerbEnv,
  actor: Actor,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const found = await findForm(env, actor, id);
  if (found instanceof Refusal) return found;
  if (found.form.revokedAt !== null) return undefined;
  const revoked = await updateForm(env.CONTROL, found.form, { revokedAt: now });
  if (revoked) await publishForm(env, revoked);
  return undefined;
}
