/** A row of an index: the text it is sorted by, and the contact it leads to. */
export interface IndexPlace {
  text: string;
  number: number;
}

/** What a scan found, where it stopped (null when it came to the end), and how many rows it read for that. */
export interface Scan {
  found: IndexPlace[];
  stopped: IndexPlace | null;
  rowsRead: number;
}

export interface ScanWish {
  databaseId: string;
  /** Each must be somewhere in the text, compared as it is. */
  words: string[];
  /** Rows that begin with one of these are left out: they were found by their beginning already. */
  exceptPrefixes: string[];
  after: IndexPlace | undefined;
  /** How many are wanted; the scan also looks whether there is one more. */
  limit: number;
  /** How many rows may be read at most. */
  mostRows: number;
}

/** Contacts whose search name holds all words, in the order of names. Reads the covering index only. */
export const scanNames = (shard: D1Database, wish: ScanWish): Promise<Scan> =>
  scan(shard, 'search_name AS text, number FROM contacts', 'search_name IS NOT NULL', '(search_name, number)', wish);

/** Contacts whose phone holds all words, in the order of phones. Reads the primary key only. */
export const scanPhones = (shard: D1Database, wish: ScanWish): Promise<Scan> =>
  scan(
    shard,
    'value AS text, contact_number AS number FROM identities',
    "kind = 'phone'",
    '(value, contact_number)',
    wish,
  );

// D1 takes a hundred parameters a statement.
const MOST_WORDS = 40;
const MOST_PREFIXES = 20;
const START: IndexPlace = { text: '', number: 0 };

async function scan(
  shard: D1Database,
  selected: string,
  condition: string,
  place: string,
  { databaseId, words, exceptPrefixes, after = START, limit, mostRows }: ScanWish,
): Promise<Scan> {
  // The rows looked through are read a second time to learn where they end: SQLite cannot tell both in one go for less.
  // Each reading counts a row more, the one behind which it begins.
  const looked = Math.max(1, Math.floor(mostRows / 2) - 1);
  const rows = `SELECT ${selected} WHERE database_id = ?1 AND ${condition} AND ${place} > (?2, ?3) ORDER BY 1, 2`;
  const values: (string | number)[] = [databaseId, after.text, after.number, looked];
  const bound = (value: string | number) => `?${values.push(value)}`;
  const matches = [
    ...words.slice(0, MOST_WORDS).map((word) => `instr(text, ${bound(word)}) > 0`),
    ...exceptPrefixes.slice(0, MOST_PREFIXES).map((prefix) => `instr(text, ${bound(prefix)}) <> 1`),
  ];
  const { results, meta } = await shard
    .prepare(`SELECT text, number FROM (${rows} LIMIT ?4) WHERE ${matches.join(' AND ')} LIMIT ${bound(limit + 1)}`)
    .bind(...values)
    .all<IndexPlace>();
  const found = results.slice(0, limit);
  if (results.length > limit) return { found, stopped: found.at(-1) ?? after, rowsRead: meta.rows_read };

  const end = await shard
    .prepare(`${rows} LIMIT 1 OFFSET ?4`)
    .bind(databaseId, after.text, after.number, looked - 1)
    .all<IndexPlace>();
  return { found, stopped: end.results[0] ?? null, rowsRead: meta.rows_read + end.meta.rows_read };
}
