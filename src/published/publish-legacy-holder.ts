import { findLegacyChannelId } from '../storage/control/legacy-ids.ts';
import { legacyEntry } from './entries.ts';

/** Of several who change at once the last to look has looked after all of them have written. */
const MOST_LOOKS = 3;

/**
 * Tells the edge whom the bare address of a legacy id leads to, and looks again afterwards: its business may have
 * given it up, or the operator may have given it to another, in between.
 */
export async function publishLegacyHolder(
  { CHANNELS, CONTROL }: Pick<Env, 'CHANNELS' | 'CONTROL'>,
  legacyId: string,
): Promise<void> {
  let told: string | undefined | null = null;
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const holder = await findLegacyChannelId(CONTROL, legacyId);
    if (holder === told) return;
    if (holder === undefined) await CHANNELS.delete(legacyEntry(legacyId));
    else await CHANNELS.put(legacyEntry(legacyId), holder);
    told = holder;
  }
}
