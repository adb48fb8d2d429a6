import { createRoute, z } from '@hono/zod-openapi';
import { addImport } from '../../business/imports/add.ts';
import { reportFailures } from '../../business/imports/failures.ts';
import { findImport } from '../../business/imports/find.ts';
import { listImports } from '../../business/imports/list.ts';
import { readImportRows } from '../../business/imports/rows.ts';
import { importSeenBy } from '../../business/what-actor-sees.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { FILE_TYPES, needsFile, receiveFile } from './import-file.ts';
import {
  importJson,
  importRowSchema,
  importRowsJson,
  importSchema,
  importSummaryJson,
  importSummarySchema,
} from './import-json.ts';
import { importAnswer, mountImportTurns, shown } from './import-turns.ts';
import { saidSchema, spokenWish } from './import-wish.ts';

const tags = ['Imports'];
const middleware = needs('write');
const file = z
  .custom<File>()
  .optional()
  .openapi({ type: 'string', format: 'binary', description: '.xlsx or .csv, at most 25 MB' });

const post = createRoute({
  method: 'post',
  path: '/imports',
  operationId: 'createImport',
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
  operationId: 'listImports',
  tags,
  middleware: needs('read'),
  summary: 'Imports, newest first',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(importSummarySchema), 'Imports'), ...problems },
});

const read = createRoute({
  method: 'get',
  path: '/imports/{id}',
  operationId: 'getImport',
  tags,
  middleware: needs('read'),
  summary: 'How an import stands',
  request: { params: idParam },
  responses: importAnswer,
});

const rows = createRoute({
  method: 'get',
  path: '/imports/{id}/rows',
  operationId: 'getImportRows',
  tags,
  middleware: needs('read'),
  summary: 'Row by row what will happen or, once it is started, what happened',
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(importRowSchema), 'Rows in the order of the file'), ...problems },
});

const failures = createRoute({
  method: 'get',
  path: '/imports/{id}/failures',
  operationId: 'getImportFailures',
  tags,
  middleware: needs('read'),
  summary: 'The rows that failed and why, as an .xlsx to repair and import again',
  request: { params: idParam },
  responses: {
    200: { description: 'The file', content: { [XLSX()]: { schema: z.string().openapi({ format: 'binary' }) } } },
    ...problems,
  },
});

/** Importing contacts from spreadsheets. */
export function mountImports(api: Api): void {
  mountImportTurns(api);

  api.openapi(post, async (c) => {
    const { name, said, bytes, content } = await receiveFile(c);
    const wish = spokenWish(said);
    const nameRequest = naming(c, [name, said, content]);
    const view = accepted(await addImport(c.env, c.var.actor, { name, bytes, said: wish, nameRequest }));
    return c.json(importJson(importSeenBy(c.var.actor, view)), 201, { location: `/api/v1/imports/${view.id}` });
  });

  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const below = fromCursor(cursor, z.string().max(100));
    const page = await listImports(c.env, c.var.actor, { below, limit });
    return c.json({ items: page.imports.map(importSummaryJson), nextCursor: toCursor(page.below) }, 200);
  });

  api.openapi(read, async (c) => shown(c, findImport(c.env, c.var.actor, c.req.valid('param').id)));

  api.openapi(rows, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const from = fromCursor(cursor, z.int().min(0)) ?? 0;
    const page = accepted(await readImportRows(c.env, c.var.actor, { id: c.req.valid('param').id, from, limit }));
    return c.json({ items: importRowsJson(c.var.actor.database.id, page), nextCursor: toCursor(page.next) }, 200);
  });

  api.openapi(failures, async (c) => {
    const report = accepted(await reportFailures(c.env, c.var.actor, c.req.valid('param').id));
    return c.body(report, 200, {
      'content-type': XLSX(),
      'content-disposition': 'attachment; filename="failed-rows.xlsx"',
    });
  });
}

function XLSX() {
  return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as const;
}
