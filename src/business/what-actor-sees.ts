import { cardVersion } from '../contacts/card-version.ts';
import type { ImportView } from '../import/job/view.ts';
import type { Card } from '../storage/contacts/schema.ts';
import type { TaskRecord } from '../storage/contacts/tasks.ts';
import { type Actor, may } from './actor.ts';

/*
 * Which fields an actor may read, decided here and nowhere else. Operations that change something answer with what they
 * changed; whoever may only write learns from that which one it is, and nothing that others said of a person.
 */

type Reader = Pick<Actor, 'scopes'>;

/** A contact to one who may not read. */
export type CardReference = Pick<Card, 'databaseId' | 'number'>;

/** A contact as far as an actor may see it. */
export type SeenCard = Card | CardReference;

/** The card, whole with the scope `read`, else its number alone. */
export const cardSeenBy = (actor: Reader, card: Card): SeenCard =>
  may(actor, 'read') ? card : { databaseId: card.databaseId, number: card.number };

/** Whether all of the card is there to be shown. */
export const isWholeCard = (seen: SeenCard): seen is Card => 'statusId' in seen;

/** What tells this state of a contact from others; undefined to one who may not read it. */
export const versionSeen = async (seen: SeenCard): Promise<string | undefined> =>
  isWholeCard(seen) ? cardVersion(seen) : undefined;

/** A task to one who may not read: where it stands, without what was written about the person. */
export type TaskPosition = Omit<TaskRecord, 'notes' | 'fields'>;

/** A task as far as an actor may see it. */
export type SeenTask = TaskRecord | TaskPosition;

/** The task, whole with the scope `read`, else without its notes and the fields of its process. */
export function taskSeenBy(actor: Reader, task: TaskRecord): SeenTask {
  if (may(actor, 'read')) return task;
  const { notes: _notes, fields: _fields, ...position } = task;
  return position;
}

/** Whether all of the task is there to be shown. */
export const isWholeTask = (seen: SeenTask): seen is TaskRecord => 'notes' in seen;

/** An import, whole with the scope `read`, else without the values that stand in its file. */
export const importSeenBy = (actor: Reader, view: ImportView): ImportView =>
  may(actor, 'read') ? view : { ...view, columns: view.columns.map((column) => ({ ...column, samples: [] })) };
