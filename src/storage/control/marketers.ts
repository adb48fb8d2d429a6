import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type Marketer, type Marketers, marketerKey } from '../../lead/marketer.ts';
import { insertAll, replacing } from '../bulk.ts';
import { marketerKeys, marketers } from './schema.ts';

export type MarketerRecord = typeof marketers.$inferSelect;

/** Everything that names a marketer, as it is compared. */
export const keysOf = ({
  accountNumber,
  references,
}: Pick<MarketerRecord, 'accountNumber' | 'references'>): string[] => [
  ...new Set([accountNumber, ...references].map(marketerKey)),
];

/** The marketers of a database, oldest first. */
export async function readMarketers(control: D1Database, databaseId: string): Promise<MarketerRecord[]> {
  return drizzle(control)
    .select()
    .from(marketers)
    .where(eq(marketers.databaseId, databaseId))
    .orderBy(asc(marketers.createdAt), asc(marketers.id));
}

/** The same by what names them. */
export function marketersByKey(list: MarketerRecord[]): Marketers {
  return new Map(
    list.flatMap((record) => {
      const { name, accountNumber } = record;
      const marketer: Marketer = { name, accountNumber };
      return keysOf(record).map((key) => [key, marketer] as const);
    }),
  );
}

/**
 * Writes a marketer, new or changed, with what names it; all or nothing.
 * @param asRead the marketer as it was read, when it is changed.
 * @returns `taken` when something that names it names another marketer already, `overtaken` when it was changed or
 * deleted since it was read.
 */
export async function saveMarketer(
  control: D1Database,
  marketer: MarketerRecord,
  asRead?: MarketerRecord,
): Promise<'written' | 'taken' | 'overtaken'> {
  const { id, databaseId } = marketer;
  const keys = keysOf(marketer).map((key) => ({ databaseId, key, marketerId: id }));
  const again = `ON CONFLICT DO UPDATE SET ${replacing(marketers, ['id', 'databaseId', 'createdAt'])}`;
  try {
    await control.batch([
      ...(asRead ? [failUnlessAsRead(control, asRead)] : []),
      insertAll(control, marketers, [marketer], again),
      deleteKeys(control, marketer),
      insertAll(control, marketerKeys, keys),
    ]);
    return 'written';
  } catch (error) {
    if (/UNIQUE constraint failed/.test(String(error))) return 'taken';
    if (/NOT NULL constraint failed: marketer_keys/.test(String(error))) return 'overtaken';
    throw error;
  }
}

/** A statement that writes nothing, and takes its whole transaction with it when the marketer is not as it was read. */
const failUnlessAsRead = (control: D1Database, { id, name, accountNumber, references }: MarketerRecord) =>
  control
    .prepare(
      `INSERT INTO marketer_keys (database_id, key, marketer_id) SELECT NULL, NULL, NULL WHERE NOT EXISTS (
         SELECT 1 FROM marketers WHERE id = ?1 AND name = ?2 AND account_number = ?3 AND json(reference_codes) = json(?4))`,
    )
    .bind(id, name, accountNumber, JSON.stringify(references));

/** Deletes a marketer; what named it names nobody from then on. */
export async function deleteMarketer(
  control: D1Database,
  marketer: Pick<MarketerRecord, 'id' | 'databaseId'>,
): Promise<void> {
  const { id, databaseId } = marketer;
  await control.batch([
    deleteKeys(control, marketer),
    control.prepare('DELETE FROM marketers WHERE id = ?1 AND database_id = ?2').bind(id, databaseId),
  ]);
}

const deleteKeys = (control: D1Database, { id, databaseId }: Pick<MarketerRecord, 'id' | 'databaseId'>) =>
  control.prepare('DELETE FROM marketer_keys WHERE database_id = ?1 AND marketer_id = ?2').bind(databaseId, id);
