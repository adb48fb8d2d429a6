/**
 * `npm run bench`: what a lead costs, exactly, and how Kelet compares with doing less, in one run on 127.0.0.1.
 * Exits with 1 when an exact budget (rows, round trips, calls, price, size) is exceeded; ratios depend on what else the
 * machine does and are only told. `npm run bench exact` stops after the exact figures;
 * `npm run bench size` measures the two Workers alone.
 */

import { measureExact } from './exact/exact.ts';
import { measureByHand, measureMails, measureRows } from './exact/exact-others.ts';
import { priceOf } from './exact/price.ts';
import { measureImports } from './imports/imports.ts';
import { measureConsumer } from './ratios/consumer.ts';
import { measureEdge } from './ratios/edge.ts';
import { measureMailSpeed } from './ratios/mail-speed.ts';
import { measureSize } from './report/size.ts';
import { type Line, printLines } from './report/table.ts';
import { type Server, startServer } from './worker/server.ts';

const NOTES = {
  exact: [
    'Rows written a lead / rows read a lead / D1 round trips a batch / writer calls a batch, as D1 tells them.',
    'Queue operations are 3 a lead by the code path: one send, one delivery, one ack.',
  ],
  others: [
    'The same figures, each alone; by hand with everything the API looks up: the key, fields, statuses, stages, the answer.',
  ],
  mail: ['Every mail of the fixtures in turns; the library does not look for charsets, forms, forwards or people.'],
  imports: [
    'A tenth of the rows are people who came in an earlier row; `known` completes contacts that are there already.',
    'Heap and buffers of the one isolate everything runs in here, garbage included, looked at every 50 ms.',
  ],
  price: [
    'The dearest rows measured above; nothing that a plan includes is taken off; every lead is a post of its own.',
  ],
  consumer: ['Batches of 100 new people into databases of 10 thousand contacts each; timed from outside workerd.'],
  whoWrites: ['Without a lock one person becomes two contacts; those lines are here to say what being right costs.'],
  size: [
    'Start-up is CPU of workerd until it listens, less an empty Worker, the median of alternating runs. A busy machine',
    'makes CPU dearer too: see what the empty Worker takes.',
  ],
  edge: ['Nobody reads the queues while the ratios are taken; the last three lines are the whole path in one process.'],
};

const start = performance.now();
const [, , only] = process.argv;
const gated: Line[] = [];
const told: Line[] = [];
const server = only === 'size' ? undefined : await startServer();
if (server) await measureLeads(server).finally(server.stop);

if (only !== 'exact') {
  const size = await measureSize();
  gated.push(...size.gated);
  printLines('Both Workers', NOTES.size, [...size.gated, ...size.told]);
}

const failed = gated.filter(({ met }) => met === false);
const missed = told.filter(({ met }) => met === false);
process.stdout.write(`\n${Math.round((performance.now() - start) / 1000)} s. `);
process.stdout.write(`Exact budgets exceeded: ${failed.length}. Other targets missed: ${missed.length}.\n`);
for (const { what, measured, target } of [...failed, ...missed]) {
  process.stdout.write(`  ${what}: ${measured}, target ${target}\n`);
}
process.exitCode = failed.length ? 1 : 0;

/** What leads cost and how fast they go, in one server. */
async function measureLeads(server: Server): Promise<void> {
  const exact = await measureExact(server);
  gated.push(...exact.lines);
  printLines('What a lead costs (exact)', NOTES.exact, exact.lines);

  const others = [...(await measureMails(server)), ...(await measureRows(server)), ...(await measureByHand(server))];
  gated.push(...others);
  printLines('What mail, imports and work by hand cost (exact)', NOTES.others, others);

  const price = priceOf(exact.rows, exact.messageBytes);
  gated.push(...price.lines);
  printLines('List price of a million new leads', NOTES.price, price.lines);

  if (only !== 'exact') {
    const { ratios, whoWrites } = await measureConsumer(server);
    told.push(...ratios);
    printLines('Consumer (ratios, medians of alternating runs)', NOTES.consumer, ratios);
    printLines('Who writes: 100 leads of new people, two identities each', NOTES.whoWrites, whoWrites);

    const mails = await measureMailSpeed(server);
    printLines('Mail (ratios, medians of alternating runs)', NOTES.mail, mails);

    const imports = await measureImports();
    told.push(...imports);
    printLines('Import, through the API of the deployed Worker', NOTES.imports, imports);

    const edge = await measureEdge(server);
    told.push(...edge);
    printLines('Edge (ratios, medians of alternating bursts over 8 connections)', NOTES.edge, edge);
  }
}
