import { logEvent } from '../../log.ts';
import { publishLegacyHolder } from '../../published/publish-legacy-holder.ts';
import { Refusal } from '../../refusal.ts';
import { proveLegacyId } from '../../storage/control/legacy-ids.ts';
import { plainLegacyId } from './legacy-id.ts';

/**
 * Has the bare address of a legacy id lead to this channel, whoever had the id first: the operator of a deployment says
 * so, who has looked whose senders use it. Nobody else may.
 */
export async function proveOwnerOfLegacyId(
  env: Pick<Env, 'CONTROL' | 'CHANNELS'>,
  { legacyId, channelId }: { legacyId: string; channelId: string },
): Promise<Refusal | undefined> {
  const id = plainLegacyId(legacyId);
  if (id === null || !(await proveLegacyId(env.CONTROL, id, channelId))) return NOT_ITS_ID;
  await publishLegacyHolder(env, id);
  logEvent('legacy id proven', { channelId });
  return undefined;
}

const NOT_ITS_ID = new Refusal(
  404,
  'no_such_legacy_id',
  'No channel with this id has this legacy id. Set it with PATCH /channels/{id} first.',
  'legacyId',
);
