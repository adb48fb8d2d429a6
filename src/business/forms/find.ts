import { notFound, type Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { listForms } from './list.ts';
import type { FormVerbEnv, OwnedForm } from './owned-form.ts';

/** One internal form of the actor's database, with its link. */
export async function findForm(env: FormVerbEnv, actor: Actor, id: string): Promise<OwnedForm | Refusal> {
  return (await listForms(env, actor)).find(({ form }) => form.id === id) ?? notFound('form');
}
