import { z } from '@hono/zod-openapi';
import type { Process } from '../../business/processes/process.ts';
import { stageJson, stageSchema } from '../stages/stage-json.ts';

export const processSchema = z
  .object({ id: z.string(), name: z.string(), position: z.int(), stages: z.array(stageSchema) })
  .openapi('Process');

/** A process as the API shows it. */
export const processJson = ({ id, name, position, stages }: Process): z.infer<typeof processSchema> => ({
  id,
  name,
  position,
  stages: stages.map(stageJson),
});
