import * as z from 'zod';
import { readChannelKey } from '../ids/channel-key.ts';
import { type Channel, channelSchema } from '../lead/channel/channel.ts';
import { permissiveChannel } from '../lead/channel/permissive-channel.ts';
import { logProblem } from '../log.ts';
import { channelEntry, legacyEntry, ownLegacyEntry } from './entries.ts';
import { FRESH_FOR, find, published } from './find.ts';
import { shelfOf } from './memory.ts';
import type { Stored } from './stored.ts';

/** A channel, and whether these are its own settings or the permissive ones of a channel the edge does not know yet. */
export interface FoundChannel {
  channel: Channel;
  isKnown: boolean;
}

/** An entry that was published before channels said whether they replace is of one that did. */
const publishedSchema = z.preprocess(
  (entry) => (typeof entry === 'object' && entry !== null ? { replaces: true, ...entry } : entry),
  channelSchema,
);

/** Channels, as they are published. */
export const publishedChannels = published('channel', channelEntry, publishedSchema);

/** Keys whose proof was checked: checking costs more than everything else that is done to find a channel. */
const provenKeys = shelfOf<string>('key');

/**
 * The channel a public key names: from the isolate's memory, else KV, else with permissive settings, so that the edge
 * takes leads while D1 is down. Undefined when Kelet did not issue the key, or the channel was deleted.
 */
export async function findPublishedChannel(
  env: Pick<Env, 'KELET_SECRET' | 'CHANNELS'>,
  key: string,
  now: number,
): Promise<FoundChannel | undefined> {
  const channelId = provenKeys.get(key, now) ?? (await proveKey(env, key));
  return channelId ? findChannelById(env, channelId, now) : undefined;
}

async function proveKey({ KELET_SECRET }: Pick<Env, 'KELET_SECRET'>, key: string): Promise<string | undefined> {
  const named = await readChannelKey(KELET_SECRET, key);
  if (named) provenKeys.put(key, named.channelId);
  return named?.channelId;
}

/** The same for a channel id that is known to be true; undefined when the channel was deleted. */
export async function findChannelById(
  env: Pick<Env, 'CHANNELS'>,
  channelId: string,
  now: number,
): Promise<FoundChannel | undefined> {
  const channel = await find(env, publishedChannels, channelId, now);
  if (channel === 'deleted') return undefined;
  return channel ? { channel, isKnown: true } : { channel: permissiveChannel(channelId), isKnown: false };
}

/** What FrontTask's senders name: their `SystemID`, and the channel key where the address has one. */
export interface LegacyAddress {
  systemId: string;
  underKey: string | undefined;
}

const LONGEST_LEGACY_ID = 100;

/**
 * Legacy ids that a database has not given to any channel, by where they would stand in KV, as long as anything that
 * was read is trusted: an old site sends its `SystemID` with every lead.
 */
export const unknownLegacyIds = shelfOf<true>('no-legacy');

/**
 * The channel that FrontTask's senders call by this `SystemID`; it may also be the channel key itself. An address that
 * has a channel key leads to nobody but the key's database: to the channel with that id there, else to the key's own,
 * also while nobody can tell. The bare address leads to the business that had the id first, or proved it,
 * and to nobody once that one has given it up.
 * @throws when the address has no key, and neither KV nor what is stored can tell.
 */
export async function findLegacyChannel(
  env: Pick<Env, 'KELET_SECRET' | 'CHANNELS'>,
  stored: Stored,
  { systemId, underKey }: LegacyAddress,
  now: number,
): Promise<FoundChannel | undefined> {
  const under = underKey === undefined ? undefined : await findPublishedChannel(env, underKey, now);
  if (underKey !== undefined && !under) return undefined;
  const databaseId = under?.channel.databaseId;
  const byKey = await findPublishedChannel(env, systemId, now);
  if (byKey && (databaseId === undefined || byKey.channel.databaseId === databaseId)) return byKey;
  const legacyId = systemId.trim().toLowerCase();
  if (!legacyId || legacyId.length > LONGEST_LEGACY_ID) return under;
  const channelId = under
    ? await ownLegacyChannelId(env, stored, { databaseId: under.channel.databaseId, legacyId }, now)
    : ((await env.CHANNELS.get(legacyEntry(legacyId))) ?? (await stored.legacyChannelId(legacyId)));
  return channelId ? findChannelById(env, channelId, now) : under;
}

/** The channel of one database that has this legacy id; undefined when there is none, or when nobody can tell now. */
async function ownLegacyChannelId(
  { CHANNELS }: Pick<Env, 'CHANNELS'>,
  stored: Stored,
  { databaseId, legacyId }: { databaseId: string; legacyId: string },
  now: number,
): Promise<string | undefined> {
  const entry = ownLegacyEntry(databaseId, legacyId);
  if (unknownLegacyIds.get(entry, now)) return undefined;
  try {
    const published = await CHANNELS.get(entry).catch(() => null);
    const channelId = published ?? (await stored.legacyChannelId(legacyId, databaseId));
    if (channelId === undefined) unknownLegacyIds.put(entry, true, now + FRESH_FOR);
    return channelId;
  } catch (error) {
    // Not remembered: a channel that has the id shall have its leads as soon as it can be found.
    logProblem('legacy id not known at the edge', { databaseId, error });
    return undefined;
  }
}
