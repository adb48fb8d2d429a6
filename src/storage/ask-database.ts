/** The most a D1 database may hold, in bytes. */
const MOST_BYTES = 10_000_000_000;

/**
 * Asks a database something that costs nothing, to learn whether it is there and how large it is, in bytes.
 * @throws when it does not answer.
 */
export async function askDatabase(database: D1Database): Promise<number> {
  const { meta } = await database.prepare('SELECT 1').run();
  return meta.size_after ?? 0;
}

/** Whether a database of this size has no room for new ones, which grow: nine tenths of what D1 allows. */
export const isNearlyFull = (bytes: number): boolean => bytes >= 0.9 * MOST_BYTES;
