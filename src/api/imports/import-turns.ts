import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { changeImport } from '../../business/imports/change.ts';
import { pauseImport } from '../../business/imports/pause.ts';
import { resumeImport } from '../../business/imports/resume.ts';
import { startImport } from '../../business/imports/start.ts';
import { undoImport } from '../../business/imports/undo.ts';
import { importSeenBy } from '../../business/what-actor-sees.ts';
import type { ImportView } from '../../import/job/view.ts';
import type { Refusal } from '../../refusal.ts';
import type { Api, ApiEnv } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { accepted, problems } from '../http/problem.ts';
import { importJson, importSchema } from './import-json.ts';
import { wishSchema } from './import-wish.ts';

const tags = ['Imports'];
const middleware = needs('write');
const optionalWish = { body: { required: false, content: { 'application/json': { schema: wishSchema } } } };

export const importAnswer = { 200: answers(importSchema, 'The import as it stands'), ...problems };

const change = createRoute({
  method: 'patch',
  path: '/imports/{id}',
  operationId: 'updateImport',
  tags,
  middleware,
  summary: 'Change how an import is to be done, before it is started',
  request: { params: idParam, ...optionalWish },
  responses: importAnswer,
});

const start = createRoute({
  method: 'post',
  path: '/imports/{id}/start',
  operationId: 'startImport',
  tags,
  middleware,
  summary: 'Begin to write the rows',
  description:
    'The body may say the last things, as PATCH does; `mode` must be said by now. Again on an import that has begun, it changes nothing.',
  request: { params: idParam, ...optionalWish },
  responses: importAnswer,
});

const pause = createRoute({
  method: 'post',
  path: '/imports/{id}/pause',
  operationId: 'pauseImport',
  tags,
  middleware,
  summary: 'Stop after the rows that are under way',
  request: { params: idParam },
  responses: importAnswer,
});

const resume = createRoute({
  method: 'post',
  path: '/imports/{id}/resume',
  operationId: 'resumeImport',
  tags,
  middleware,
  summary: 'Go on where it stopped',
  request: { params: idParam },
  responses: importAnswer,
});

const undo = createRoute({
  method: 'post',
  path: '/imports/{id}/undo',
  operationId: 'undoImport',
  tags,
  middleware,
  summary: 'Take back everything an import has written',
  description:
    'Contacts that only the import knows are gone, and those it completed or reset are as they were, field by field, where a field still holds what the import put there. What somebody has used since stays (`kept`).',
  request: { params: idParam },
  responses: importAnswer,
});

/** What a person may want of an import that is there. */
export function mountImportTurns(api: Api): void {
  api.openapi(change, async (c) => {
    const wanted = { id: c.req.valid('param').id, said: c.req.valid('json') ?? {} };
    return shown(c, changeImport(c.env, c.var.actor, wanted));
  });

  api.openapi(start, async (c) => {
    const wanted = { id: c.req.valid('param').id, said: c.req.valid('json') ?? {}, now: Date.now() };
    return shown(c, startImport(c.env, c.var.actor, wanted));
  });

  api.openapi(pause, async (c) => shown(c, pauseImport(c.env, c.var.actor, c.req.valid('param').id)));
  api.openapi(resume, async (c) => shown(c, resumeImport(c.env, c.var.actor, c.req.valid('param').id)));
  api.openapi(undo, async (c) =>
    shown(c, undoImport(c.env, c.var.actor, { id: c.req.valid('param').id, now: Date.now() })),
  );
}

/** The import as it stands after what was wanted. */
export async function shown(c: Context<ApiEnv>, result: Promise<ImportView | Refusal>) {
  return c.json(importJson(importSeenBy(c.var.actor, accepted(await result))), 200);
}
