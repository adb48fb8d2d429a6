import type { DatabaseRecord } from '../storage/control/databases.ts';

/** What an actor may do; `admin` includes the others. */
export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * Who acts for a business, whether by an API key or, later, signed in. Every verb of `business` takes one; whether it
 * may act at all was decided before the verb (`api/http/authenticate.ts`).
 */
export interface Actor {
  /** Of the key. */
  id: string;
  /** What people call it; the maker of what it creates. */
  name: string;
  /** Who did it, as the log says it: `Website (API)`. */
  by: string;
  scopes: Scope[];
  /** The one database it works in, and with it the business. */
  database: DatabaseRecord;
}

/** Whether the actor's scopes cover this one. */
export const may = ({ scopes }: Pick<Actor, 'scopes'>, scope: Scope): boolean =>
  scopes.includes(scope) || scopes.includes('admin');
