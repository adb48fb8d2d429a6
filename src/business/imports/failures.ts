import type { FailedRows } from '../../import/failures/failed-rows.ts';
import { type ReportRow, writeReport } from '../../import/failures/report.ts';
import { REASONS_IN_HEBREW, REPORT_WORDS } from '../../import/failures/report-words.ts';
import type { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { importerOf, NO_SUCH_IMPORT } from './importer-of.ts';

/**
 * The rows that failed and why, as an .xlsx to repair and import again. Its title columns are in the database's
 * language.
 */
export async function reportFailures(
  env: Pick<Env, 'IMPORTER'>,
  actor: Pick<Actor, 'database'>,
  id: string,
): Promise<ReturnType<typeof writeReport> | Refusal> {
  const importer = importerOf(env, actor, id);
  const view = await importer?.view();
  if (!importer || !view) return NO_SUCH_IMPORT;
  const { language } = actor.database;
  const names = view.columns.map(({ name }) => name);
  const rows = rowsOf((chunk) => importer.failures(chunk), language);
  return writeReport(rows, { names, ...REPORT_WORDS[language], isRightToLeft: language === 'he' });
}

async function* rowsOf(
  failures: (chunk: number) => Promise<FailedRows>,
  language: 'he' | 'en',
): AsyncGenerator<ReportRow> {
  for (let chunk: number | null = 0; chunk !== null; ) {
    const page: FailedRows = await failures(chunk);
    for (const { reason, ...row } of page.rows) {
      const inHebrew = language === 'he' ? REASONS_IN_HEBREW[reason.code] : undefined;
      yield { ...row, reason: inHebrew ?? reason.message };
    }
    chunk = page.next;
  }
}
