import { channelKey, newChannelId } from '../../ids/channel-key.ts';
import type { CHANNEL_SECRETS, Channel } from '../../lead/channel/channel.ts';
import { type ChannelSettings, channelSettingsSchema } from '../../lead/channel/channel-settings.ts';
import { unpublishChannel, unpublishLegacyId } from '../../published/unpublish.ts';
import { notFound, Refusal } from '../../refusal.ts';
import {
  type ChannelRecord,
  deleteChannel,
  insertChannel,
  readChannel,
  readChannelTimes,
  updateChannel,
} from '../../storage/control/channel-records.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { compareAndSet, OVERTAKEN } from '../compare-and-set.ts';
import { listFields } from '../fields/custom-fields.ts';
import { listProcesses } from '../processes/processes.ts';
import { redirectHost } from './redirect-host.ts';
import { spamSettingsFault } from './spam-settings.ts';
import { findUnknownTarget } from './targets.ts';

type ChannelEnv = AnnounceEnv & Pick<Env, 'KELET_SECRET'>;

/** A channel as its owner sees it. */
export interface OwnedChannel {
  channel: Channel;
  legacyId: string | null;
  /** What the public knows it by: `/in/{key}`. */
  key: string;
  createdAt: number;
}

/** What is wanted of a channel; null takes away, undefined leaves as it is. */
export type ChannelWish = {
  [K in keyof Omit<ChannelSettings, Removable>]?: ChannelSettings[K] | undefined;
} & { [K in Removable]?: string | null | undefined } & {
  name?: string | undefined;
  legacyId?: string | null | undefined;
};

type Removable = 'processId' | 'stageId' | 'honeypot' | 'turnstileSiteKey' | (typeof CHANNEL_SECRETS)[number];

const MOST_CHANNELS = 300;

/** The channels of a database, oldest first. */
export async function listChannels(
  env: Pick<Env, 'CONTROL' | 'KELET_SECRET'>,
  databaseId: string,
): Promise<OwnedChannel[]> {
  const [stored, times] = await Promise.all([
    readChannels(env.CONTROL, databaseId),
    readChannelTimes(env.CONTROL, databaseId),
  ]);
  return Promise.all(
    stored.map(async ({ channel, legacyId }) => ({
      channel,
      legacyId,
      key: await channelKey(env.KELET_SECRET, channel.id),
      createdAt: times.get(channel.id) ?? 0,
    })),
  );
}

export async function findChannel(
  env: Pick<Env, 'CONTROL' | 'KELET_SECRET'>,
  databaseId: string,
  id: string,
): Promise<OwnedChannel | Refusal> {
  return (await listChannels(env, databaseId)).find(({ channel }) => channel.id === id) ?? notFound('channel');
}

/** Opens a channel. `now` in milliseconds since 1970. */
export async function addChannel(
  env: ChannelEnv,
  databaseId: string,
  wish: ChannelWish & { name: string },
  now: number,
): Promise<OwnedChannel | Refusal> {
  if ((await readChannelTimes(env.CONTROL, databaseId)).size >= MOST_CHANNELS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_CHANNELS} channels.`);
  }
  const settings = await checkedSettings(env, databaseId, {}, wish);
  if (settings instanceof Refusal) return settings;
  const id = newChannelId(databaseId);
  const legacyId = plainLegacyId(wish.legacyId) ?? null;
  const record: ChannelRecord = { id, databaseId, name: wish.name, settings, legacyId, createdAt: now };
  if (!(await insertChannel(env.CONTROL, record))) return LEGACY_ID_TAKEN;
  await announceChannels(env, databaseId, now);
  return findChannel(env, databaseId, id);
}

/** Changes a channel; the edge follows within a minute. */
export async function changeChannel(
  env: ChannelEnv,
  databaseId: string,
  id: string,
  wish: ChannelWish,
  now: number,
): Promise<OwnedChannel | Refusal> {
  const refusal = await compareAndSet(async () => {
    const standing = await readChannel(env.CONTROL, databaseId, id);
    if (!standing) return notFound('channel');
    const { record } = standing;
    const settings = await checkedSettings(env, databaseId, channelSettingsSchema.parse(record.settings), wish);
    if (settings instanceof Refusal) return settings;
    const legacyId = wish.legacyId === undefined ? record.legacyId : (plainLegacyId(wish.legacyId) ?? null);
    const written = await updateChannel(env.CONTROL, standing, { name: wish.name ?? record.name, settings, legacyId });
    if (written === 'taken') return LEGACY_ID_TAKEN;
    if (written === 'overtaken') return OVERTAKEN;
    if (record.legacyId && record.legacyId !== legacyId) await unpublishLegacyId(env, record.legacyId);
    return undefined;
  });
  if (refusal) return refusal;
  await announceChannels(env, databaseId, now);
  return findChannel(env, databaseId, id);
}

/** Closes a channel: its address answers 404 from then on. Its leads and contacts stay. */
export async function removeChannel(env: ChannelEnv, databaseId: string, id: string): Promise<Refusal | undefined> {
  const found = await findChannel(env, databaseId, id);
  if (found instanceof Refusal) return found;
  await deleteChannel(env.CONTROL, databaseId, id);
  await unpublishChannel(env, id, found.legacyId);
  return undefined;
}

/** The settings with the wish on top, if everything they name is there. */
async function checkedSettings(
  env: ChannelEnv,
  databaseId: string,
  standing: Partial<ChannelSettings>,
  { name: _name, legacyId: _legacyId, ...wish }: ChannelWish,
): Promise<ChannelSettings | Refusal> {
  const wanted = Object.entries(wish).filter(([, value]) => value !== undefined);
  // Another process has other stages.
  if (wish.processId !== undefined && wish.stageId === undefined) standing.stageId = undefined;
  const merged = Object.entries({ ...standing, ...Object.fromEntries(wanted) }).filter(([, value]) => value !== null);
  const settings = channelSettingsSchema.parse(Object.fromEntries(merged));

  const hosts = settings.redirectHosts.map(redirectHost);
  const wrong = hosts.indexOf(undefined);
  if (wrong >= 0) return notAHost(settings.redirectHosts[wrong] ?? '');
  settings.redirectHosts = hosts.filter((host) => host !== undefined);

  const [processes, fields] = await Promise.all([listProcesses(env, databaseId), listFields(env, databaseId)]);
  const process = processes.find(({ id }) => id === settings.processId);
  if (settings.processId !== undefined && !process) return noSuch('process', 'processId');
  if (settings.stageId !== undefined) {
    const stage = processes.flatMap(({ stages }) => stages).find(({ id }) => id === settings.stageId);
    if (!stage) return noSuch('stage', 'stageId');
    if (process && stage.processId !== process.id) return noSuch('stage', 'stageId', 'process');
    settings.processId = stage.processId;
  }
  const unknown = findUnknownTarget(settings, new Set(fields.map(({ id }) => id)));
  if (unknown) {
    const message = `${unknown.field} names ${unknown.target}, which is no field. Use a field's name such as MobilePhone, or a custom field's id such as custom:budget; GET /fields lists them.`;
    return new Refusal(422, 'no_such_field', message, unknown.field);
  }
  return spamSettingsFault(settings, fields) ?? settings;
}

/** Old senders write it in any case. */
const plainLegacyId = (legacyId: string | null | undefined) => legacyId?.trim().toLowerCase() || undefined;

const noSuch = (what: 'process' | 'stage', field: string, owner = 'database') =>
  new Refusal(422, `no_such_${what}`, `There is no such ${what} in this ${owner}; GET /processes lists them.`, field);

const notAHost = (value: string) =>
  new Refusal(
    422,
    'not_a_host',
    `${value} is no host. Write only the host, like www.example.com or *.example.com, without https:// and without a path; after *. there must be at least two labels.`,
    'redirectHosts',
  );

const LEGACY_ID_TAKEN = new Refusal(
  409,
  'legacy_id_taken',
  'Another channel has this legacy id already. An old SystemID can lead to one channel only.',
  'legacyId',
);
