import { z } from '@hono/zod-openapi';
import type { LogLine } from '../../business/contacts/read-log.ts';
import type { Names } from '../../business/names.ts';
import { isoTime, toIso } from '../http/operation.ts';
import { contactId, taskId } from '../http/resource-ids.ts';
import { changeSchema, outcomeJson, outcomeShape, warningSchema } from '../leads/lead-json.ts';

const besideSchema = z.object({ field: z.string(), value: z.unknown() });

const inquiryShape = z.object(outcomeShape).partial().shape;

export const logLineSchema = z
  .object({
    id: z.string().openapi({ description: "An inquiry's is its lead's" }),
    at: isoTime,
    kind: z.string().openapi({ description: '`inquiry` for leads, else what happened, such as `task` or `change`' }),
    by: z.string().openapi({ description: 'Who or what did it: the channel and way in, or the key' }),
    ...inquiryShape,
    changes: z.array(changeSchema),
    task: z.string().nullable(),
    leadId: z.string().optional(),
    leadStatus: z.string().optional(),
    channelId: z.string().optional(),
    channel: z.string().nullable().optional(),
    wayIn: z.string().optional(),
    sender: z.string().optional(),
    warnings: z.array(warningSchema).optional(),
    text: z.string().optional().openapi({ description: 'Of a `note`, a `call` or a `meeting`' }),
    mergeId: z.string().optional().openapi({ description: 'For POST /merges/{id}/undo' }),
    mergedContactId: z.string().optional().openapi({ description: 'The contact that became part of this one' }),
    beside: z
      .array(besideSchema)
      .optional()
      .openapi({ description: 'Its values that found no place, because this contact had others' }),
    splitId: z.string().optional().openapi({ description: 'For POST /splits/{id}/undo' }),
    otherContactId: z
      .string()
      .optional()
      .openapi({ description: 'Where it was copied from, or to; or whom a lead was split off, or became' }),
  })
  .openapi('LogEntry');

/** One line of a contact's log. An inquiry shows what it decided; anything else who changed what. */
export function logLineJson(line: LogLine, names: Names): z.infer<typeof logLineSchema> {
  const at = toIso(line.at);
  if (line.kind === 'inquiry') {
    const { lead } = line;
    const { id, status, channelId, wayIn, sender, warnings, outcome, databaseId, contactNumber } = lead;
    const channel = names.channels.get(channelId) ?? null;
    const decided = outcome ? outcomeJson(lead, outcome, names) : {};
    return {
      id,
      at,
      kind: 'inquiry',
      by: outcome?.createdBy ?? channel ?? channelId,
      changes: [],
      ...decided,
      task: contactNumber && line.task ? taskId(databaseId, contactNumber, line.task) : null,
      leadId: id,
      leadStatus: status,
      channelId,
      channel,
      wayIn,
      sender,
      warnings: warnings ?? [],
    };
  }
  const { id, kind, by, data, databaseId, contactNumber } = line.record;
  const { task, changes, text, merge, merged, beside, contact, split, leadId, other } = entryData.parse(data);
  const nameOf = (status: unknown) => names.statuses.get(String(status)) ?? status;
  return {
    id,
    at,
    kind,
    by,
    changes: changes.map((change) =>
      change.field === 'statusId' ? { field: 'status', old: nameOf(change.old), new: nameOf(change.new) } : change,
    ),
    task: task ? taskId(databaseId, contactNumber, task) : null,
    ...(text === undefined ? {} : { text }),
    ...(merge ? { mergeId: merge } : {}),
    ...(merged ? { mergedContactId: contactId(databaseId, merged) } : {}),
    ...(beside ? { beside } : {}),
    ...(contact ? { otherContactId: contact } : {}),
    ...(split ? { splitId: split } : {}),
    ...(leadId ? { leadId } : {}),
    ...(other ? { otherContactId: contactId(databaseId, other) } : {}),
  };
}

const entryData = z
  .object({
    task: z.int().optional(),
    changes: z.array(changeSchema).catch([]),
    text: z.string().optional(),
    merge: z.string().optional(),
    merged: z.int().optional(),
    beside: z.array(besideSchema).optional(),
    contact: z.string().optional(),
    split: z.string().optional(),
    leadId: z.string().optional(),
    other: z.int().optional(),
  })
  .catch({ changes: [] });
