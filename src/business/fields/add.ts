import { randomText } from '../../ids/random-text.ts';
import type { CustomField } from '../../lead/channel/channel.ts';
import { canonicalTarget, nameKey, publicName } from '../../lead/fields/field-names.ts';
import { Refusal } from '../../refusal.ts';
import { insertCustomField } from '../../storage/control/custom-fields.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { afterLast } from '../position.ts';
import { changeField } from './change.ts';
import { listFields } from './list.ts';
import { type FieldChanges, type OwnedField, ownedField } from './owned-field.ts';

const MOST_FIELDS = 500;

/** Defines a custom field. Without a key it gets one. `now` in milliseconds since 1970. */
export async function addField(
  env: AnnounceEnv,
  actor: Actor,
  wish: FieldChanges & { scope: 'contact' | 'process'; key?: string | undefined; type: CustomField['type'] },
  now: number,
): Promise<OwnedField | Refusal> {
  const databaseId = actor.database.id;
  const siblings = (await listFields(env, actor)).filter(({ scope }) => scope === wish.scope);
  if (siblings.length >= MOST_FIELDS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_FIELDS} fields of each kind.`);
  }
  const key = wish.key ?? `f_${randomText(8)}`;
  const standard = canonicalTarget(nameKey(key));
  if (standard) return keyTaken(`${publicName(standard)} is a field that every contact has.`);
  const { scope, type, label = key, options = [], legacyId = null } = wish;
  const field = ownedField({
    ...{ databaseId, scope, key, label, type, options, legacyId },
    position: afterLast(siblings),
  });
  const { id, ...record } = field;
  const isTaken = siblings.some((sibling) => nameKey(sibling.key) === nameKey(key));
  if (isTaken || !(await insertCustomField(env.CONTROL, record))) {
    return keyTaken(`There is a field ${key} already.`);
  }
  if (wish.position !== undefined) return changeField(env, actor, id, { position: wish.position }, now);
  await announceChannels(env, databaseId, now);
  return field;
}

const keyTaken = (why: string) => new Refusal(409, 'key_taken', `${why} Choose another key.`, 'key');
