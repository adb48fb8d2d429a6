import type { Stored } from '../published/stored.ts';

/** What a way in may use. No D1 among it: the intake Worker has none. */
export type EdgeEnv = Pick<
  Env,
  | 'KELET_SECRET'
  | 'PUBLIC_URL'
  | 'CHANNELS'
  | 'LEADS'
  | 'MAIL'
  | 'FORM_LOOK_UPS'
  | 'CHANNEL_LEADS'
  | 'ADDRESS_LEADS'
  | 'PAGE_REQUESTS'
  | 'CONTACT_WRITER'
  | 'FALLBACK_STORE'
  | 'IDEMPOTENCY_KEYS'
>;

/** Where the routes of the ways in are mounted: whoever mounts them hands in what is stored. */
export interface Edge {
  Bindings: EdgeEnv;
  Variables: { stored: Stored };
}
