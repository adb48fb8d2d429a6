import { nameKey } from '../../lead/fields/field-names.ts';
import { Refusal } from '../../refusal.ts';
import type { StageRecord } from '../../storage/control/processes.ts';

/**
 * The refusal of a stage whose legacy id another one has; undefined when none has. Senders' names are compared as
 * loosely as all names; two stages must not answer to one.
 */
export function stageLegacyIdFault(stages: StageRecord[], { id, legacyId }: StageRecord): Refusal | undefined {
  if (legacyId === null) return undefined;
  const isTaken = stages.some((it) => it.id !== id && it.legacyId && nameKey(it.legacyId) === nameKey(legacyId));
  return isTaken ? TAKEN : undefined;
}

const TAKEN = new Refusal(409, 'legacy_id_taken', 'Another stage has this legacy id already.', 'legacyId');
