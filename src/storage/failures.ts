import { STALE_WRITER } from './contacts/round.ts';

/** This very write will be refused again. */
export class Refused extends Error {
  override name = 'Refused';
}

/**
 * What an exception of D1 means for what to do next.
 * `stale`: another writer has the database. `away`: D1 did not do it, or did and could not say; come again.
 * `full`: it has no room, so that no write helps until somebody makes some. `refused`: it will refuse this very write
 * again.
 */
export function failureOf(error: unknown): 'stale' | 'away' | 'full' | 'refused' {
  if (error instanceof Refused) return 'refused';
  const message = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error);
  if (message.includes(STALE_WRITER)) return 'stale';
  if (FULL.test(message)) return 'full';
  return REFUSALS.test(message) ? 'refused' : 'away';
}

// D1's words for a database, or an account, at its limit, and SQLite's.
const FULL = /exceeded maximum (?:DB size|account storage)|SQLITE_FULL|database or disk is full/i;

// SQLite's own verdicts on a statement. All else, known or new, is treated as weather: retried, never blamed on a lead.
const REFUSALS =
  /SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|ERROR|RANGE)|D1_TYPE_ERROR|constraint failed|too big|malformed JSON|bad JSON path/i;
