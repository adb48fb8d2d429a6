import { createRoute, z } from '@hono/zod-openapi';
import { changeFields } from '../../business/contacts/change.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { ifMatch, versionProblems, versionsWanted } from '../http/versions.ts';
import { allowed, numberOf } from './allowed.ts';
import { versionHeader } from './card-tag.ts';
import { fieldsOfBody, fieldsShape, statusShape } from './contact-body.ts';
import { seenContactJson, seenContactSchema } from './contact-json.ts';

const change = createRoute({
  method: 'patch',
  path: '/contacts/{id}',
  operationId: 'updateContact',
  tags: ['Contacts'],
  middleware: needs('write'),
  summary: 'Change fields of a contact; null empties one, what is not sent stays as it is',
  description:
    'Each change is logged with its old and new value. A changed phone, e-mail address or ID number recognises the contact from then on, the one it replaces no longer does; if another contact has it too, the pair goes to the possible duplicates. With `If-Match` and the ETag that GET gave nothing is written where the contact was changed since: `412 changed_meanwhile`. An inquiry that changes no field is no change.',
  request: { params: idParam, headers: ifMatch, ...takes(z.strictObject({ ...fieldsShape, ...statusShape })) },
  responses: { 200: answers(seenContactSchema, 'The contact as it is now'), ...problems, ...versionProblems },
});

/** Changing fields of a contact. */
export function mountChange(api: Api): void {
  api.openapi(change, async (c) => {
    const number = numberOf(c, c.req.valid('param').id);
    const body = c.req.valid('json');
    const { status, statusId } = body;
    const wish = { number, fields: fieldsOfBody(body), status, statusId, versions: versionsWanted(c) };
    const seen = allowed(c, await changeFields(c.env, c.var.actor, { ...wish, nameRequest: naming(c, body) }));
    return c.json(seenContactJson(seen), 200, await versionHeader(seen.contact));
  });
}
