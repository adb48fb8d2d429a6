import { WorkerEntrypoint } from 'cloudflare:workers';
import type { Stored } from './stored.ts';
import { storedIn } from './stored-in-control.ts';

/** The door by which the intake Worker asks the whole one what is stored: it has no D1 of its own. */
export class StoredEntrance extends WorkerEntrypoint<Env> implements Stored {
  readonly #stored = storedIn(this.env.CONTROL);

  form(id: string, databaseId: string) {
    return this.#stored.form(id, databaseId);
  }

  portal(id: string) {
    return this.#stored.portal(id);
  }

  legacyChannelId(legacyId: string, databaseId?: string) {
    return this.#stored.legacyChannelId(legacyId, databaseId);
  }
}
