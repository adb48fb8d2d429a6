import { cleanLine } from './text.ts';

/** A marketer as contacts are stamped with it. */
export interface Marketer {
  name: string;
  accountNumber: string;
}

/** The marketers of a database, by the {@link marketerKey} of everything that names them. */
export type Marketers = ReadonlyMap<string, Marketer>;

/**
 * An account number or reference as it is compared: trimmed, and without regard to the case of A–Z, which is all that
 * SQLite folds, too. `007` and `7` are two.
 */
export function marketerKey(named: string): string {
  return cleanLine(named).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
