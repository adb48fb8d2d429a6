import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { listImports } from '../contacts/import-list.ts';
import {
  addImport,
  changeImport,
  findImport,
  pauseImport,
  readImportRows,
  reportFailures,
  resumeImport,
  startImport,
  undoImport,
} from '../import/imports.ts';
import type { ImportView } from '../import/view.ts';
import { importIdOf } from '../lead/signed-id.ts';
import type { Refusal } from '../refusal.ts';
import type { Api, ApiEnv } from './api-env.ts';
import { needs } from './authenticate.ts';
import { FILE_TYPES, needsFile, receiveFile } from './import-file.ts';
import {
  importJson,
  importRowSchema,
  importRowsJson,
  importSchema,
  importSummaryJson,
  importSummarySchema,
} from './import-json.ts';
import { importWish, saidSchema, spokenWish, wishSchema } from './import-wish.ts';
import { nameRequest } from './name-request.ts';
import { answers, idParam } from './operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from './paging.ts';
import { accepted, Problem, problems } from './problem.ts';
import { byKey } from './standing-contact.ts';

const tags = ['Imports'];
const middleware = needs('write');
const answer = { 200: answers(importSchema, 'The import as it stands'), ...problems };
const optionalWish = { body: { required: false, content: { 'application/json': { schema: wishSchema } } } };
const file = z
  .custom<File>()
  .optional()
  .openapi({ type: 'string', format: 'binary', description: '.xlsx or .csv, at most 25 MB' });

const post = createRoute({
  method: 'post',
  path: '/imports',
  tags,
  middleware: [middleware, needsFile],
  summary: 'Import contacts from a spreadsheet',
  description:
    'Send the file as multipart form data with the field `file`, or as the body itself with `?name=`. With a `mode` its rows are written as soon as it is read; without one it waits: look at `columns` and GET /imports/{id}/rows, which says row by row what will happen, and start it with POST /imports/{id}/start. Rows are compared by phone, e-mail and ID number, also with each other. An `Idempotency-Key` makes it safe to send again.',
  request: {
    query: saidSchema.extend({ name: z.string().max(255).optional() }),
    body: {
      // Either of the two; which one came is looked at where it is received.
      required: false,
      content: {
        'multipart/form-data': { schema: saidSchema.extend({ file }) },
        ...Object.fromEntries(FILE_TYPES.map((type) => [type, { schema: file }])),
      },
    },
  },
  responses: { 201: answers(importSchema, 'The import'), ...problems },
});

const list = createRoute({
  method: 'get',
  path: '/imports',
  tags,
  middleware: needs('read'),
  summary: 'Imports, newest first',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(importSummarySchema), 'Imports'), ...problems },
});

const read = createRoute({
  method: 'get',
  path: '/imports/{id}',
  tags,
  middleware: needs('read'),
  summary: 'How an import stands',
  request: { params: idParam },
  responses: answer,
});

const change = createRoute({
  method: 'patch',
  path: '/imports/{id}',
  tags,
  middleware,
  summary: 'Change how an import is to be done, before it is started',
  request: { params: idParam, ...optionalWish },
  responses: answer,
});

const start = createRoute({
  method: 'post',
  path: '/imports/{id}/start',
  tags,
  middleware,
  summary: 'Begin to write the rows',
  description:
    'The body may say the last things, as PATCH does; `mode` must be said by now. Again on an import that has begun, it changes nothing.',
  request: { params: idParam, ...optionalWish },
  responses: answer,
});

const rows = createRoute({
  method: 'get',
  path: '/imports/{id}/rows',
  tags,
  middleware: needs('read'),
  summary: 'Row by row what will happen or, once it is started, what happened',
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(importRowSchema), 'Rows in the order of the file'), ...problems },
});

const failures = createRoute({
  method: 'get',
  path: '/imports/{id}/failures',
  tags,
  middleware: needs('read'),
  summary: 'The rows that failed and why, as an .xlsx to repair and import again',
  request: { params: idParam },
  responses: {
    200: { description: 'The file', content: { [XLSX()]: { schema: z.string().openapi({ format: 'binary' }) } } },
    ...problems,
  },
});

const turn = <P extends 'pause' | 'resume' | 'undo'>(verb: P, summary: string, description?: string) =>
  createRoute({
    method: 'post',
    path: `/imports/{id}/${verb}` as const,
    tags,
    middleware,
    summary,
    ...(description ? { description } : {}),
    request: { params: idParam },
    responses: answer,
  });

const pause = turn('pause', 'Stop after the rows that are under way');
const resume = turn('resume', 'Go on where it stopped');
const undo = turn(
  'undo',
  'Take back everything an import has written',
  'Contacts that only the import knows are gone, and those it completed or reset are as they were, field by field, where a field still holds what the import put there. What somebody has used since stays (`kept`).',
);

/** Importing contacts from spreadsheets. */
export function mountImports(api: Api): void {
  api.openapi(post, async (c) => {
    const { database } = c.var.access;
    const { name, said, bytes, content } = await receiveFile(c);
    const {
      mapping = {},
      mode = null,
      task = null,
      table = {},
    } = await importWish(c.env, database.id, spokenWish(said));
    const { id: leadId, at: now } = await nameRequest(c, [name, said, content]);
    const id = importIdOf(leadId, database.id);
    const wish = { mapping, mode, task, table };
    const wanted = { id, name, by: byKey(c), now, wish, startsWhenRead: mode !== null };
    const view = accepted(await addImport(c.env, database, wanted, bytes));
    if (view.error) {
      const field = view.state === 'ready' ? 'mapping' : 'file';
      throw new Problem(422, view.error.code, view.error.message, field, { importId: id });
    }
    return c.json(importJson(view), 201, { location: `/api/v1/imports/${id}` });
  });

  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const below = fromCursor(cursor, z.string().max(100));
    const found = await listImports(c.env, c.var.access.database, below, limit + 1);
    const items = found.slice(0, limit);
    const nextCursor = found.length > limit ? toCursor(items.at(-1)?.id) : null;
    return c.json({ items: items.map(importSummaryJson), nextCursor }, 200);
  });

  api.openapi(read, async (c) => shown(c, findImport(c.env, c.var.access.database, idOf(c))));

  api.openapi(change, async (c) => {
    const { database } = c.var.access;
    const wish = await importWish(c.env, database.id, c.req.valid('json') ?? {});
    return shown(c, changeImport(c.env, database, idOf(c), wish));
  });

  api.openapi(start, async (c) => {
    const { database } = c.var.access;
    const wish = await importWish(c.env, database.id, c.req.valid('json') ?? {});
    return shown(c, startImport(c.env, database, idOf(c), wish, Date.now()));
  });

  api.openapi(pause, async (c) => shown(c, pauseImport(c.env, c.var.access.database, idOf(c))));
  api.openapi(resume, async (c) => shown(c, resumeImport(c.env, c.var.access.database, idOf(c))));
  api.openapi(undo, async (c) => shown(c, undoImport(c.env, c.var.access.database, idOf(c), byKey(c), Date.now())));

  api.openapi(rows, async (c) => {
    const { database } = c.var.access;
    const { limit, cursor } = c.req.valid('query');
    const from = fromCursor(cursor, z.int().min(0)) ?? 0;
    const page = accepted(await readImportRows(c.env, database, idOf(c), from, limit));
    return c.json({ items: importRowsJson(database.id, page), nextCursor: toCursor(page.next) }, 200);
  });

  api.openapi(failures, async (c) => {
    const report = accepted(await reportFailures(c.env, c.var.access.database, idOf(c)));
    return c.body(report, 200, {
      'content-type': XLSX(),
      'content-disposition': 'attachment; filename="failed-rows.xlsx"',
    });
  });
}

const idOf = (c: Context<ApiEnv>) => c.req.param('id') ?? '';

async function shown(c: Context<ApiEnv>, result: Promise<ImportView | Refusal>) {
  return c.json(importJson(accepted(await result)), 200);
}

function XLSX() {
  return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as const;
}
