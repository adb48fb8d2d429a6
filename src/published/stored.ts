import type { InternalForm } from './form.ts';
import type { Portal } from './portal-settings.ts';

/**
 * What the control database says where KV cannot be trusted or does not know yet. The whole Worker hands in its own D1,
 * the intake Worker asks the whole one.
 * @throws when it does not answer.
 */
export interface Stored {
  /** The form as it is this moment, with its database's processes. */
  form(id: string, databaseId: string): Promise<InternalForm | undefined>;
  portal(id: string): Promise<Portal | undefined>;
  /** The channel that old senders call by this id: that of a database, or whom the bare address leads to. */
  legacyChannelId(legacyId: string, databaseId?: string): Promise<string | undefined>;
}
