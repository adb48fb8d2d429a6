import { Refusal } from '../../refusal.ts';
import { readChannels } from '../../storage/control/channels.ts';
import type { FormRecord } from '../../storage/control/forms.ts';
import { readProcesses } from '../../storage/control/processes.ts';
import { NO_SUCH_CHANNEL } from '../channels/no-such-channel.ts';
import { noSuchPlace } from '../processes/no-such-place.ts';

const LONGEST = 366 * 24 * 3_600_000;

/**
 * Why a form cannot be as it is wanted; undefined when it can.
 * @param isNewTime whether its end was just set; one that was set before may have passed.
 */
export async function formFault(
  { CONTROL }: Pick<Env, 'CONTROL'>,
  { databaseId, channelId, processId, expiresAt }: FormRecord,
  isNewTime: boolean,
  now: number,
): Promise<Refusal | undefined> {
  if (isNewTime && (expiresAt <= now || expiresAt > now + LONGEST)) {
    return new Refusal(422, 'invalid', 'expiresAt must lie between now and a year from now.', 'expiresAt');
  }
  const [channels, { processes }] = await Promise.all([
    readChannels(CONTROL, databaseId),
    readProcesses(CONTROL, databaseId),
  ]);
  if (!channels.some(({ channel }) => channel.id === channelId)) return NO_SUCH_CHANNEL;
  if (processId !== null && !processes.some(({ id }) => id === processId)) return noSuchPlace('process', 'processId');
  return undefined;
}
