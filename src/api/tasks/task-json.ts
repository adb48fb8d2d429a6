import { z } from '@hono/zod-openapi';
import type { Names } from '../../business/names.ts';
import type { TaskRecord } from '../../business/tasks/list.ts';
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
    notes: z.string().nullable(),
    fields: customSchema.openapi({ description: "The process's own fields, by key" }),
  })
  .openapi('Task');

/** A task as the API shows it. */
export function taskJson(task: TaskRecord, names: Names): z.infer<typeof taskSchema> {
  const { databaseId, contactNumber, ordinal, leadId, processId, stageId, notes } = task;
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
    notes,
    fields: task.fields ?? {},
  };
}
