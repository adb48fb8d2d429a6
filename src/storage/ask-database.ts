/**
 * Asks a database something that costs nothing, to learn whether it is there.
 * @throws when it does not answer.
 */
export async function askDatabase(database: D1Database): Promise<void> {
  await database.prepare('SELECT 1').run();
}
