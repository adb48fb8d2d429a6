import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type Channel, channelSchema } from '../../lead/channel/channel.ts';
import { channels, customFields, databases, stages } from './schema.ts';

/** A channel as the edge uses it, and the id its old senders know it by. */
export interface StoredChannel {
  channel: Channel;
  legacyId: string | null;
}

/** All channels of a database, each with what it takes from its database, in order of creation. */
export async function readChannels(control: D1Database, databaseId: string): Promise<StoredChannel[]> {
  const db = drizzle(control);
  const [[database], rows, stageRows, fieldRows] = await db.batch([
    db.select().from(databases).where(eq(databases.id, databaseId)),
    db.select().from(channels).where(eq(channels.databaseId, databaseId)).orderBy(asc(channels.createdAt)),
    db.select().from(stages).where(eq(stages.databaseId, databaseId)).orderBy(asc(stages.position)),
    db.select().from(customFields).where(eq(customFields.databaseId, databaseId)).orderBy(asc(customFields.position)),
  ]);
  if (!database) return [];
  const fieldsOf = (scope: 'contact' | 'process') =>
    fieldRows
      .filter((field) => field.scope === scope)
      .map(({ legacyId, ...field }) => ({ ...field, ...(legacyId ? { legacyId } : {}) }));
  return rows.map(({ settings, legacyId, id, name }) => ({
    legacyId,
    channel: channelSchema.parse({
      // Senders that know a channel by its legacy id were written for a CRM that replaces.
      replaces: legacyId !== null,
      ...settings,
      id,
      databaseId,
      name,
      country: database.country,
      junk: database.junk,
      stages: stageRows.map(({ legacyId, ...stage }) => ({ ...stage, ...(legacyId ? { legacyId } : {}) })),
      customFields: fieldsOf('contact'),
      processFields: fieldsOf('process'),
    }),
  }));
}
