import { type Line, rounded } from '../report/table.ts';
import type { Rows } from './exact.ts';

/** Cloudflare's list prices, dollars a million, without the amounts a paid plan includes. */
const DOLLARS = {
  rowsWritten: 1,
  rowsRead: 0.001,
  queueOperations: 0.4,
  workersRequests: 0.3,
  objectRequests: 0.15,
  kvReads: 0.5,
};

/**
 * Written, read, deleted; one each for every 64 KB begun. Known from the code path: one send, one delivery, one ack.
 */
const QUEUE_OPERATIONS = 3;
const QUEUE_OPERATION_BYTES = 64_000;
const BATCH = 100;
export const PRICE_BUDGET = 10;

/** What a million new leads cost at list price, from the rows that were measured. */
export function priceOf(rows: Rows, messageBytes: number): { lines: Line[]; dollars: number } {
  const queueOperations = QUEUE_OPERATIONS * Math.ceil(messageBytes / QUEUE_OPERATION_BYTES);
  const parts = [
    ['D1 rows written', rows.new.written, DOLLARS.rowsWritten],
    ['D1 rows read', rows.new.read, DOLLARS.rowsRead],
    [`queue operations (a message has ${Math.round(messageBytes)} bytes)`, queueOperations, DOLLARS.queueOperations],
    [`Workers requests (the post, and 1/${BATCH} of a delivery)`, 1 + 1 / BATCH, DOLLARS.workersRequests],
    [`Durable Object requests (1/${BATCH} of a writer's call)`, 1 / BATCH, DOLLARS.objectRequests],
    ['KV reads (one a lead at the very worst; the edge remembers for 30 s)', 1, DOLLARS.kvReads],
  ] as const;
  const dollars = parts.reduce((sum, [, amount, price]) => sum + amount * price, 0);
  return {
    dollars,
    lines: [
      ...parts.map(([what, amount, price]) => ({
        what: `${what}: ${rounded(amount)} × $${price}`,
        measured: `$${(amount * price).toFixed(2)}`,
      })),
      {
        what: 'a million new leads',
        measured: `$${dollars.toFixed(2)}`,
        target: `≤ $${PRICE_BUDGET}`,
        met: dollars <= PRICE_BUDGET,
      },
    ],
  };
}
