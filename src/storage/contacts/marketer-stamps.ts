import { type Marketer, marketerKey } from '../../lead/marketer.ts';
import { epochStatement } from './round.ts';

/** Customer numbers looked through at once. */
const AT_ONCE = 20_000;

/** A log entry for each contact that is stamped; `id` sorts by time, `at` is milliseconds since 1970. */
export interface StampEntry {
  id: string;
  at: number;
  by: string;
}

/** A card that something of the marketer's names, and whose stamp says something else. */
const IS_MEANT = `lower(marketer_account_number) IN (SELECT value FROM json_each(?3))
  AND (marketer_name IS NOT ?1 OR marketer_account_number IS NOT ?2)`;

/**
 * Stamps every contact that is named by one of `keys` with this marketer, and logs what changed. No index leads from a
 * marketer to its contacts, since every lead would pay for it: all contacts are looked through, in bounded steps.
 * Rounds of the writer that were decided before are made to fail and decide again, so that none puts an old stamp back.
 *
 * @returns how many contacts were stamped.
 */
export async function stampContacts(
  shard: D1Database,
  databaseId: string,
  { name, accountNumber }: Marketer,
  keys: string[],
  entry: StampEntry,
): Promise<number> {
  const meant = [name, accountNumber, JSON.stringify(keys.map(marketerKey))] as const;
  await epochStatement(shard, databaseId).run();
  const last = await shard
    .prepare('SELECT max(number) AS number FROM contacts WHERE database_id = ?1')
    .bind(databaseId)
    .first<{ number: number | null }>();

  let stamped = 0;
  for (let from = 0; from < (last?.number ?? 0); from += AT_ONCE) {
    const { results } = await shard
      .prepare(`SELECT number FROM contacts WHERE database_id = ?4 AND number > ?5 AND number <= ?6 AND ${IS_MEANT}`)
      .bind(...meant, databaseId, from, from + AT_ONCE)
      .all<{ number: number }>();
    if (!results.length) continue;
    const numbers = JSON.stringify(results.map(({ number }) => number));
    const these = `database_id = ?4 AND number IN (SELECT value FROM json_each(?5)) AND ${IS_MEANT}`;
    const [, , update] = await shard.batch([
      epochStatement(shard, databaseId),
      shard
        .prepare(
          `INSERT INTO contact_log (database_id, contact_number, id, at, kind, by, data)
           SELECT database_id, number, ?6, ?7, 'marketer', ?8, json_object('changes', json((
             SELECT json_group_array(json(change)) FROM (
               SELECT json_object('field', 'marketerName', 'old', marketer_name, 'new', ?1) AS change
               WHERE marketer_name IS NOT ?1
               UNION ALL
               SELECT json_object('field', 'marketerAccountNumber', 'old', marketer_account_number, 'new', ?2)
               WHERE marketer_account_number IS NOT ?2))))
           FROM contacts WHERE ${these}`,
        )
        .bind(...meant, databaseId, numbers, entry.id, entry.at, entry.by),
      shard
        .prepare(`UPDATE contacts SET marketer_name = ?1, marketer_account_number = ?2 WHERE ${these}`)
        .bind(...meant, databaseId, numbers),
    ]);
    stamped += update?.meta.changes ?? 0;
  }
  return stamped;
}
