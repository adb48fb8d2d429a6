import type { DatabaseRules } from '../order.ts';

/** Where a command is carried out. */
export interface Scene {
  control: D1Database;
  shard: D1Database;
  databaseId: string;
  rules: DatabaseRules;
  /** `KELET_SECRET`. */
  secret: string;
}
