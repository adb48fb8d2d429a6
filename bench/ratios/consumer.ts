import { join } from 'node:path';
import { seedStatements } from '../inputs/seed.ts';
import { type Line, rounded } from '../report/table.ts';
import { migrationsOf, type Server } from '../worker/server.ts';
import { median, millisecondsOf } from './medians.ts';
import { NodeWriter } from './node-writer.ts';
import type { Way } from './ways-to-write.ts';

/** Every way starts with so many contacts, and writes so many leads a run in batches of `BATCH`. */
const SEEDED = 10_000;
const LEADS = 500;
const BATCH = 100;
const RUNS = 15;
/** The slow ways write fewer leads, and only every third run, so that the whole stays bounded. */
const SLOW: Contestant[] = ['alone-blind', 'alone', 'nested'];
const SLOW_LEADS = 200;

type Contestant = Way | 'node:sqlite';
const CONTESTANTS: Contestant[] = ['consumer', 'floor', 'node:sqlite', 'writer', 'alone-blind', 'alone', 'nested'];

/** Milliseconds for a hundred leads, by way, run by run. */
type Times = Record<Contestant, { run: number; ms: number }[]>;
const medianOf = (times: Times, name: Contestant) => median(times[name].map(({ ms }) => ms));

/** Times the same leads written every way, in turns, so that what else the machine does falls on all of them. */
export async function measureConsumer(server: Server): Promise<{ ratios: Line[]; whoWrites: Line[] }> {
  const node = new NodeWriter(join(server.folder, 'node.sqlite'), migrationsOf('contacts'), SEEDED);
  const times = Object.fromEntries(CONTESTANTS.map((name) => [name, []])) as unknown as Times;
  for (const name of CONTESTANTS) if (name !== 'node:sqlite') await seed(server, name);
  await server.call('newBusiness', { name: 'node:sqlite', shard: 'CONTACTS_2' });

  for (let run = 0; run <= RUNS; run++) {
    // Each run begins with another, so that nobody always comes after the same one.
    for (const [i] of CONTESTANTS.entries()) {
      const name = CONTESTANTS[(i + run) % CONTESTANTS.length] as Contestant;
      if (SLOW.includes(name) && run % 3) continue;
      const count = SLOW.includes(name) ? SLOW_LEADS : LEADS;
      const ms = name === 'node:sqlite' ? await runNode(server, node, run) : await runWay(server, name, run, count);
      // The first run warms everybody up.
      if (run) times[name].push({ run, ms: (ms / count) * 100 });
    }
  }
  const large = { writer: await thousand(server, 'writer'), floor: await thousand(server, 'floor') };
  node.close();
  return { ratios: ratiosOf(times), whoWrites: whoWritesOf(times, large) };
}

async function seed(server: Server, name: string): Promise<void> {
  const { databaseId } = await server.call('newBusiness', { name, shard: 'CONTACTS_2' });
  for (const { sql, values } of seedStatements(databaseId, SEEDED)) {
    await server.env.CONTACTS_2.prepare(sql)
      .bind(...values)
      .run();
  }
}

/** Persons nobody has seen, in a business; every run has its own. */
const newPersons = (business: string, run: number, count: number) => ({
  business,
  first: 1_000_000 + run * 10_000,
  count,
  note: `run ${run}`,
});

async function runWay(server: Server, way: Way, run: number, count: number, batch = BATCH): Promise<number> {
  const persons = newPersons(way, run, count);
  // Customer numbers need only be free: the ways without a look-up are given theirs.
  const lastNumber = SEEDED + run * LEADS + (batch > BATCH ? 100_000 : 0);
  await server.call('prepare', { ...persons, set: way, way, batch, lastNumber });
  return millisecondsOf(() => server.call('write', { set: way }));
}

async function runNode(server: Server, node: NodeWriter, run: number): Promise<number> {
  const messages = await server.call('messages', newPersons('node:sqlite', run, LEADS));
  return millisecondsOf(() => {
    for (const { order } of messages) node.write(order);
  });
}

async function thousand(server: Server, way: Way): Promise<number> {
  const runs = [];
  for (const run of [51, 53, 55]) runs.push(await runWay(server, way, run, 1_000, 1_000));
  return median(runs);
}

/** The median of run-by-run ratios of leads a second. */
function ratio(times: Times, against: Contestant): number {
  const consumer = new Map(times.consumer.map(({ run, ms }) => [run, ms]));
  return median(times[against].map(({ run, ms }) => ms / (consumer.get(run) ?? Number.NaN)));
}

function ratiosOf(times: Times): Line[] {
  const versus = (what: string, against: Contestant, target: number): Line => ({
    what: `consumer against ${what}`,
    measured: `${rounded(ratio(times, against))} ×`,
    target: `≥ ${target} ×`,
    met: ratio(times, against) >= target,
  });
  return [
    versus('the floor: the same rows in one bulk batch, no look-up, no decision', 'floor', 0.6),
    versus('one D1 transaction a lead, with its look-up', 'alone', 10),
    { ...versus('one D1 transaction a lead, without any look-up', 'alone-blind', 0), target: '', met: undefined },
    versus('node:sqlite, one durable transaction a lead', 'node:sqlite', 1),
    ...(['consumer', 'node:sqlite'] as const).map((name) => ({
      what: `for scale, on this machine just now: ${name}`,
      measured: `${rounded(100_000 / medianOf(times, name))} leads/s`,
    })),
  ];
}

function whoWritesOf(times: Times, large: Record<'writer' | 'floor', number>): Line[] {
  const row = (what: string, ms: number): Line => ({ what, measured: `${rounded(ms)} ms` });
  return [
    row('per lead, nested per-identity objects, one look-up and one batch each', medianOf(times, 'nested')),
    row('per lead, no lock, one look-up and one batch each', medianOf(times, 'alone')),
    row('per lead, no lock, no look-up, one batch each', medianOf(times, 'alone-blind')),
    row('one object a database: the real writer', medianOf(times, 'writer')),
    row('the same, from the queue batch to the acks (zod included)', medianOf(times, 'consumer')),
    row('no lock, one bulk batch: the floor', medianOf(times, 'floor')),
    row('a thousand leads in one batch: the real writer', large.writer),
    row('a thousand leads in one batch: the floor', large.floor),
  ];
}
