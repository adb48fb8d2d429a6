/** Where a record is kept: its table, the column that names it, and what it shares with its siblings. */
export interface RecordPlace {
  table: 'processes' | 'stages' | 'statuses' | 'custom_fields';
  key: 'id' | 'key';
  /** Column and value. */
  siblings: Record<string, string>;
}

/**
 * Changes only the given columns of a record, and its place in its list, in one transaction: who changes another column
 * or moves another record at the same moment loses nothing.
 * @param columns column and value as SQLite holds it; undefined stays as it is.
 * @param position 0 is first, beyond the end is last; the siblings are numbered anew.
 */
export async function changeAndReorder(
  control: D1Database,
  place: RecordPlace,
  id: string,
  columns: Record<string, string | number | null | undefined>,
  position?: number,
): Promise<void> {
  const changed = Object.entries(columns).filter(([, value]) => value !== undefined);
  const statements: D1PreparedStatement[] = [];
  if (changed.length) {
    const { table, key } = place;
    const sets = changed.map(([column], i) => `${column} = ?${i + 2}`).join(', ');
    const where = siblings(place, table, changed.length + 2);
    const values = [id, ...changed.map(([, value]) => value ?? null), ...Object.values(place.siblings)];
    statements.push(control.prepare(`UPDATE ${table} SET ${sets} WHERE ${key} = ?1 AND ${where}`).bind(...values));
  }
  if (position !== undefined) statements.push(placing(control, place, id, position));
  if (statements.length) await control.batch(statements);
}

function placing(control: D1Database, place: RecordPlace, id: string, position: number): D1PreparedStatement {
  const { table, key } = place;
  return control
    .prepare(
      `WITH others AS (
         SELECT it.${key} AS id, ROW_NUMBER() OVER (ORDER BY it.position, it.${key}) - 1 AS rank
         FROM ${table} AS it WHERE ${siblings(place, 'it', 3)} AND it.${key} <> ?1),
       placed AS (
         SELECT id, rank + (rank >= ?2) AS position FROM others
         UNION ALL SELECT ?1, MIN(?2, (SELECT COUNT(*) FROM others)))
       UPDATE ${table} SET position = placed.position FROM placed
       WHERE ${siblings(place, table, 3)} AND ${table}.${key} = placed.id AND ${table}.position <> placed.position`,
    )
    .bind(id, position, ...Object.values(place.siblings));
}

const siblings = ({ siblings }: RecordPlace, table: string, first: number) =>
  Object.keys(siblings)
    .map((column, i) => `${table}.${column} = ?${first + i}`)
    .join(' AND ');
