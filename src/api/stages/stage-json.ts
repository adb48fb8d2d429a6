import { z } from '@hono/zod-openapi';
import type { StageRecord } from '../../business/stages/list.ts';

export const stageSchema = z
  .object({
    id: z.string().openapi({ description: 'What senders write as `ProcessDefinitionStepID`' }),
    processId: z.string(),
    name: z.string(),
    legacyId: z.string().nullable(),
    position: z.int(),
  })
  .openapi('Stage');

/** A stage as the API shows it. */
export const stageJson = ({ databaseId: _database, ...stage }: StageRecord): z.infer<typeof stageSchema> => stage;
