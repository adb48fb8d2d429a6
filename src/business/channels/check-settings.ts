import { type ChannelSettings, channelSettingsSchema } from '../../lead/channel/channel-settings.ts';
import { Refusal } from '../../refusal.ts';
import { customFieldsOf } from '../fields/owned-field.ts';
import { noSuchPlace } from '../processes/no-such-place.ts';
import { type Process, processesOf } from '../processes/process.ts';
import type { ChannelWish } from './channel-wish.ts';
import { redirectHost } from './redirect-host.ts';
import { spamSettingsFault } from './spam-settings.ts';
import { findUnknownTarget } from './targets.ts';

/** A channel's settings with the wish on top, if everything they name is there. */
export async function checkChannelSettings(
  env: Pick<Env, 'CONTROL'>,
  databaseId: string,
  current: Partial<ChannelSettings>,
  wish: ChannelWish,
): Promise<ChannelSettings | Refusal> {
  const settings = withWish(current, wish);
  const hosts = settings.redirectHosts.map(redirectHost);
  const wrong = hosts.indexOf(undefined);
  if (wrong >= 0) return notAHost(settings.redirectHosts[wrong] ?? '');
  settings.redirectHosts = hosts.filter((host) => host !== undefined);

  const [processes, fields] = await Promise.all([processesOf(env, databaseId), customFieldsOf(env, databaseId)]);
  const place = placeOf(settings, processes);
  if (place instanceof Refusal) return place;
  if (place.processId !== undefined) settings.processId = place.processId;

  const unknown = findUnknownTarget(settings, new Set(fields.map(({ id }) => id)));
  if (unknown) {
    const message = `${unknown.field} names ${unknown.target}, which is no field. Use a field's name such as MobilePhone, or a custom field's id such as custom:budget; GET /fields lists them.`;
    return new Refusal(422, 'no_such_field', message, unknown.field);
  }
  return spamSettingsFault(settings, fields) ?? settings;
}

function withWish(
  current: Partial<ChannelSettings>,
  { name: _name, legacyId: _legacyId, ...wish }: ChannelWish,
): ChannelSettings {
  const wanted = Object.entries(wish).filter(([, value]) => value !== undefined);
  // Another process has other stages.
  const losesStage = wish.processId !== undefined && wish.stageId === undefined;
  const kept = losesStage ? { ...current, stageId: undefined } : current;
  const merged = Object.entries({ ...kept, ...Object.fromEntries(wanted) }).filter(([, value]) => value !== null);
  return channelSettingsSchema.parse(Object.fromEntries(merged));
}

/** The process at which leads of the channel begin; a stage brings its own. */
function placeOf(
  { processId, stageId }: ChannelSettings,
  processes: Process[],
): { processId: string | undefined } | Refusal {
  const process = processes.find(({ id }) => id === processId);
  if (processId !== undefined && !process) return noSuchPlace('process', 'processId');
  if (stageId === undefined) return { processId };
  const stage = processes.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);
  if (!stage) return noSuchPlace('stage', 'stageId');
  if (process && stage.processId !== process.id) return noSuchPlace('stage', 'stageId', 'process');
  return { processId: stage.processId };
}

const notAHost = (value: string) =>
  new Refusal(
    422,
    'not_a_host',
    `${value} is no host. Write only the host, like www.example.com or *.example.com, without https:// and without a path; after *. there must be at least two labels.`,
    'redirectHosts',
  );
