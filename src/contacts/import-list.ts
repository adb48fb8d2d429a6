import { type ImportRecord, readImports, writeImport } from '../storage/contacts/imports.ts';
import { shardOf } from '../storage/shards.ts';
import type { DatabasePlace } from './find-contact.ts';

export type { ImportRecord } from '../storage/contacts/imports.ts';
export { IMPORT_STATES, type ImportState, type ImportSummary } from '../storage/contacts/records.ts';

/** Writes down how an import stands, beside the contacts it makes. */
export const noteImport = (env: object, shard: string, record: ImportRecord): Promise<void> =>
  writeImport(shardOf(env, shard), record);

/** The imports of a database below this id, newest first. */
export const importsBelow = (
  env: object,
  { id, shard }: DatabasePlace,
  below: string | undefined,
  limit: number,
): Promise<ImportRecord[]> => readImports(shardOf(env, shard), id, below, limit);
