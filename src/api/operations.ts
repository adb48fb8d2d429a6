import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { MOST_BYTES } from '../import/limits.ts';
import { answerError, checkValidation } from './answer-error.ts';
import type { ApiEnv } from './api-env.ts';
import { authenticate } from './authenticate.ts';
import { mountChannels } from './channels.ts';
import { mountContactWrites } from './contact-writes.ts';
import { mountContacts } from './contacts.ts';
import { mountCopy } from './copy.ts';
import { mountDatabases } from './databases.ts';
import { mountDuplicates } from './duplicates.ts';
import { mountFields } from './fields.ts';
import { mountForms } from './forms.ts';
import { mountImports } from './imports.ts';
import { mountKeys } from './keys.ts';
import { mountLeads } from './leads.ts';
import { limitRate } from './limit-rate.ts';
import { mountManual } from './manual.ts';
import { mountMarketers } from './marketers.ts';
import { mountMerges } from './merges.ts';
import { onceByKey } from './once-by-key.ts';
import { operationId } from './operation-ids.ts';
import { otherMethod } from './other-method.ts';
import { mountPortals } from './portals.ts';
import { mountPostLead } from './post-lead.ts';
import { bodyProblems, Problem } from './problem.ts';
import { mountProcesses } from './processes.ts';
import { mountReports } from './reports.ts';
import { mountStages } from './stages.ts';
import { mountStatuses } from './statuses.ts';
import { mountTasks } from './tasks.ts';

/** Where a POST makes a setting with an id of its own choosing. */
const SETTINGS = [
  ...['/databases', '/channels', '/processes', '/stages', '/fields'],
  ...['/forms', '/portals', '/statuses', '/marketers'],
];

const MAX_BODY = 262_144;
/** Boundaries and fields around a file that has the full size. */
const ROOM_FOR_A_FORM = 1_048_576;

/** The API, version 1; served at `/api/v1`. Every operation is in its own document, since the document is made of them. */
export const operations = new OpenAPIHono<ApiEnv>({ defaultHook: (result) => checkValidation(result) });

operations.onError(answerError);
operations.use('*', async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
});
operations.get('/openapi.json', (c) => c.json(openApiDocument()));
operations.use('*', authenticate);
operations.use('*', limitRate);
const ordinary = bodyLimit({ maxSize: MAX_BODY });
const file = bodyLimit({
  maxSize: MOST_BYTES + ROOM_FOR_A_FORM,
  onError: () => {
    throw new Problem(413, 'too_large', 'The file is larger than 25 MB. Split it, and import the parts.', 'file');
  },
});
operations.use('*', (c, next) =>
  (c.req.method === 'POST' && c.req.path.endsWith('/imports') ? file : ordinary)(c, next),
);

for (const path of SETTINGS) operations.use(path, onceByKey());
operations.use('/keys', onceByKey(true));

mountContacts(operations);
mountContactWrites(operations);
mountManual(operations);
mountCopy(operations);
mountLeads(operations);
mountPostLead(operations);
mountTasks(operations);
mountDuplicates(operations);
mountMerges(operations);
mountChannels(operations);
mountProcesses(operations);
mountStages(operations);
mountFields(operations);
mountForms(operations);
mountPortals(operations);
mountStatuses(operations);
mountMarketers(operations);
mountReports(operations);
mountImports(operations);
mountDatabases(operations);
mountKeys(operations);

operations.all('*', (c) => {
  const answer = otherMethod(operations.routes, c.req.path);
  if (answer) return answer;
  throw new Problem(404, 'no_such_operation', 'There is no such operation; /api/v1/openapi.json lists them.');
});

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description: 'A key such as `kelet_…`, bound to one database',
} as const;
operations.openAPIRegistry.registerComponent('securitySchemes', 'key', BEARER);

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description:
    'The same key with the same content is the same request, however often it comes; with other content, 409',
} as const;

/** The OpenAPI 3.1 document of all operations. */
export function openApiDocument() {
  const document = operations.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Kelet API',
      version: '1',
      description:
        'Lead intake for CRMs. Times are ISO 8601 in UTC. Lists are paged: send `nextCursor` as `cursor` for the next page. Errors are `application/problem+json` (RFC 9457) with a `code` for programs and a `detail` for people. Ids of another database answer 404.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
  });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of ['get', 'post', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (!operation) continue;
      if (method === 'post') operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
      operation.operationId = operationId(method, path);
      if (operation.requestBody) operation.responses = { ...operation.responses, ...bodyProblems };
    }
  }
  return document;
}
