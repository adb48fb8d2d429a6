import type { Line } from '../report/table.ts';
import type { Server } from '../worker/server.ts';
import { BUDGET, BY_HAND, type Cost, IMPORTED } from './budget.ts';
import { businessOf, FIRST_NEW, named, SIZES } from './exact.ts';

/** Persons of these measurements: new ones no other has met, and seeded ones that nobody has renewed yet. */
const NEW = FIRST_NEW + 50_000;
const SEEDED = 500;

const lineOf = (what: string, cost: Cost, budget: Cost): Line => {
  const figures = (it: Cost) => [it.rowsWritten, it.rowsRead, it.roundTrips, it.writerCalls];
  return {
    what,
    measured: figures(cost).join(' / '),
    target: `≤ ${figures(budget).join(' / ')}`,
    met: figures(cost).every((figure, i) => figure <= (figures(budget)[i] ?? 0)),
  };
};

/** What a contact form's mail costs, from its bytes to the writer, in the businesses that `measureExact` made. */
export async function measureMails(server: Server): Promise<Line[]> {
  const lines: Line[] = [];
  for (const size of SIZES) {
    for (const kind of ['new', 'repeat'] as const) {
      const persons = { first: kind === 'new' ? NEW : SEEDED, count: 1, note: `mail ${kind}` };
      const reading = await server.call('measure', { business: businessOf(size), byMail: true, ...persons });
      const outcome = kind === 'new' ? 'created' : 'updated';
      if (reading.outcomes[outcome] !== 1 || reading.acked !== 1 || reading.unmetered) {
        throw new Error(`Not what was to be measured: ${JSON.stringify(reading)}`);
      }
      const { rowsWritten, rowsRead, calls: writerCalls } = reading;
      const cost = { rowsWritten, rowsRead, roundTrips: reading.roundTrips + reading.consumerRoundTrips, writerCalls };
      const budget = { ...BUDGET, rowsWritten: BUDGET.rowsWritten[kind] };
      lines.push(lineOf(`${named(size)} contacts, a contact form's mail, ${kind}`, cost, budget));
    }
  }
  return lines;
}

/** What somebody at a screen costs, the checks of the API included. */
export async function measureByHand(server: Server): Promise<Line[]> {
  const lines: Line[] = [];
  for (const size of SIZES) {
    for (const [i, what] of BY_HAND.entries()) {
      const person = (what === 'check and create' ? NEW : SEEDED) + 1 + i;
      const { calls: writerCalls, ...reading } = await server.call('byHand', {
        business: businessOf(size),
        what,
        person,
      });
      if (reading.unmetered) throw new Error(`Not exact: ${JSON.stringify(reading)}`);
      lines.push(lineOf(`${named(size)} contacts, by hand: ${what}`, { ...reading, writerCalls }, BUDGET.byHand[what]));
    }
  }
  return lines;
}

const CHUNK = 100;

/** What a row of an import costs, a hundred at once. */
export async function measureRows(server: Server): Promise<Line[]> {
  const lines: Line[] = [];
  for (const size of SIZES) {
    for (const [i, { outcome, mode, isKnown }] of IMPORTED.entries()) {
      const first = isKnown ? 300 + i * CHUNK : NEW + 1_000;
      const persons = { business: businessOf(size), first, count: CHUNK, note: `rows ${outcome}` };
      if (outcome === 'renewed') await server.call('makeCustomers', { business: persons.business });
      const {
        became,
        unmetered,
        calls: writerCalls,
        ...reading
      } = await server.call('importRows', { ...persons, mode });
      if (became[outcome] !== CHUNK || unmetered)
        throw new Error(`Not what was to be measured: ${JSON.stringify(became)}`);
      const { rowsWritten, rowsRead, roundTrips } = reading;
      const cost = { rowsWritten: rowsWritten / CHUNK, rowsRead: rowsRead / CHUNK, roundTrips, writerCalls };
      const budget = { ...BUDGET, ...BUDGET.imported[outcome] };
      lines.push(lineOf(`${named(size)} contacts, ${CHUNK} rows of an import, ${outcome}, a row`, cost, budget));
    }
  }
  return lines;
}
