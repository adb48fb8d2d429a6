import { getTableColumns } from 'drizzle-orm';
import { deleteAll, insertAll, replacing, updateAll } from './bulk.ts';
import {
  type Card,
  contacts,
  type IdentityRecord,
  identities,
  type LeadRecord,
  leads,
  type PossibleDuplicate,
  possibleDuplicates,
  type TaskRecord,
  tasks,
} from './contacts-schema.ts';

/** So many contacts with one identity are looked at; more exist only where duplicates are allowed. */
const OWNERS_READ = 8;

/** What the writer knows before it decides. */
export interface RoundRead {
  receipts: Pick<LeadRecord, 'id' | 'attempt' | 'status' | 'contactNumber'>[];
  identities: Omit<IdentityRecord, 'databaseId'>[];
  cards: Card[];
  lastNumber: number;
}

/**
 * Everything a round of leads needs to know, in one round trip: which leads are written already, who has these
 * identities, and their cards.
 */
export async function readRound(
  database: D1Database,
  databaseId: string,
  leadIds: string[],
  marks: Pick<IdentityRecord, 'kind' | 'value'>[],
): Promise<RoundRead> {
  const pairs = JSON.stringify(marks.map(({ kind, value }) => [kind, value]));
  const owners = `
    SELECT number FROM (
      SELECT contact_number AS number FROM identities
      WHERE database_id = ?1 AND kind = mark.value ->> 0 AND identities.value = mark.value ->> 1
      ORDER BY contact_number LIMIT ${OWNERS_READ})`;
  const [receipts, owned, cards, last] = await database.batch([
    database
      .prepare(
        `SELECT id, attempt, status, contact_number AS contactNumber FROM leads
         WHERE database_id = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      )
      .bind(databaseId, JSON.stringify(leadIds)),
    database
      .prepare(
        `SELECT mark.value ->> 0 AS kind, mark.value ->> 1 AS value,
           (SELECT json_group_array(number) FROM (${owners})) AS numbers
         FROM json_each(?2) AS mark`,
      )
      .bind(databaseId, pairs),
    database
      .prepare(
        `SELECT * FROM contacts WHERE database_id = ?1 AND number IN (
           SELECT owner.value FROM json_each(?2) AS mark,
             json_each((SELECT json_group_array(number) FROM (${owners}))) AS owner)`,
      )
      .bind(databaseId, pairs),
    database.prepare('SELECT max(number) AS lastNumber FROM contacts WHERE database_id = ?1').bind(databaseId),
  ]);
  return {
    receipts: (receipts?.results ?? []) as RoundRead['receipts'],
    identities: ((owned?.results ?? []) as { kind: IdentityRecord['kind']; value: string; numbers: string }[]).flatMap(
      ({ kind, value, numbers }) =>
        (JSON.parse(numbers) as number[]).map((contactNumber) => ({ kind, value, contactNumber })),
    ),
    cards: ((cards?.results ?? []) as Record<string, unknown>[]).map(cardOf),
    lastNumber: (last?.results as { lastNumber: number | null }[] | undefined)?.[0]?.lastNumber ?? 0,
  };
}

const contactColumns = Object.entries(getTableColumns(contacts));

function cardOf(row: Record<string, unknown>): Card {
  return Object.fromEntries(
    contactColumns.map(([name, column]) => {
      const value = row[column.name];
      return [name, value === null || value === undefined ? null : column.mapFromDriverValue(value)];
    }),
  ) as Card;
}

/** Everything one round writes. */
export interface RoundWrite {
  newCards: Card[];
  changedCards: Card[];
  renamedCards: Card[];
  newIdentities: IdentityRecord[];
  droppedIdentities: IdentityRecord[];
  leads: LeadRecord[];
  tasks: TaskRecord[];
  possibleDuplicates: PossibleDuplicate[];
}

/** Another writer of this database has started since; what this one knows may be stale. */
export const STALE_WRITER = 'stale writer';

const CARD_KEY = ['databaseId', 'number'] as const;
const WRITTEN_ONCE = ['databaseId', 'number', 'createdBy', 'searchName'];
const CHANGING = Object.keys(getTableColumns(contacts)).filter((name) => !WRITTEN_ONCE.includes(name)) as Exclude<
  keyof Card,
  'databaseId' | 'number' | 'createdBy' | 'searchName'
>[];

/**
 * Writes a round in one transaction, fenced: it fails as a whole when a later writer has taken the database.
 * @returns rows written, as D1 bills them.
 */
export async function writeRound(
  database: D1Database,
  databaseId: string,
  epoch: number,
  write: RoundWrite,
): Promise<number> {
  const key = [...CARD_KEY];
  const statements = [fence(database, databaseId, epoch)];
  if (write.newCards.length) statements.push(insertAll(database, contacts, write.newCards));
  if (write.changedCards.length) statements.push(updateAll(database, contacts, key, CHANGING, write.changedCards));
  if (write.renamedCards.length)
    statements.push(updateAll(database, contacts, key, ['searchName'], write.renamedCards));
  if (write.droppedIdentities.length) {
    const whole = ['databaseId', 'kind', 'value', 'contactNumber'] as const;
    statements.push(deleteAll(database, identities, [...whole], write.droppedIdentities));
  }
  if (write.newIdentities.length) statements.push(insertAll(database, identities, write.newIdentities));
  if (write.leads.length) {
    const again = `ON CONFLICT DO UPDATE SET ${replacing(leads, ['databaseId', 'id', 'raw', 'rawOf'])}`;
    statements.push(insertAll(database, leads, write.leads, again));
  }
  if (write.tasks.length) statements.push(insertAll(database, tasks, write.tasks));
  if (write.possibleDuplicates.length) {
    statements.push(insertAll(database, possibleDuplicates, write.possibleDuplicates, 'ON CONFLICT DO NOTHING'));
  }
  const results = await database.batch(statements);
  return results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
}

/** Fails with `STALE_WRITER` in the message unless the epoch is ours; writes nothing, so it costs nothing. */
const fence = (database: D1Database, databaseId: string, epoch: number) =>
  database
    .prepare(
      `SELECT CASE WHEN epoch = ?2 THEN 1 ELSE json_extract('{}', '${STALE_WRITER} ' || epoch) END
       FROM (SELECT coalesce(max(epoch), 0) AS epoch FROM writers WHERE database_id = ?1)`,
    )
    .bind(databaseId, epoch);

/** Takes the database for a new writer: batches of earlier ones fail from here on. */
export async function takeEpoch(database: D1Database, databaseId: string): Promise<number> {
  const row = await database
    .prepare(
      `INSERT INTO writers (database_id, epoch) VALUES (?1, 1)
       ON CONFLICT DO UPDATE SET epoch = epoch + 1 RETURNING epoch`,
    )
    .bind(databaseId)
    .first<{ epoch: number }>();
  if (!row) throw new Error('D1 gave no epoch');
  return row.epoch;
}
