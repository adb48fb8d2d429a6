import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

/*
 * What stands for the whole Worker while it is away: by the same names, and failing whatever is asked of it.
 */

const away = () => new Error('away');

class Absent extends DurableObject {
  constructor(state: DurableObjectState, env: object) {
    super(state, env as never);
    throw away();
  }
}

export class ContactWriter extends Absent {}
export class FallbackStore extends Absent {}
export class IdempotencyKeys extends Absent {}

export class StoredEntrance extends WorkerEntrypoint {
  form() {
    throw away();
  }
  portal() {
    throw away();
  }
  legacyChannelId() {
    throw away();
  }
}

export default {
  fetch() {
    throw away();
  },
};
