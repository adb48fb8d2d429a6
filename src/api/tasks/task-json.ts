import { z } from '@hono/zod-openapi';
import type { Names } from '../../business/names.ts';
import type { TaskRecord } from '../../business/tasks/list.ts';
import { isWholeTask, type SeenTask, type TaskPosition } from '../../business/what-actor-sees.ts';
import { customSchema } from '../contacts/contact-json.ts';
import { isoTime, toIso, toIsoOrNull } from '../http/operation.ts';
import { contactId, taskId } from '../http/resource-ids.ts';

export const taskSchema = z
  .object({
    id: z.string().openapi({ example: '0123abcd-17-1' }),
    contactId: z.string(),
    leadId: z.string().openapi({ description: 'The lead that opened it' }),
    processId: z.string(),
    process: z.string().nullable().openapi({ description: 'The name of the process; null when it was deleted' }),
    stageId: z.string(),
    stage: z.string().nullable().openapi({ description: 'The name of the stage; null when it was deleted' }),
    status: z.enum(['open', 'done']),
    openedAt: isoTime,
    doneAt: isoTime.nullable(),
    dueAt: isoTime.nullable().openapi({ description: 'By when somebody wants it done' }),
    notes: z.string().nullable(),
    fields: customSchema.openapi({ description: "The process's own fields, by key" }),
  })
  .openapi('Task');

/** A task to a key without the scope `read`: where it stands, not what was written of the person. */
const taskPositionSchema = taskSchema
  .omit({ notes: true, fields: true })
  .strict()
  .openapi('TaskPosition', { description: 'The task, to a key without the scope `read`' });

/** What an operation answers that takes the scope `write`: the task, as far as the key may read it. */
export const seenTaskSchema = z.union([taskSchema, taskPositionSchema]);

/** A task as the API shows it to one who may read. */
export const taskJson = (task: TaskRecord, names: Names): z.infer<typeof taskSchema> => ({
  ...positionJson(task, names),
  notes: task.notes,
  fields: task.fields ?? {},
});

/** A task as far as the actor may see it. */
export const seenTaskJson = (task: SeenTask, names: Names): z.infer<typeof seenTaskSchema> =>
  isWholeTask(task) ? taskJson(task, names) : positionJson(task, names);

function positionJson(task: TaskPosition, names: Names): z.infer<typeof taskPositionSchema> {
  const { databaseId, contactNumber, ordinal, leadId, processId, stageId } = task;
  return {
    id: taskId(databaseId, contactNumber, ordinal),
    contactId: contactId(databaseId, contactNumber),
    leadId,
    processId,
    process: names.processes.get(processId) ?? null,
    stageId,
    stage: names.stages.get(stageId) ?? null,
    status: task.doneAt === null ? 'open' : 'done',
    openedAt: toIso(task.openedAt),
    doneAt: toIsoOrNull(task.doneAt),
    dueAt: toIsoOrNull(task.dueAt),
  };
}
