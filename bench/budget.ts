/** What a lead may cost: `docs/architecture.md`, "Budget". Exact, so `npm run bench` and `npm test` fail on it. */
export const BUDGET = {
  /** By what the lead is: of a new person with phone and e-mail, or a repeat inquiry of a known contact. */
  rowsWritten: { new: 8, repeat: 4 },
  rowsRead: 20,
  /** D1 round trips for a batch of 100, once a writer is under way. */
  roundTrips: 2,
  /** Calls of the writer for a batch of 100. */
  writerCalls: 1,
} as const;
