import { publishForm } from '../../published/publish-pages.ts';
import { Refusal } from '../../refusal.ts';
import { type FormRecord, updateForm } from '../../storage/control/forms.ts';
import type { Actor } from '../actor.ts';
import { findForm } from './find.ts';
import { formFault } from './form-fault.ts';
import { type FormVerbEnv, type FormWish, type OwnedForm, ownedForm } from './owned-form.ts';

/** Changes a form that was not revoked; its link stays the same. `now` in milliseconds since 1970. */
export async function changeForm(
  env: FormVerbEnv,
  actor: Actor,
  id: string,
  { name, channelId, processId, expiresAt }: FormWish,
  now: number,
): Promise<OwnedForm | Refusal> {
  const found = await findForm(env, actor, id);
  if (found instanceof Refusal) return found;
  const { form } = found;
  if (form.revokedAt !== null) return REVOKED;
  const changed: FormRecord = {
    ...form,
    name: name ?? form.name,
    channelId: channelId ?? form.channelId,
    processId: processId === undefined ? form.processId : processId,
    expiresAt: expiresAt ?? form.expiresAt,
  };
  const fault = await formFault(env, changed, expiresAt !== undefined, now);
  if (fault) return fault;
  const written = await updateForm(env.CONTROL, form, { name, channelId, processId, expiresAt });
  if (!written) return REVOKED;
  await publishForm(env, written);
  return ownedForm(env, written);
}

const REVOKED = new Refusal(409, 'revoked', 'This form was revoked, which is for good. Make a new one.');
