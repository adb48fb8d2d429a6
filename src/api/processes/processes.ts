import { createRoute, z } from '@hono/zod-openapi';
import { addProcess } from '../../business/processes/add.ts';
import { changeProcess } from '../../business/processes/change.ts';
import { findProcess } from '../../business/processes/find.ts';
import { listProcesses } from '../../business/processes/list.ts';
import { removeProcess } from '../../business/processes/remove.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, nameSchema, positionSchema, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { processJson, processSchema } from './process-json.ts';

const tags = ['Processes'];

const list = createRoute({
  method: 'get',
  path: '/processes',
  operationId: 'listProcesses',
  tags,
  middleware: needs('read'),
  summary: 'The processes with their stages, in order',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(processSchema), 'Processes'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/processes/{id}',
  operationId: 'getProcess',
  tags,
  middleware: needs('read'),
  summary: 'One process with its stages',
  request: { params: idParam },
  responses: { 200: answers(processSchema, 'The process'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/processes',
  operationId: 'createProcess',
  tags,
  middleware: [needs('write'), idempotentPost()],
  summary: 'Add a process with its stages',
  request: takes(
    z.strictObject({
      name: nameSchema,
      stages: z
        .array(nameSchema)
        .min(1, 'must name at least one stage')
        .max(50, 'must name at most 50 stages; add more with POST /stages')
        .openapi({ description: 'Names of its stages, the first one first', example: ['New', 'Contacted', 'Closed'] }),
      position: positionSchema.optional(),
    }),
  ),
  responses: { 201: answers(processSchema, 'The process'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/processes/{id}',
  operationId: 'updateProcess',
  tags,
  middleware: needs('write'),
  summary: 'Rename or move a process',
  request: {
    params: idParam,
    ...takes(z.strictObject({ name: nameSchema.optional(), position: positionSchema.optional() })),
  },
  responses: { 200: answers(processSchema, 'The process'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/processes/{id}',
  operationId: 'deleteProcess',
  tags,
  middleware: needs('write'),
  summary: 'Delete a process that no channel names and in which no task is open',
  description: 'The last process stays, since every lead opens a task.',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' }, ...problems },
});

/** Processes. */
export function mountProcesses(api: Api): void {
  api.openapi(list, async (c) => {
    const processes = await listProcesses(c.env, c.var.actor);
    return c.json(pageOfAll(processes.map(processJson), c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const process = accepted(await findProcess(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(processJson(process), 200);
  });
  api.openapi(post, async (c) => {
    const process = accepted(await addProcess(c.env, c.var.actor, c.req.valid('json'), Date.now()));
    return c.json(processJson(process), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const process = accepted(await changeProcess(c.env, c.var.actor, id, c.req.valid('json'), Date.now()));
    return c.json(processJson(process), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removeProcess(c.env, c.var.actor, c.req.valid('param').id, Date.now()));
    return c.body(null, 204);
  });
}
