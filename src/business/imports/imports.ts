import type { DatabasePlace } from '../../contacts/find-contact.ts';
import { databaseOfImport } from '../../ids/lead-id.ts';
import { writeReport } from '../../import/failures/report.ts';
import { REASONS_IN_HEBREW, REPORT_WORDS } from '../../import/failures/report-words.ts';
import type { Answer } from '../../import/importer.ts';
import type { ImportWish, RowRules } from '../../import/job/import-job.ts';
import type { NewImport } from '../../import/job/new-job.ts';
import type { ImportView } from '../../import/job/view.ts';
import type { RowsPage } from '../../import/rows/show-rows.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { ownChannel } from '../contacts/own-channel.ts';
import type { DatabaseRecord } from '../databases/databases.ts';
import { listStatuses } from '../statuses/statuses.ts';

/*
 * What programs may do with imports. Every verb takes the caller's database, and an import of another one is as unknown as
 * one that never was.
 */

type ImportEnv = Pick<Env, 'IMPORTER' | 'CONTROL'>;

/** Takes a file in. With `startsWhenRead` its rows are written as soon as they are read. */
export async function addImport(
  env: ImportEnv,
  database: DatabaseRecord,
  wanted: Omit<NewImport, 'database' | 'rules'>,
  bytes: ReadableStream<Uint8Array>,
): Promise<ImportView | Refusal> {
  const rules = await rulesOf(env, database);
  const { id, shard } = database;
  return resultOf(await env.IMPORTER.getByName(wanted.id).take({ ...wanted, database: { id, shard }, rules }, bytes));
}

/** How an import stands. */
export async function findImport(env: ImportEnv, database: DatabasePlace, id: string): Promise<ImportView | Refusal> {
  return (await importer(env, database, id)?.view()) ?? NO_SUCH;
}

/** Changes how an import is to be done, before it is started. */
export async function changeImport(
  env: ImportEnv,
  database: DatabaseRecord,
  id: string,
  wish: Partial<ImportWish>,
): Promise<ImportView | Refusal> {
  return resultOf(await importer(env, database, id)?.change(wish, await rulesOf(env, database)));
}

/** Begins to write the rows. @param now milliseconds since 1970. */
export async function startImport(
  env: ImportEnv,
  database: DatabaseRecord,
  id: string,
  wish: Partial<ImportWish>,
  now: number,
): Promise<ImportView | Refusal> {
  return resultOf(await importer(env, database, id)?.start(wish, await rulesOf(env, database), now));
}

/** Stops after the rows that are under way. */
export const pauseImport = async (env: ImportEnv, database: DatabasePlace, id: string) =>
  resultOf(await importer(env, database, id)?.pause());

/** Goes on where it stopped. */
export const resumeImport = async (env: ImportEnv, database: DatabasePlace, id: string) =>
  resultOf(await importer(env, database, id)?.resume());

/**
 * Begins to take back everything an import has written.
 * @param by who does it, as the log says it.
 * @param now milliseconds since 1970.
 */
export const undoImport = async (env: ImportEnv, database: DatabasePlace, id: string, by: string, now: number) =>
  resultOf(await importer(env, database, id)?.undo(by, now));

/** A page of an import's rows, each with what will become of it, or did. */
export async function readImportRows(
  env: ImportEnv,
  database: DatabasePlace,
  id: string,
  from: number,
  limit: number,
): Promise<RowsPage | Refusal> {
  const found = importer(env, database, id);
  if (!(await found?.view())) return NO_SUCH;
  return (await found?.rows(from, limit)) ?? NO_SUCH;
}

/** The rows that failed and why, as an .xlsx to repair and import again. Its title columns are in the database's language. */
export async function reportFailures(
  env: ImportEnv,
  database: Pick<DatabaseRecord, 'id' | 'shard' | 'language'>,
  id: string,
): Promise<ReturnType<typeof writeReport> | Refusal> {
  const found = importer(env, database, id);
  const view = await found?.view();
  if (!found || !view) return NO_SUCH;
  async function* rows() {
    for (let chunk: number | null = 0; chunk !== null; ) {
      const page: Awaited<ReturnType<NonNullable<typeof found>['failures']>> | undefined = await found?.failures(chunk);
      for (const { reason, ...row } of page?.rows ?? []) yield { ...row, reason: inWords(reason) };
      chunk = page?.next ?? null;
    }
  }
  const inWords = ({ code, message }: { code: string; message: string }) =>
    database.language === 'he' ? (REASONS_IN_HEBREW[code] ?? message) : message;
  const names = view.columns.map(({ name }) => name);
  const isRightToLeft = database.language === 'he';
  return writeReport(rows(), { names, ...REPORT_WORDS[database.language], isRightToLeft });
}

const importer = (env: ImportEnv, database: Pick<DatabasePlace, 'id'>, id: string) =>
  databaseOfImport(id) === database.id ? env.IMPORTER.getByName(id) : undefined;

function resultOf(answer: Answer | undefined): ImportView | Refusal {
  if (!answer) return NO_SUCH;
  if ('view' in answer) return answer.view;
  const { status, code, message, field } = answer.refusal;
  return new Refusal(status, code, message, field);
}

const NO_SUCH = notFound('import');

/** What rows of this database are read by, as it is now. */
export async function rulesOf(env: Pick<Env, 'CONTROL'>, database: DatabaseRecord): Promise<RowRules> {
  const [channel, statuses] = await Promise.all([ownChannel(env, database), listStatuses(env, database.id)]);
  const { allowDuplicates } = database;
  return { channel, statuses: statuses.map(({ id, name }) => ({ id, name })), allowDuplicates };
}
