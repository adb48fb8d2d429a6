import { marketerKey } from '../../lead/marketer.ts';
import { Refusal } from '../../refusal.ts';
import { keysOf, type MarketerRecord, saveMarketer } from '../../storage/control/marketers.ts';
import type { Actor } from '../actor.ts';
import type { AnnounceEnv } from '../announce.ts';
import { compareAndSet, OVERTAKEN } from '../compare-and-set.ts';
import { findMarketer } from './find.ts';
import { type MarketerChanges, REFERENCE_TAKEN } from './marketer-wish.ts';
import { stampKnown } from './stamp-known.ts';

/**
 * Changes a marketer. Its contacts are stamped with the new name and account number, and those that came with a
 * reference added now become its own.
 * @param now milliseconds since 1970.
 */
export async function changeMarketer(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  changes: MarketerChanges,
  now: number,
): Promise<MarketerRecord | Refusal> {
  const saved = await compareAndSet(async () => {
    const marketer = await findMarketer(env, actor, id);
    if (marketer instanceof Refusal) return marketer;
    const { name = marketer.name, accountNumber = marketer.accountNumber, references = marketer.references } = changes;
    const changed = { ...marketer, name, accountNumber, references };
    const written = await saveMarketer(env.CONTROL, changed, marketer);
    if (written === 'taken') return REFERENCE_TAKEN;
    return written === 'overtaken' ? OVERTAKEN : { changed, oldNumber: marketer.accountNumber };
  });
  if (saved instanceof Refusal) return saved;
  const { changed, oldNumber } = saved;
  // What its contacts are stamped with so far is its old account number.
  await stampKnown(env, actor, changed, [...keysOf(changed), marketerKey(oldNumber)], now);
  return changed;
}
