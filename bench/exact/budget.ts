/** Exact figures of what was asked of D1 and of the writer. */
export interface Cost {
  rowsWritten: number;
  rowsRead: number;
  roundTrips: number;
  writerCalls: number;
}

/** What a lead may cost: `docs/architecture.md`, "Budget". Exact, so `npm run bench` and `npm test` fail on it. */
export const BUDGET = {
  /** By what the lead is: of a new person with phone and e-mail, or a repeat inquiry of a known contact. */
  rowsWritten: { new: 8, repeat: 4 },
  rowsRead: 20,
  /** D1 round trips for a batch of 100, once a writer is under way. */
  roundTrips: 2,
  /** Calls of the writer for a batch of 100. */
  writerCalls: 1,
  /**
   * What a row of an import costs, by what becomes of it; without a task. A changed status also reads what the reports'
   * trigger looks for.
   */
  imported: {
    created: { rowsWritten: 6, rowsRead: 20 },
    updated: { rowsWritten: 3, rowsRead: 20 },
    renewed: { rowsWritten: 3, rowsRead: 22 },
    skipped: { rowsWritten: 1, rowsRead: 20 },
  },
  /**
   * What somebody at a screen may cost, by what they do: what it costs today, the API's own look-ups included. A list
   * of settings reads one row more where another database's follow, so rows read may be a few less.
   */
  byHand: {
    'check and create': { rowsWritten: 6, rowsRead: 47, roundTrips: 10, writerCalls: 1 },
    'check somebody known': { rowsWritten: 0, rowsRead: 42, roundTrips: 7, writerCalls: 1 },
    complete: { rowsWritten: 4, rowsRead: 40, roundTrips: 6, writerCalls: 1 },
    renew: { rowsWritten: 6, rowsRead: 49, roundTrips: 7, writerCalls: 1 },
  } satisfies Record<string, Cost>,
} as const;

/** What somebody at a screen does. */
export type ByHand = keyof typeof BUDGET.byHand;
export const BY_HAND = Object.keys(BUDGET.byHand) as ByHand[];

/** What becomes of a row of an import, and the mode in which that happens to somebody new or known. */
export const IMPORTED = [
  { outcome: 'created', mode: 'skip', isKnown: false },
  { outcome: 'updated', mode: 'complete', isKnown: true },
  { outcome: 'renewed', mode: 'reset', isKnown: true },
  { outcome: 'skipped', mode: 'skip', isKnown: true },
] as const;
