import { createRoute } from '@hono/zod-openapi';
import { dismissDuplicate } from '../../business/duplicates/dismiss.ts';
import { allowed } from '../contacts/allowed.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idParam } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { pairOf } from '../http/resource-ids.ts';

const dismiss = createRoute({
  method: 'post',
  path: '/duplicates/{id}/dismiss',
  operationId: 'dismissDuplicate',
  tags: ['Possible duplicates'],
  middleware: needs('write'),
  summary: 'Say that the two contacts of a pair are two; the pair is not shown again',
  request: { params: idParam },
  responses: { 204: { description: 'Dismissed' }, ...problems },
});

/** Saying that the two contacts of a pair are two. */
export function mountDismiss(api: Api): void {
  api.openapi(dismiss, async (c) => {
    const pair = pairOf(c.var.actor.database.id, c.req.valid('param').id);
    allowed(c, await dismissDuplicate(c.env, c.var.actor, { ...pair, nameRequest: naming(c, null) }));
    return c.body(null, 204);
  });
}
