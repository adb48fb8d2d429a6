/** What was asked of D1. */
export interface Meter {
  roundTrips: number;
  rowsRead: number;
  rowsWritten: number;
  /** Questions whose rows D1 does not tell; a figure with any of these is not exact. */
  unmetered: number;
}

export const newMeter = (): Meter => ({ roundTrips: 0, rowsRead: 0, rowsWritten: 0, unmetered: 0 });

/** What two meters counted together. */
export const sumOf = (a: Meter, b: Meter): Meter => ({
  roundTrips: a.roundTrips + b.roundTrips,
  rowsRead: a.rowsRead + b.rowsRead,
  rowsWritten: a.rowsWritten + b.rowsWritten,
  unmetered: a.unmetered + b.unmetered,
});

const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

/** The same database; every question to it is counted, with the rows D1 bills for it. */
export function metered(database: D1Database, meter: Meter): D1Database {
  const batch = async (statements: D1PreparedStatement[]) => {
    meter.roundTrips += 1;
    const results = await database.batch(statements.map((statement) => originals.get(statement) ?? statement));
    for (const result of results) count(meter, result);
    return results;
  };
  const own: Record<string, unknown> = {
    prepare: (query: string) => meteredStatement(database.prepare(query), meter, /^\s*select\b/i.test(query)),
    batch,
  };
  return new Proxy(database, {
    get(target, name: string) {
      if (name in own) return own[name];
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        meter.unmetered += 1;
        return value.apply(target, args) as unknown;
      };
    },
  });
}

function meteredStatement(statement: D1PreparedStatement, meter: Meter, isRead: boolean): D1PreparedStatement {
  const all = async () => {
    meter.roundTrips += 1;
    return count(meter, await statement.all<Record<string, unknown>>());
  };
  const same = {
    bind: (...values: unknown[]) => meteredStatement(statement.bind(...values), meter, isRead),
    all,
    run: all,
    async first(column?: string) {
      const [row] = (await all()).results;
      return row === undefined ? null : column === undefined ? row : row[column];
    },
    async raw(options: { columnNames: true }) {
      meter.roundTrips += 1;
      // D1 tells the rows of `all` and not of `raw`: a read is asked once more, for its figures alone.
      if (isRead) count(meter, await statement.all());
      else meter.unmetered += 1;
      return statement.raw(options);
    },
  } as unknown as D1PreparedStatement;
  originals.set(same, statement);
  return same;
}

function count<R extends { meta: D1Meta }>(meter: Meter, result: R): R {
  meter.rowsRead += result.meta.rows_read;
  meter.rowsWritten += result.meta.rows_written;
  return result;
}

/** A Worker's environment whose D1 bindings are all counted by one meter. */
export const meteredEnv = <E extends Env>(env: E, meter: Meter): E => ({
  ...env,
  CONTROL: metered(env.CONTROL, meter),
  CONTACTS_1: metered(env.CONTACTS_1, meter),
  CONTACTS_2: metered(env.CONTACTS_2, meter),
});
