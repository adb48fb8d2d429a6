import { getTableColumns } from 'drizzle-orm';
import { deleteAll, insertAll, replacing, updateAll } from '../bulk.ts';
import { type CommandWrites, commandStatements } from './command-writes.ts';
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
} from './schema.ts';

/** So many contacts with one identity are looked at; more exist only where duplicates are allowed. */
const OWNERS_READ = 8;

/** What the writer knows before it decides. */
export interface RoundRead {
  receipts: Pick<LeadRecord, 'id' | 'attempt' | 'status' | 'contactNumber' | 'erasedAt'>[];
  identities: Omit<IdentityRecord, 'databaseId'>[];
  cards: Card[];
  lastNumber: number;
  /** The log entry that was asked about is there. */
  isLogged: boolean;
}

/**
 * Everything a round of leads needs to know, in one round trip: which leads are written already, who has these
 * identities, and their cards.
 * @param numbers customer numbers whose cards are wanted as well.
 * @param entryId an entry that one of these numbers may have in its log.
 */
export async function readRound(
  database: D1Database,
  databaseId: string,
  leadIds: string[],
  marks: Pick<IdentityRecord, 'kind' | 'value'>[],
  numbers: number[] = [],
  entryId?: string,
): Promise<RoundRead> {
  const owners = `
    SELECT json_group_array(number) FROM (
      SELECT contact_number AS number FROM identities
      WHERE database_id = ?1 AND kind = mark.value ->> 0 AND identities.value = mark.value ->> 1
      ORDER BY contact_number LIMIT ${OWNERS_READ})`;
  const [receipts, owned, last, named, logged] = await database.batch<Record<string, unknown>>([
    database
      .prepare(
        `SELECT leads.id, attempt, status, contact_number AS contactNumber, erased_at AS erasedAt
         FROM json_each(?2) AS asked CROSS JOIN leads ON database_id = ?1 AND leads.id = asked.value`,
      )
      .bind(databaseId, JSON.stringify(leadIds)),
    // Each identity and each card is looked up once: a look-up that hits is billed as two rows read.
    database
      .prepare(
        `SELECT owned.marks, contacts.* FROM (
           SELECT owner.value AS number, json_group_array(mark.key) AS marks
           FROM json_each(?2) AS mark, json_each((${owners})) AS owner GROUP BY owner.value
         ) AS owned CROSS JOIN contacts ON contacts.database_id = ?1 AND contacts.number = owned.number`,
      )
      .bind(databaseId, JSON.stringify(marks.map(({ kind, value }) => [kind, value]))),
    database.prepare('SELECT max(number) AS lastNumber FROM contacts WHERE database_id = ?1').bind(databaseId),
    ...(numbers.length
      ? [
          database
            .prepare('SELECT * FROM contacts WHERE database_id = ?1 AND number IN (SELECT value FROM json_each(?2))')
            .bind(databaseId, JSON.stringify(numbers)),
        ]
      : []),
    ...(numbers.length && entryId !== undefined
      ? [
          database
            .prepare(
              `SELECT id FROM contact_log
               WHERE database_id = ?1 AND contact_number IN (SELECT value FROM json_each(?2)) AND id = ?3`,
            )
            .bind(databaseId, JSON.stringify(numbers), entryId),
        ]
      : []),
  ]);
  const rows = owned?.results ?? [];
  return {
    receipts: (receipts?.results ?? []) as unknown as RoundRead['receipts'],
    identities: rows.flatMap(({ marks: keys, number }) =>
      (JSON.parse(keys as string) as number[]).flatMap((key) => {
        const mark = marks[key];
        return mark ? [{ kind: mark.kind, value: mark.value, contactNumber: number as number }] : [];
      }),
    ),
    cards: [...rows, ...(named?.results ?? [])].map(cardOf),
    lastNumber: (last?.results as { lastNumber: number | null }[] | undefined)?.[0]?.lastNumber ?? 0,
    isLogged: (logged?.results.length ?? 0) > 0,
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
export interface RoundWrite extends Partial<CommandWrites> {
  newCards: Card[];
  changedCards: Card[];
  renamedCards: Card[];
  newIdentities: IdentityRecord[];
  droppedIdentities: IdentityRecord[];
  leads: LeadRecord[];
  tasks: TaskRecord[];
  possibleDuplicates: PossibleDuplicate[];
}

/** A pair that an import found stays when the import is taken back, if somebody else has found it too. */
const FOUND_AGAIN = `ON CONFLICT DO UPDATE SET lead_id = excluded.lead_id
  WHERE possible_duplicates.state = 'open' AND EXISTS (
    SELECT 1 FROM leads WHERE leads.database_id = excluded.database_id
      AND leads.id = possible_duplicates.lead_id AND leads.way_in = 'import')`;

/** Another writer of this database has started since; what this one knows may be stale. */
export const STALE_WRITER = 'stale writer';

const CARD_KEY = ['databaseId', 'number'] as const;
/** What a change leaves alone; the search name has a statement of its own, since setting it pays for its index. */
const KEPT: (keyof Card)[] = ['databaseId', 'number', 'createdBy', 'searchName'];

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
  if (write.changedCards.length) {
    // An upsert reads the row once; an UPDATE FROM reads three.
    const replace = `ON CONFLICT DO UPDATE SET ${replacing(contacts, KEPT)}`;
    statements.push(insertAll(database, contacts, write.changedCards, replace));
  }
  if (write.renamedCards.length)
    statements.push(updateAll(database, contacts, key, ['searchName'], write.renamedCards));
  if (write.droppedIdentities.length) {
    const whole = ['databaseId', 'kind', 'value', 'contactNumber'] as const;
    statements.push(deleteAll(database, identities, [...whole], write.droppedIdentities));
  }
  if (write.newIdentities.length) {
    statements.push(insertAll(database, identities, write.newIdentities, 'ON CONFLICT DO NOTHING'));
  }
  if (write.leads.length) {
    const again = `ON CONFLICT DO UPDATE SET ${replacing(leads, ['databaseId', 'id', 'raw', 'rawOf'])}`;
    statements.push(insertAll(database, leads, write.leads, again));
  }
  if (write.tasks.length) statements.push(insertAll(database, tasks, write.tasks));
  if (write.possibleDuplicates.length) {
    statements.push(insertAll(database, possibleDuplicates, write.possibleDuplicates, FOUND_AGAIN));
  }
  statements.push(...commandStatements(database, databaseId, write));
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

/**
 * Takes the database for a new writer: batches of earlier ones fail from here on.
 * @returns its epoch, and when somebody was last erased; null when nobody ever was.
 */
export async function takeEpoch(
  database: D1Database,
  databaseId: string,
): Promise<{ epoch: number; erasedAt: number | null }> {
  const { results } = await epochStatement(database, databaseId).all<{ epoch: number; erasedAt: number | null }>();
  const [row] = results;
  if (!row) throw new Error('D1 gave no epoch');
  return row;
}

/** The same as a statement, for who changes cards beside the writer: rounds decided before must be decided again. */
export const epochStatement = (database: D1Database, databaseId: string) =>
  database
    .prepare(
      `INSERT INTO writers (database_id, epoch) VALUES (?1, 1)
       ON CONFLICT DO UPDATE SET epoch = epoch + 1 RETURNING epoch, erased_at AS erasedAt`,
    )
    .bind(databaseId);
