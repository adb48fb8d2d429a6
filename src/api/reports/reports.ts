import { createRoute, z } from '@hono/zod-openapi';
import { namesOf } from '../../business/names.ts';
import { DIMENSIONS, reportLeads } from '../../business/reports/count-leads.ts';
import { dayAfter, dayOf, startOfDay, timeZoneOf } from '../../lead/local-days.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, toIso } from '../http/operation.ts';
import { Problem, problems } from '../http/problem.ts';
import { reportJson, reportSchema } from './report-json.ts';

const DAY = 86_400_000;
const MOST_DAYS = 366;
const USUAL_DAYS = 30;
/** Days in winter and in summer time may together be longer by this. */
const DST = 2 * 3_600_000;

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
    const { database } = c.var.actor;
    const { by, from, to } = c.req.valid('query');
    const now = Date.now();
    const range = rangeOf(timeZoneOf(database.country), from, to, now);
    const [report, names] = await Promise.all([
      reportLeads(c.env, database, by, range, now),
      namesOf(c.env, database.id),
    ]);
    const shown = { from: toIso(range.from), to: toIso(range.to) };
    return c.json(reportJson(by, shown, report, names), 200);
  });
}

/** @throws Problem 400 when the range is empty, or longer than 366 days. */
function rangeOf(timeZone: string, from: string | undefined, to: string | undefined, now: number) {
  const isDay = (text: string) => text.length === 10;
  const momentOf = (text: string) => (isDay(text) ? startOfDay(timeZone, text) : Date.parse(text));
  const end = to === undefined ? now + 1 : momentOf(isDay(to) ? dayAfter(to) : to);
  const usual = startOfDay(timeZone, dayOf(timeZone, end - USUAL_DAYS * DAY));
  const start = from === undefined ? usual : momentOf(from);
  if (start >= end) throw new Problem(400, 'invalid', 'from: must be before to.', 'from');
  if (end - start > MOST_DAYS * DAY + DST) {
    throw new Problem(400, 'range_too_wide', `A report covers at most ${MOST_DAYS} days. Ask for each year.`, 'from');
  }
  return { from: start, to: end };
}
