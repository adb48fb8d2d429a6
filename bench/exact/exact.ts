import { seedStatements } from '../inputs/seed.ts';
import type { Line } from '../report/table.ts';
import type { Server } from '../worker/server.ts';
import { BUDGET } from './budget.ts';

/** Rows a lead costs, by kind of lead; the dearest of all sizes measured. */
export type Rows = Record<'new' | 'repeat', { written: number; read: number }>;

/** Contacts that are there already. */
export const SIZES = [1_000, 100_000];
const BATCHES = [100, 1];

/** Far above every seeded person. */
export const FIRST_NEW = 1_000_000;

/** Counts what D1 bills for leads through the real consumer, with few and with many contacts there already. */
export async function measureExact(server: Server): Promise<{ lines: Line[]; rows: Rows; messageBytes: number }> {
  const lines: Line[] = [];
  const rows: Rows = { new: { written: 0, read: 0 }, repeat: { written: 0, read: 0 } };
  let messageBytes = 0;
  for (const size of SIZES) {
    const business = businessOf(size);
    const { databaseId } = await server.call('newBusiness', { name: business, shard: 'CONTACTS_1' });
    for (const { sql, values } of seedStatements(databaseId, size)) {
      await server.env.CONTACTS_1.prepare(sql)
        .bind(...values)
        .run();
    }
    // The first round of a writer also takes the epoch and reads the rules; it is told apart.
    const first = await server.call('measure', { business, first: FIRST_NEW, count: 1, note: 'first' });
    lines.push({
      what: `${named(size)} contacts, a writer's very first lead`,
      measured: [first.rowsWritten, first.rowsRead, first.roundTrips, first.calls].join(' / '),
    });
    for (const count of BATCHES) {
      for (const kind of ['new', 'repeat'] as const) {
        const persons =
          kind === 'new' ? { first: FIRST_NEW + 1_000 + count } : { first: 1 + count, step: Math.floor(size / 200) };
        const reading = await server.call('measure', { business, count, note: `${kind} ${count}`, ...persons });
        const outcome = kind === 'new' ? 'created' : 'updated';
        if (reading.outcomes[outcome] !== count || reading.acked !== count || reading.unmetered) {
          throw new Error(`Not what was to be measured: ${JSON.stringify(reading)}`);
        }
        const [written, read] = [reading.rowsWritten / count, reading.rowsRead / count];
        rows[kind].written = Math.max(rows[kind].written, written);
        rows[kind].read = Math.max(rows[kind].read, read);
        messageBytes = Math.max(messageBytes, reading.messageBytes);
        const figures = [written, read, reading.roundTrips + reading.consumerRoundTrips, reading.calls];
        const budgets = [BUDGET.rowsWritten[kind], BUDGET.rowsRead, BUDGET.roundTrips, BUDGET.writerCalls];
        lines.push({
          what: `${named(size)} contacts, ${count === 1 ? 'alone' : `batch of ${count}`}, ${kind} lead`,
          measured: figures.map((figure) => Number(figure.toFixed(2))).join(' / '),
          target: `≤ ${budgets.join(' / ')}`,
          met: figures.every((figure, i) => figure <= (budgets[i] ?? 0)),
        });
      }
    }
  }
  return { lines, rows, messageBytes };
}

/** The business of so many contacts. */
export const businessOf = (size: number) => `exact-${size}`;

export const named = (size: number) => (size >= 1_000 ? `${size / 1_000}k` : `${size}`).padStart(4);
