import { createRoute, z } from '@hono/zod-openapi';
import { addStage } from '../../business/stages/add.ts';
import { changeStage } from '../../business/stages/change.ts';
import { findStage } from '../../business/stages/find.ts';
import { listStages } from '../../business/stages/list.ts';
import { removeStage } from '../../business/stages/remove.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, legacyIdSchema, nameSchema, positionSchema, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { stageJson, stageSchema } from './stage-json.ts';

const tags = ['Stages'];

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
  middleware: [needs('write'), idempotentPost()],
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
    const stages = await listStages(c.env, c.var.actor, process);
    return c.json(pageOfAll(stages.map(stageJson), page), 200);
  });
  api.openapi(get, async (c) => {
    const stage = accepted(await findStage(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(stageJson(stage), 200);
  });
  api.openapi(post, async (c) => {
    const stage = accepted(await addStage(c.env, c.var.actor, c.req.valid('json'), Date.now()));
    return c.json(stageJson(stage), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const stage = accepted(await changeStage(c.env, c.var.actor, id, c.req.valid('json'), Date.now()));
    return c.json(stageJson(stage), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removeStage(c.env, c.var.actor, c.req.valid('param').id, Date.now()));
    return c.body(null, 204);
  });
}
