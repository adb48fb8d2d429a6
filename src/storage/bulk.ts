import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/*
 * Many records in one statement with one bound parameter: D1 allows a hundred parameters a statement,
 * but one JSON array may hold a whole batch.
 */

type Columns<T extends SQLiteTable> = Extract<keyof T['$inferSelect'], string>;

/** `value ->> n` for each column, and the records as the arrays these numbers point into. */
function rows<T extends SQLiteTable>(table: T, columns: Columns<T>[], records: T['$inferInsert'][]): string {
  const definitions = columns.map((name) => ({ name, column: columnOf(table, name) }));
  return JSON.stringify(
    records.map((record) =>
      definitions.map(({ name, column }) => {
        const value = (record as Record<string, unknown>)[name];
        return value === undefined || value === null ? null : column.mapToDriverValue(value);
      }),
    ),
  );
}

function columnOf(table: SQLiteTable, name: string) {
  const column = getTableColumns(table)[name];
  if (!column) throw new Error(`${getTableName(table)} has no column ${name}`);
  return column;
}

/**
 * An INSERT of all records.
 * @param onConflict SQL after the values, such as `ON CONFLICT DO NOTHING`.
 */
export function insertAll<T extends SQLiteTable>(
  database: D1Database,
  table: T,
  records: T['$inferInsert'][],
  onConflict = '',
): D1PreparedStatement {
  const columns = Object.keys(getTableColumns(table)) as Columns<T>[];
  const names = columns.map((name) => columnOf(table, name).name);
  return database
    .prepare(
      `INSERT INTO ${getTableName(table)} (${names.join(', ')})
       SELECT ${names.map((_, i) => `value ->> ${i}`).join(', ')} FROM json_each(?1) WHERE true ${onConflict}`,
    )
    .bind(rows(table, columns, records));
}

/** `SET` for every column outside the key: what an upsert does to the row that stands. */
export function replacing<T extends SQLiteTable>(table: T, key: Columns<T>[]): string {
  return Object.entries(getTableColumns(table))
    .filter(([name]) => !(key as string[]).includes(name))
    .map(([, { name }]) => `${name} = excluded.${name}`)
    .join(', ');
}

/** An UPDATE of the named columns of all records, found by their key. */
export function updateAll<T extends SQLiteTable>(
  database: D1Database,
  table: T,
  key: Columns<T>[],
  columns: Columns<T>[],
  records: T['$inferInsert'][],
): D1PreparedStatement {
  const name = getTableName(table);
  const sets = columns.map((column, i) => `${columnOf(table, column).name} = j.value ->> ${key.length + i}`);
  return database
    .prepare(`UPDATE ${name} SET ${sets.join(', ')} FROM json_each(?1) AS j WHERE ${matches(table, name, key)}`)
    .bind(rows(table, [...key, ...columns], records));
}

/** A DELETE of all records, found by their key. */
export function deleteAll<T extends SQLiteTable>(
  database: D1Database,
  table: T,
  key: Columns<T>[],
  records: T['$inferInsert'][],
): D1PreparedStatement {
  const names = key.map((column) => columnOf(table, column).name);
  return database
    .prepare(
      `DELETE FROM ${getTableName(table)} WHERE (${names.join(', ')}) IN
       (SELECT ${names.map((_, i) => `value ->> ${i}`).join(', ')} FROM json_each(?1))`,
    )
    .bind(rows(table, key, records));
}

const matches = <T extends SQLiteTable>(table: T, name: string, key: Columns<T>[]) =>
  key.map((column, i) => `${name}.${columnOf(table, column).name} = j.value ->> ${i}`).join(' AND ');
