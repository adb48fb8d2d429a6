import { isWholeCard, type SeenCard } from '../../business/what-actor-sees.ts';
import { cardVersion } from '../../contacts/card-version.ts';
import { tagOf } from '../http/versions.ts';

/** The header that names the state of a contact; none to whoever may not read it. */
export const versionHeader = async (seen: SeenCard): Promise<Record<string, string>> =>
  isWholeCard(seen) ? { etag: tagOf(await cardVersion(seen)) } : {};
