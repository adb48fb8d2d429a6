import { createRoute, z } from '@hono/zod-openapi';
import { markLeadsSeen } from '../../business/leads/mark-seen.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';

const MOST_MARKED = 200;

const seen = createRoute({
  method: 'post',
  path: '/leads/seen',
  operationId: 'markLeadsSeen',
  tags: ['Leads'],
  middleware: needs('write'),
  summary: 'Mark leads as seen, for everybody who works in the database',
  description: 'The first time stays. Ids that are no leads of this database are left out of the answer.',
  request: takes(
    z.strictObject({
      ids: z
        .array(z.string().max(200))
        .min(1, 'must name a lead')
        .max(MOST_MARKED, `must name at most ${MOST_MARKED} leads`),
      seen: z.boolean().default(true).openapi({ description: 'False: they stand out again' }),
    }),
  ),
  responses: { 200: answers(z.object({ ids: z.array(z.string()) }), 'The leads that are so marked'), ...problems },
});

/** Marking leads as seen. */
export function mountSeen(api: Api): void {
  api.openapi(seen, async (c) => {
    const { ids, seen: isSeen } = c.req.valid('json');
    return c.json({ ids: await markLeadsSeen(c.env, c.var.actor, { ids, isSeen, now: Date.now() }) }, 200);
  });
}
