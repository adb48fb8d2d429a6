import { readForms } from '../../storage/control/forms.ts';
import type { Actor } from '../actor.ts';
import { type FormVerbEnv, type OwnedForm, ownedForm } from './owned-form.ts';

/** The internal forms of the actor's database, oldest first; revoked ones stay in the list. */
export async function listForms(env: FormVerbEnv, { database }: Actor): Promise<OwnedForm[]> {
  return Promise.all((await readForms(env.CONTROL, database.id)).map((form) => ownedForm(env, form)));
}
