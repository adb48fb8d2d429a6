import { createRoute, z } from '@hono/zod-openapi';
import { addStage, changeStage, listStages, removeStage, type StageRecord } from '../../business/processes/stages.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, nameSchema, positionSchema, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, found, problems } from '../http/problem.ts';

const tags = ['Stages'];

export const legacyIdSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty; send null to take it away')
  .max(100, 'must have at most 100 characters')
  .nullable()
  .openapi({ description: 'The id it had in the CRM that old senders were written for' });

export const stageSchema = z
  .object({
    id: z.string().openapi({ description: 'What senders write as `ProcessDefinitionStepID`' }),
    processId: z.string(),
    name: z.string(),
    legacyId: z.string().nullable(),
    position: z.int(),
  })
  .openapi('Stage');

export const stageJson = ({ databaseId: _database, ...stage }: StageRecord): z.infer<typeof stageSchema> => stage;

const list = createRoute({
  method: 'get',
  path: '/stages',
  operationId: 'listStages',
  tags,
  middleware: needs('read'),
  summary: 'The stages of all processes, or of one',
  request: { query: pageQuery.extend({ process: z.string().max(100).optional() }) },
  responses: { 200: answers(pageOf(stageSchema), 'Stages'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/stages/{id}',
  operationId: 'getStage',
  tags,
  middleware: needs('read'),
  summary: 'One stage',
  request: { params: idParam },
  responses: { 200: answers(stageSchema, 'The stage'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/stages',
  operationId: 'createStage',
  tags,
  middleware: needs('write'),
  summary: 'Add a stage to a process',
  request: takes(
    z.strictObject({
      processId: z.string().max(100),
      name: nameSchema,
      legacyId: legacyIdSchema.optional(),
      position: positionSchema.optional(),
    }),
  ),
  responses: { 201: answers(stageSchema, 'The stage'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/stages/{id}',
  operationId: 'updateStage',
  tags,
  middleware: needs('write'),
  summary: 'Rename a stage or move it within its process',
  request: {
    params: idParam,
    ...takes(
      z.strictObject({
        name: nameSchema.optional(),
        legacyId: legacyIdSchema.optional(),
        position: positionSchema.optional(),
      }),
    ),
  },
  responses: { 200: answers(stageSchema, 'The stage'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/stages/{id}',
  operationId: 'deleteStage',
  tags,
  middleware: needs('write'),
  summary: 'Delete a stage at which no channel starts and no task stands',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' }, ...problems },
});

/** Stages of processes. */
export function mountStages(api: Api): void {
  api.openapi(list, async (c) => {
    const { process, ...page } = c.req.valid('query');
    const all = await listStages(c.env, c.var.actor.database.id);
    const stages = all.filter(({ processId }) => process === undefined || processId === process);
    return c.json(pageOfAll(stages.map(stageJson), page), 200);
  });
  api.openapi(get, async (c) => {
    const { id } = c.req.valid('param');
    const stages = await listStages(c.env, c.var.actor.database.id);
    return c.json(
      stageJson(
        found(
          stages.find((stage) => stage.id === id),
          'stage',
        ),
      ),
      200,
    );
  });
  api.openapi(post, async (c) => {
    const stage = accepted(await addStage(c.env, c.var.actor.database.id, c.req.valid('json'), Date.now()));
    return c.json(stageJson(stage), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const stage = await changeStage(c.env, c.var.actor.database.id, id, c.req.valid('json'), Date.now());
    return c.json(stageJson(accepted(stage)), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removeStage(c.env, c.var.actor.database, c.req.valid('param').id, Date.now()));
    return c.body(null, 204);
  });
}
