import { notFound, type Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { listFields } from './list.ts';
import type { OwnedField } from './owned-field.ts';

/** One custom field of the actor's database. */
export async function findField(env: Pick<Env, 'CONTROL'>, actor: Actor, id: string): Promise<OwnedField | Refusal> {
  return (await listFields(env, actor)).find((field) => field.id === id) ?? notFound('field');
}
