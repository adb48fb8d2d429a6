import { type SeenCard, versionSeen } from '../../business/what-actor-sees.ts';
import { tagOf } from '../http/versions.ts';

/** The header that names the state of a contact; none to whoever may not read it. */
export async function versionHeader(seen: SeenCard): Promise<Record<string, string>> {
  const version = await versionSeen(seen);
  return version === undefined ? {} : { etag: tagOf(version) };
}
