import { KEY_LENGTH, newChannelId } from './channel-key.ts';
import { type LinkKind, mac, verify } from './mac.ts';
import { DATABASE_LENGTH } from './random-text.ts';

/** A new form or portal id; `linkKey` makes of it what the public sees. */
export const newLinkId = newChannelId;

/** The public key of a form or portal: its id and the proof. */
export const linkKey = async (secret: string, kind: LinkKind, id: string) => id + (await mac(secret, kind, id));

/** The form or portal a key names, or undefined when Kelet did not issue it. Letter case is ignored. */
export async function readLinkKey(secret: string, kind: LinkKind, key: string) {
  const id = await verify(secret, kind, key.toLowerCase(), KEY_LENGTH);
  return id ? { id, databaseId: id.slice(0, DATABASE_LENGTH) } : undefined;
}
