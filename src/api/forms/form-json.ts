import { z } from '@hono/zod-openapi';
import type { OwnedForm } from '../../business/forms/owned-form.ts';
import { isoTime, nameSchema, toIso, toIsoOrNull } from '../http/operation.ts';

const id = z.string().max(100);

const shape = z.strictObject({
  name: nameSchema.openapi({ description: 'Who has the link', example: 'Call centre, evenings' }),
  channelId: id.openapi({ description: 'The channel its leads come in by' }),
  processId: id.nullable().openapi({ description: 'The only process it offers; null offers all' }),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2026-11-20T09:30:00Z' })
    .openapi({ description: 'At most a year ahead; 90 days when absent' }),
});
export const formPostSchema = shape.partial().required({ name: true, channelId: true });
export const formPatchSchema = shape.partial();

export const formSchema = z
  .object({
    id: z.string(),
    url: z.string().openapi({ description: 'What the answering service opens; whoever has it may enter leads' }),
    name: z.string(),
    channelId: z.string(),
    processId: z.string().nullable(),
    createdAt: isoTime,
    expiresAt: isoTime,
    revokedAt: isoTime.nullable(),
  })
  .openapi('InternalForm');

/** An internal form as the API shows it, with its link on the host the request came to. */
export const formJson = ({ form, key }: OwnedForm, origin: string): z.infer<typeof formSchema> => ({
  id: form.id,
  url: `${origin}/form/${key}`,
  name: form.name,
  channelId: form.channelId,
  processId: form.processId,
  createdAt: toIso(form.createdAt),
  expiresAt: toIso(form.expiresAt),
  revokedAt: toIsoOrNull(form.revokedAt),
});
