import { env } from 'cloudflare:workers';
import { drizzle } from 'drizzle-orm/d1';
import { channelKey, newChannelId } from '../../../src/ids/channel-key.ts';
import { newDatabaseId } from '../../../src/ids/random-text.ts';
import type { ChannelSettings } from '../../../src/lead/channel/channel-settings.ts';
import { publishChannels } from '../../../src/published/publish.ts';
import { holdLegacyId } from '../../../src/storage/control/legacy-ids.ts';
import {
  businesses,
  channels,
  customFields,
  databases,
  processes,
  stages,
  statuses,
} from '../../../src/storage/control/schema.ts';

interface Wishes {
  channel?: Partial<ChannelSettings>;
  legacyId?: string;
  shard?: string;
  allowDuplicates?: boolean;
  junk?: string[];
  fields?: Pick<typeof customFields.$inferInsert, 'key' | 'label'>[];
  publish?: boolean;
}

/** A business of its own for one test: database, statuses, a process with two stages, one channel. */
export async function newBusiness(wishes: Wishes = {}) {
  const control = drizzle(env.CONTROL);
  const databaseId = newDatabaseId();
  const channelId = newChannelId(databaseId);
  const processId = `process-${databaseId}`;
  const createdAt = Date.now();
  const status = (name: string, role: 'new' | 'notInterested' | null, position: number) => ({
    id: `${name}-${databaseId}`,
    databaseId,
    name,
    role,
    position,
  });
  await control.batch([
    control.insert(businesses).values({ id: `business-${databaseId}`, name: 'Test', createdAt }),
    control.insert(databases).values({
      id: databaseId,
      businessId: `business-${databaseId}`,
      name: 'Contacts',
      shard: wishes.shard ?? 'CONTACTS_1',
      country: 'IL',
      language: 'en',
      allowDuplicates: wishes.allowDuplicates ?? false,
      junk: wishes.junk ?? [],
      createdAt,
    }),
    control
      .insert(statuses)
      .values([status('new', 'new', 0), status('customer', null, 1), status('not-interested', 'notInterested', 2)]),
    control.insert(processes).values({ id: processId, databaseId, name: 'Inquiry', position: 0 }),
    control.insert(stages).values([
      { id: `first-${databaseId}`, databaseId, processId, name: 'Call', position: 0 },
      { id: `second-${databaseId}`, databaseId, processId, name: 'Meet', legacyId: `step-${databaseId}`, position: 1 },
    ]),
    control.insert(channels).values({
      id: channelId,
      databaseId,
      name: 'Landing page',
      settings: { language: 'en', ...wishes.channel },
      legacyId: wishes.legacyId ?? null,
      createdAt,
    }),
    holdLegacyId(control, channelId),
  ]);
  for (const [position, field] of (wishes.fields ?? []).entries()) {
    await control
      .insert(customFields)
      .values({ databaseId, scope: 'contact', type: 'text', options: [], position, ...field });
  }
  if (wishes.publish !== false) await publishChannels(env, databaseId, Date.now());
  const key = await channelKey(env.KELET_SECRET, channelId);
  return {
    databaseId,
    channelId,
    key,
    intakeUrl: `https://kelet.test/in/${key}`,
    stageIds: [`first-${databaseId}`, `second-${databaseId}`] as const,
    statusId: (name: 'new' | 'customer' | 'not-interested') => `${name}-${databaseId}`,
    database: env[(wishes.shard ?? 'CONTACTS_1') as 'CONTACTS_1'],
  };
}
export type Business = Awaited<ReturnType<typeof newBusiness>>;
