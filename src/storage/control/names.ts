import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { channels, processes, stages, statuses } from './schema.ts';

/** What the things of a database are called, by their ids. */
export interface Names {
  statuses: Map<string, string>;
  channels: Map<string, string>;
  processes: Map<string, string>;
  stages: Map<string, string>;
}

/** The names of a database's statuses, channels, processes and stages, in one round trip. */
export async function readNames(control: D1Database, databaseId: string): Promise<Names> {
  const db = drizzle(control);
  const of = <T extends typeof statuses | typeof channels | typeof processes | typeof stages>(table: T) =>
    db.select({ id: table.id, name: table.name }).from(table).where(eq(table.databaseId, databaseId));
  const lists = await db.batch([of(statuses), of(channels), of(processes), of(stages)]);
  const [statusNames, channelNames, processNames, stageNames] = lists.map(
    (rows) => new Map((rows as { id: string; name: string }[]).map(({ id, name }) => [id, name])),
  ) as [Map<string, string>, Map<string, string>, Map<string, string>, Map<string, string>];
  return { statuses: statusNames, channels: channelNames, processes: processNames, stages: stageNames };
}
