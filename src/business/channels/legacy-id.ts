import { Refusal } from '../../refusal.ts';

/** A `SystemID` as channels keep it, since old senders write it in any case; null when there is none. */
export const plainLegacyId = (legacyId: string | null | undefined): string | null =>
  legacyId?.trim().toLowerCase() || null;

/** An old sender's `SystemID` names one channel of a database. Other databases may have the same. */
export const CHANNEL_LEGACY_ID_TAKEN = new Refusal(
  409,
  'legacy_id_taken',
  'Another channel of this database has this legacy id already. An old SystemID can lead to one of them only.',
  'legacyId',
);
