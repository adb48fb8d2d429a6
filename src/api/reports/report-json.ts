import { z } from '@hono/zod-openapi';
import type { Names } from '../../business/names.ts';
import type { Figures, ReportLine } from '../../business/reports/count-leads.ts';
import type { OrderedReport } from '../../business/reports/report-leads.ts';
import { toIso } from '../http/operation.ts';

const count = (description: string) => z.int().openapi({ description });

const figures = {
  leads: count('All that arrived; the sum of the seven below'),
  new: count('Made a contact'),
  repeats: count('Found their contact'),
  renewed: count('Found a contact that was not interested'),
  duplicates: count('Retries that were recognised only when they were written'),
  rejected: count('Were not leads'),
  quarantined: count('Are kept aside: tests, notifications, spam'),
  failed: count('Could not be written'),
  statuses: z
    .array(z.object({ statusId: z.string(), status: z.string(), leads: z.int() }))
    .openapi({ description: 'New leads, repeats and renewed ones by the status their contact has now' }),
};

export const reportSchema = z
  .object({
    by: z.enum(['channel', 'marketer', 'day', 'status']),
    from: z.string().openapi({ description: 'The first moment counted' }),
    to: z.string().openapi({ description: 'The first moment that is not' }),
    timeZone: z.string().openapi({ description: 'Whose days are meant: that of the country of the database' }),
    items: z.array(
      z.object({
        key: z.string().nullable().openapi({
          description:
            "A channel's or contact status's id, a day, a marketer's account number, or the reference leads came with that is no marketer's. Null: the leads without one",
        }),
        name: z.string().nullable().openapi({ description: 'What it is called, if it is known' }),
        ...figures,
      }),
    ),
    others: z.object(figures).nullable().openapi({ description: 'What stands in none of the 1,000 largest items' }),
    total: z.object(figures),
  })
  .openapi('LeadReport');

/** A report as the API shows it. */
export function reportJson(report: OrderedReport): z.infer<typeof reportSchema> {
  const { by, from, to, timeZone, lines, others, total, names } = report;
  return {
    by,
    from: toIso(from),
    to: toIso(to),
    timeZone,
    items: lines.map((line) => ({
      key: line.key || null,
      name: nameOf(by, line, names),
      ...figuresJson(line, names),
    })),
    others: others && figuresJson(others, names),
    total: figuresJson(total, names),
  };
}

function nameOf(by: OrderedReport['by'], { key, name }: ReportLine, { channels, statuses }: Names): string | null {
  if (by === 'channel') return channels.get(key) ?? null;
  return (by === 'status' ? statuses.get(key) : name) ?? null;
}

function figuresJson({ leads, byStatus, byContactStatus }: Figures, { statuses }: Names) {
  const { created = 0, updated = 0, renewed = 0, duplicate = 0, rejected = 0, quarantined = 0, failed = 0 } = byStatus;
  return {
    leads,
    new: created,
    repeats: updated,
    renewed,
    duplicates: duplicate,
    rejected,
    quarantined,
    failed,
    statuses: [...byContactStatus]
      .map(([statusId, leads]) => ({ statusId, status: statuses.get(statusId) ?? statusId, leads }))
      .sort((a, b) => b.leads - a.leads || (a.statusId < b.statusId ? -1 : 1)),
  };
}
