import { randomText } from '../../ids/random-text.ts';
import type { CustomField } from '../../lead/channel/channel.ts';
import { canonicalTarget, nameKey, publicName } from '../../lead/fields/field-names.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { readChannels } from '../../storage/control/channels.ts';
import {
  type CustomFieldRecord,
  deleteCustomField,
  insertCustomField,
  readCustomFields,
  updateCustomField,
} from '../../storage/control/custom-fields.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { afterLast } from '../position.ts';

/** A custom field; its id is the target by which channels name it, such as `custom:budget` or `process:budget`. */
export type OwnedField = CustomFieldRecord & { id: string };

export interface FieldChanges {
  label?: string | undefined;
  options?: string[] | undefined;
  legacyId?: string | null | undefined;
  position?: number | undefined;
}

const MOST_FIELDS = 500;
const PREFIX = { contact: 'custom', process: 'process' } as const;

const withId = (field: CustomFieldRecord): OwnedField => ({ ...field, id: `${PREFIX[field.scope]}:${field.key}` });

/** The custom fields of a database: the contacts' first, each scope in order. */
export async function listFields(env: Pick<Env, 'CONTROL'>, databaseId: string): Promise<OwnedField[]> {
  return (await readCustomFields(env.CONTROL, databaseId)).map(withId);
}

/** Defines a custom field. Without a key it gets one. `now` in milliseconds since 1970. */
export async function addField(
  env: AnnounceEnv,
  databaseId: string,
  wish: FieldChanges & { scope: 'contact' | 'process'; key?: string | undefined; type: CustomField['type'] },
  now: number,
): Promise<OwnedField | Refusal> {
  const siblings = (await listFields(env, databaseId)).filter(({ scope }) => scope === wish.scope);
  if (siblings.length >= MOST_FIELDS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_FIELDS} fields of each kind.`);
  }
  const key = wish.key ?? `f_${randomText(8)}`;
  const standard = canonicalTarget(nameKey(key));
  if (standard) {
    return new Refusal(
      409,
      'key_taken',
      `${publicName(standard)} is a field that every contact has. Choose another key.`,
      'key',
    );
  }
  const { scope, type, label = key, options = [], legacyId = null } = wish;
  const field = { databaseId, scope, key, label, type, options, legacyId, position: afterLast(siblings) };
  const taken = siblings.some((sibling) => nameKey(sibling.key) === nameKey(key));
  if (taken || !(await insertCustomField(env.CONTROL, field))) {
    return new Refusal(409, 'key_taken', `There is a field ${key} already. Choose another key.`, 'key');
  }
  const { id } = withId(field);
  if (wish.position !== undefined) return changeField(env, databaseId, id, { position: wish.position }, now);
  await announceChannels(env, databaseId, now);
  return { ...field, id };
}

/** Changes what a field is called and offers. Its key and type stay, since contacts hold values under them. */
export async function changeField(
  env: AnnounceEnv,
  databaseId: string,
  id: string,
  changes: FieldChanges,
  now: number,
): Promise<OwnedField | Refusal> {
  const field = (await listFields(env, databaseId)).find((record) => record.id === id);
  if (!field) return notFound('field');
  await updateCustomField(env.CONTROL, field, changes);
  await announceChannels(env, databaseId, now);
  return (await listFields(env, databaseId)).find((record) => record.id === id) ?? notFound('field');
}

/** Deletes a field that no channel names. Values that contacts hold stay on their cards. */
export async function removeField(
  env: AnnounceEnv,
  databaseId: string,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const field = (await listFields(env, databaseId)).find((record) => record.id === id);
  if (!field) return notFound('field');
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
