import { z } from '@hono/zod-openapi';
import type { OwnedField } from '../../business/fields/owned-field.ts';
import { CUSTOM_FIELD_TYPES } from '../../lead/channel/channel.ts';
import { nameSchema } from '../http/operation.ts';

export const fieldScope = z
  .enum(['contact', 'process'])
  .openapi({ description: 'On the contact, or on the tasks of processes' });
export const fieldType = z.enum(CUSTOM_FIELD_TYPES);
export const fieldOptions = z
  .array(nameSchema)
  .max(500, 'must have at most 500 options')
  .openapi({ description: 'What one-of and many-of fields offer; empty takes anything' });

export const fieldSchema = z
  .object({
    id: z.string().openapi({ description: 'How channels name it', example: 'custom:budget' }),
    scope: fieldScope,
    key: z.string(),
    label: z.string(),
    type: fieldType,
    options: z.array(z.string()),
    legacyId: z.string().nullable(),
    position: z.int(),
  })
  .openapi('Field');

/** A custom field as the API shows it. */
export const fieldJson = ({ databaseId: _database, ...field }: OwnedField): z.infer<typeof fieldSchema> => field;
