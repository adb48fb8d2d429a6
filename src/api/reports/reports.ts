import { createRoute, z } from '@hono/zod-openapi';
import { DIMENSIONS } from '../../business/reports/count-leads.ts';
import { showLeadReport } from '../../business/reports/report-leads.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers } from '../http/operation.ts';
import { accepted, problems } from '../http/problem.ts';
import { reportJson, reportSchema } from './report-json.ts';

/** Calendars beyond it are nobody's, and some clocks cannot say them. */
const LATEST = Date.UTC(2100, 0, 1);
const isOfOurTime = (text: string) => Date.parse(text) >= 0 && Date.parse(text) < LATEST;
const WANTED = 'must be a day such as 2026-11-20 or a time such as 2026-11-20T09:30:00Z';

const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })], { error: WANTED }).refine(isOfOurTime, WANTED);

const leads = createRoute({
  method: 'get',
  path: '/reports/leads',
  operationId: 'getReportsLeads',
  tags: ['Reports'],
  middleware: needs('read'),
  summary: 'Leads by channel, marketer, day or status, and what became of them',
  description:
    'Counts leads by the moment Kelet accepted them, at most 366 days at once. Statuses are those the contacts have now. `by=status` groups by that status; leads without a contact stand under `null`.',
  request: {
    query: z.object({
      by: z.enum(DIMENSIONS),
      from: time.optional().openapi({ description: 'From this day or moment on; else 30 days before `to`' }),
      to: time.optional().openapi({ description: 'This day included, or this moment not included; else now' }),
    }),
  },
  responses: { 200: answers(reportSchema, 'The report'), ...problems },
});

/** Reports. */
export function mountReports(api: Api): void {
  api.openapi(leads, async (c) => {
    const report = await showLeadReport(c.env, c.var.actor, { ...c.req.valid('query'), now: Date.now() });
    return c.json(reportJson(accepted(report)), 200);
  });
}
