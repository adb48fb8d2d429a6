import { createRoute, z } from '@hono/zod-openapi';
import { changeDatabase } from '../../business/databases/change.ts';
import { findDatabase } from '../../business/databases/find.ts';
import { type DatabaseRecord, listDatabases } from '../../business/databases/list.ts';
import { openDatabase } from '../../business/databases/open.ts';
import { IDENTITY_KINDS } from '../../lead/channel/channel.ts';
import { JUNK_RULES } from '../../lead/identity/junk.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, isoTime, nameSchema, takes, toIso } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { countrySchema } from './country.ts';

const tags = ['Databases'];
const language = z.enum(['he', 'en']);
const country = countrySchema.openapi({ description: 'ISO 3166; the country of phones written without one' });

const RAW_DAYS =
  'For how many days the bytes that leads came as are kept, and messages that became no lead; null: for ever. Nothing goes before 8 days, so that a registration may be confirmed. What was read of them, receipts and contacts stay';

const databaseSchema = z
  .object({
    id: z.string(),
    businessId: z.string(),
    name: z.string(),
    shard: z.string().openapi({ description: 'The D1 binding that holds its contacts' }),
    country: z.string(),
    language,
    allowDuplicates: z.boolean(),
    junk: z.array(z.string()).openapi({ description: 'Filler values the business added to the list' }),
    rawDays: z.int().nullable().openapi({ description: RAW_DAYS }),
    junkRules: z
      .array(
        z.object({ id: z.string(), kind: z.enum(IDENTITY_KINDS), rule: z.string(), examples: z.array(z.string()) }),
      )
      .openapi({ description: 'What counts as filler everywhere: it is stored as typed and identifies nobody' }),
    createdAt: isoTime,
  })
  .openapi('Database');

const databaseJson = (database: DatabaseRecord): z.infer<typeof databaseSchema> => ({
  ...database,
  junkRules: JUNK_RULES.map((rule) => ({ ...rule, examples: [...rule.examples] })),
  createdAt: toIso(database.createdAt),
});

const list = createRoute({
  method: 'get',
  path: '/databases',
  operationId: 'listDatabases',
  tags,
  middleware: needs('read'),
  summary: "The key's database; with the scope `admin` all databases of its business",
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(databaseSchema), 'Databases'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/databases/{id}',
  operationId: 'getDatabase',
  tags,
  middleware: needs('read'),
  summary: 'One database',
  request: { params: idParam },
  responses: { 200: answers(databaseSchema, 'The database'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/databases',
  operationId: 'createDatabase',
  tags,
  middleware: [needs('admin'), idempotentPost()],
  summary: 'Open a further database of the business',
  description: 'It starts with statuses and one process. Issue a key for it with POST /keys and its `databaseId`.',
  request: takes(
    z.strictObject({
      name: nameSchema,
      country: country.optional(),
      language: language.optional(),
      shard: z.string().max(100).optional().openapi({ description: 'Else the one that holds the fewest bytes' }),
    }),
  ),
  responses: { 201: answers(databaseSchema, 'The database'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/databases/{id}',
  operationId: 'updateDatabase',
  tags,
  middleware: needs('admin'),
  summary: "Change a database's name or rules",
  request: {
    params: idParam,
    ...takes(
      z.strictObject({
        name: nameSchema.optional(),
        country: country.optional(),
        language: language.optional(),
        allowDuplicates: z.boolean().optional(),
        junk: z
          .array(z.string().trim().min(1).max(200))
          .max(1000)
          .optional()
          .openapi({ description: 'Phones, e-mail addresses and ID numbers that identify nobody' }),
        rawDays: z.int().min(1).max(36_500).nullable().optional().openapi({ description: RAW_DAYS }),
      }),
    ),
  },
  responses: { 200: answers(databaseSchema, 'The database'), ...problems },
});

/** Databases. */
export function mountDatabases(api: Api): void {
  api.openapi(list, async (c) => {
    const databases = await listDatabases(c.env, c.var.actor);
    return c.json(pageOfAll(databases.map(databaseJson), c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const database = accepted(await findDatabase(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(databaseJson(database), 200);
  });
  api.openapi(post, async (c) => {
    const database = accepted(await openDatabase(c.env, c.var.actor, c.req.valid('json'), Date.now()));
    return c.json(databaseJson(database), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const database = accepted(await changeDatabase(c.env, c.var.actor, id, c.req.valid('json'), Date.now()));
    return c.json(databaseJson(database), 200);
  });
}
