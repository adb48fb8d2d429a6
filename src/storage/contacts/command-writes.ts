import { deleteAll, insertAll, replacing } from '../bulk.ts';
import { type Erasure, eraseStatements } from './erasure.ts';
import {
  contactLog,
  type LogRecord,
  type MergeRecord,
  merges,
  type PossibleDuplicate,
  possibleDuplicates,
  type SplitRecord,
  splits,
} from './schema.ts';
import { type Removal, removalStatements } from './undo-import.ts';

/** Tasks, leads and log entries that go over to another contact. */
export interface Move {
  from: number;
  to: number;
  /** The ordinals of the tasks that go, both ends included, and what is added to them; none where the last is below. */
  ordinals: [first: number, last: number];
  shift: number;
  /**
   * Entries of the log that go, by their ids, and the ids they have then: two contacts may have an entry of one id,
   * where one command was about both. Those about a task that goes go with it anyway.
   */
  entries: Record<string, string>;
}

/** What people's verbs write beside what leads write. */
export interface CommandWrites {
  log: LogRecord[];
  /** Pairs somebody decided on, or that take another pair's place. */
  decidedPairs: PossibleDuplicate[];
  droppedPairs: PossibleDuplicate[];
  merges: MergeRecord[];
  moves: Move[];
  erasures: Erasure[];
  removals: Removal[];
  splits: SplitRecord[];
}

const PAIR_KEY = ['databaseId', 'olderNumber', 'newerNumber'] as const;

/** The statements for them, in the order in which they must run. */
export function commandStatements(
  database: D1Database,
  databaseId: string,
  {
    log = [],
    decidedPairs = [],
    droppedPairs = [],
    merges: made = [],
    moves = [],
    erasures = [],
    removals = [],
    splits: parted = [],
  }: Partial<CommandWrites>,
): D1PreparedStatement[] {
  const statements = [
    ...moves.flatMap((move) => moveStatements(database, databaseId, move)),
    ...erasures.flatMap((erasure) => eraseStatements(database, databaseId, erasure)),
    ...removals.flatMap((removal) => removalStatements(database, databaseId, removal)),
  ];
  if (droppedPairs.length) statements.push(deleteAll(database, possibleDuplicates, [...PAIR_KEY], droppedPairs));
  if (decidedPairs.length) {
    const again = `ON CONFLICT DO UPDATE SET ${replacing(possibleDuplicates, [...PAIR_KEY])}`;
    statements.push(insertAll(database, possibleDuplicates, decidedPairs, again));
  }
  if (made.length) {
    const again = `ON CONFLICT DO UPDATE SET ${replacing(merges, ['databaseId', 'id'])}`;
    statements.push(insertAll(database, merges, made, again));
  }
  if (parted.length) {
    const again = `ON CONFLICT DO UPDATE SET ${replacing(splits, ['databaseId', 'id'])}`;
    statements.push(insertAll(database, splits, parted, again));
  }
  if (log.length) statements.push(insertAll(database, contactLog, log, 'ON CONFLICT DO NOTHING'));
  return statements;
}

/*
 * Written as changes of what stands and not as rows read before: a task may be moved or finished by somebody meanwhile,
 * which does not pass through the writer.
 */
function moveStatements(
  database: D1Database,
  databaseId: string,
  { from, to, ordinals, shift, entries }: Move,
): D1PreparedStatement[] {
  const values = [databaseId, from, to, ...ordinals, shift, JSON.stringify(entries)];
  return [
    `UPDATE leads SET contact_number = ?3, outcome = json_replace(outcome, '$.task', (outcome ->> '$.task') + ?6)
     WHERE database_id = ?1 AND contact_number = ?2 AND id IN (
       SELECT lead_id FROM tasks WHERE database_id = ?1 AND contact_number = ?2 AND ordinal BETWEEN ?4 AND ?5
       UNION SELECT data ->> '$.lead' FROM contact_log WHERE ${MOVED_ENTRIES})`,
    `UPDATE contact_log SET contact_number = ?3,
       id = coalesce((SELECT value FROM json_each(?7) WHERE key = contact_log.id), id),
       data = json_replace(data, '$.task', (data ->> '$.task') + ?6)
     WHERE ${MOVED_ENTRIES}`,
    `UPDATE tasks SET contact_number = ?3, ordinal = ordinal + ?6
     WHERE database_id = ?1 AND contact_number = ?2 AND ordinal BETWEEN ?4 AND ?5`,
  ].map((sql) => database.prepare(sql).bind(...values.slice(0, highestParameter(sql))));
}

const MOVED_ENTRIES = `database_id = ?1 AND contact_number = ?2
  AND (id IN (SELECT key FROM json_each(?7)) OR (data ->> '$.task') BETWEEN ?4 AND ?5)`;

/** D1 takes exactly as many values as the statement's highest parameter. */
const highestParameter = (sql: string) => Math.max(...[...sql.matchAll(/\?(\d)/g)].map(([, n]) => Number(n)));
