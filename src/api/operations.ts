import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { MOST_FILE_BYTES } from '../import/limits.ts';
import { mountChannels } from './channels/channels.ts';
import { mountContacts } from './contacts/contacts.ts';
import { mountDatabases } from './databases/databases.ts';
import { mountDeadLetters } from './dead-letters/dead-letters.ts';
import { mountDuplicates } from './duplicates/duplicates.ts';
import { mountFields } from './fields/fields.ts';
import { mountForms } from './forms/forms.ts';
import { answerError, checkValidation } from './http/answer-error.ts';
import type { ApiEnv } from './http/api-env.ts';
import { authenticate } from './http/authenticate.ts';
import { limitRate } from './http/limit-rate.ts';
import { otherMethod } from './http/other-method.ts';
import { bodyProblems, Problem } from './http/problem.ts';
import { mountImports } from './imports/imports.ts';
import { mountKeys } from './keys/keys.ts';
import { mountLeads } from './leads/leads.ts';
import { mountPostLead } from './leads/post-lead.ts';
import { mountSeen } from './leads/seen.ts';
import { mountSplit } from './leads/split.ts';
import { mountUndoSplit } from './leads/undo-split.ts';
import { mountLive } from './live/live.ts';
import { mountMarketers } from './marketers/marketers.ts';
import { mountPortals } from './portals/portals.ts';
import { mountProcesses } from './processes/processes.ts';
import { mountReports } from './reports/reports.ts';
import { mountStages } from './stages/stages.ts';
import { mountStatuses } from './statuses/statuses.ts';
import { mountTasks } from './tasks/tasks.ts';

const MAX_BODY = 262_144;
/** Boundaries and fields around a file that has the full size. */
const ROOM_FOR_A_FORM = 1_048_576;

/**
 * The API, version 1; served at `/api/v1`. Every operation is in its own document, since the document is made of them.
 */
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
  maxSize: MOST_FILE_BYTES + ROOM_FOR_A_FORM,
  onError: () => {
    throw new Problem(413, 'too_large', 'The file is larger than 25 MB. Split it, and import the parts.', 'file');
  },
});
operations.use('*', (c, next) =>
  (c.req.method === 'POST' && c.req.path.endsWith('/imports') ? file : ordinary)(c, next),
);

mountContacts(operations);
mountLeads(operations);
mountPostLead(operations);
mountSeen(operations);
mountTasks(operations);
mountDuplicates(operations);
mountSplit(operations);
mountUndoSplit(operations);
mountDeadLetters(operations);
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
mountLive(operations);

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
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of ['get', 'post', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (!operation) continue;
      if (method === 'post') operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
      if (operation.requestBody) operation.responses = { ...operation.responses, ...bodyProblems };
    }
  }
  return document;
}
