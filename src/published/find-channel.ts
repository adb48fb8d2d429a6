import { readChannelKey } from '../ids/channel-key.ts';
import { type Channel, channelSchema } from '../lead/channel/channel.ts';
import { logProblem } from '../log.ts';
import { findLegacyChannelId, readChannels } from '../storage/control/channels.ts';
import { channelEntry, isDeleted, legacyEntry } from './entries.ts';

/** A channel, and whether these are its own settings or the permissive ones of a channel the edge does not know yet. */
export interface FoundChannel {
  channel: Channel;
  isKnown: boolean;
}

const FRESH_FOR = 30_000;
const REMEMBERED = 1_000;
const remembered = new Map<string, { found: FoundChannel; until: number }>();

/**
 * The channel a public key names: from the isolate's memory, else KV, else with permissive settings, so that the edge
 * takes leads while D1 is down. Undefined when Kelet did not issue the key.
 */
export async function findPublishedChannel(
  env: Pick<Env, 'KELET_SECRET' | 'CHANNELS'>,
  key: string,
  now: number,
): Promise<FoundChannel | undefined> {
  const channelId = proven.get(key) ?? (await proveKey(env, key));
  return channelId ? findChannelById(env, channelId, now) : undefined;
}

/** Keys whose proof was checked: checking costs more than everything else that is done to find a channel. */
const proven = new Map<string, string>();

async function proveKey({ KELET_SECRET }: Pick<Env, 'KELET_SECRET'>, key: string): Promise<string | undefined> {
  const named = await readChannelKey(KELET_SECRET, key);
  if (!named) return undefined;
  if (proven.size >= REMEMBERED) proven.delete(proven.keys().next().value ?? '');
  proven.set(key, named.channelId);
  return named.channelId;
}

/** The same for a channel id that is known to be true; undefined when the channel was deleted. */
export async function findChannelById(
  env: Pick<Env, 'CHANNELS'>,
  channelId: string,
  now: number,
): Promise<FoundChannel | undefined> {
  const held = remembered.get(channelId);
  if (held && held.until > now) return held.found;
  const found = await readPublished(env, channelId);
  if (found === 'deleted') return undefined;
  if (!found) return { channel: permissive(channelId), isKnown: false };
  rememberChannel(channelId, found, now);
  return found;
}

/** Puts a channel into this isolate's memory, so that who changes a channel sees the change at once. */
export function rememberChannel(channelId: string, found: FoundChannel, now: number): void {
  if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(channelId, { found, until: now + FRESH_FOR });
}

/** Removes a channel from this isolate's memory. */
export const forgetChannel = (channelId: string) => remembered.delete(channelId);

async function readPublished(
  env: Pick<Env, 'CHANNELS'>,
  channelId: string,
): Promise<FoundChannel | 'deleted' | undefined> {
  try {
    const entry = await env.CHANNELS.get(channelEntry(channelId), 'json');
    if (isDeleted(entry)) return 'deleted';
    const parsed = channelSchema.safeParse(entry);
    return parsed.success ? { channel: parsed.data, isKnown: true } : undefined;
  } catch (error) {
    logProblem('channel not readable at the edge', { channelId, error });
    return undefined;
  }
}

const permissive = (channelId: string): Channel =>
  channelSchema.parse({ id: channelId, databaseId: channelId.slice(0, 8), name: '', maxCharacters: 65_536 });

/**
 * The channel as the control database has it, for reading a lead again.
 * @throws when D1 does not answer; undefined when there is no such channel.
 */
export async function readCurrentChannel(control: D1Database, channelId: string): Promise<Channel | undefined> {
  const stored = await readChannels(control, channelId.slice(0, 8));
  return stored.find(({ channel }) => channel.id === channelId)?.channel;
}

/**
 * The channel that FrontTask's senders call by this `SystemID`; it may also be the channel key itself.
 * @throws when neither KV nor D1 can tell.
 */
export async function findLegacyChannel(
  env: Pick<Env, 'KELET_SECRET' | 'CHANNELS' | 'CONTROL'>,
  systemId: string,
  now: number,
): Promise<FoundChannel | undefined> {
  const byKey = await findPublishedChannel(env, systemId, now);
  if (byKey) return byKey;
  const legacyId = systemId.trim().toLowerCase();
  if (!legacyId || legacyId.length > 100) return undefined;
  const channelId =
    (await env.CHANNELS.get(legacyEntry(legacyId))) ?? (await findLegacyChannelId(env.CONTROL, legacyId));
  return channelId ? findChannelById(env, channelId, now) : undefined;
}
