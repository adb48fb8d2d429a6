import { type Line, rounded } from '../report/table.ts';
import { csvFile, ROWS, xlsxFile } from './import-file.ts';
import { type RealWorker, startRealWorker } from './real-worker.ts';

const LEAST_ROWS_A_SECOND = 3_000;
const MOST_MEGABYTES = 128;
const ENDLESS = 300_000;
const LOOK_EVERY = 50;

/**
 * Imports of the size the product calls ordinary, through the API of the deployed Worker: from the first byte sent to
 * the last row written, and the most memory its isolate held.
 */
export async function measureImports(): Promise<Line[]> {
  const csv = csvFile(ROWS);
  const xlsx = await xlsxFile(ROWS);
  return [
    ...(await inFreshWorker((worker, apiKey) => measure(worker, apiKey, 'new.xlsx', xlsx))),
    ...(await inFreshWorker(async (worker, apiKey) => [
      ...(await measure(worker, apiKey, 'new.csv', csv)),
      ...(await measure(worker, apiKey, 'known.csv', csv)),
    ])),
  ];
}

async function inFreshWorker(work: (worker: RealWorker, apiKey: string) => Promise<Line[]>): Promise<Line[]> {
  const worker = await startRealWorker();
  try {
    const setup = await fetch(new URL('/setup', worker.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${worker.setupToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ business: 'Bench', language: 'he' }),
    });
    const { apiKey } = (await setup.json()) as { apiKey: string };
    return await work(worker, apiKey);
  } finally {
    await worker.stop();
  }
}

async function measure(worker: RealWorker, apiKey: string, name: string, file: Uint8Array): Promise<Line[]> {
  let [peak, isOver] = [0, false];
  const watching = (async () => {
    while (!isOver) {
      peak = Math.max(peak, await worker.memory());
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  })();
  const seconds = await secondsOf(() => importAll(worker, apiKey, name, file));
  isOver = true;
  await watching;
  const what = `${ROWS.toLocaleString('en')} rows of 20 columns, ${name}, ${rounded(file.length / 1e6)} MB`;
  return [
    {
      what,
      measured: `${rounded(ROWS / seconds)} rows/s`,
      target: `≥ ${LEAST_ROWS_A_SECOND.toLocaleString('en')}`,
      met: ROWS / seconds >= LEAST_ROWS_A_SECOND,
    },
    {
      what: 'the same: heap and buffers of the one isolate at their highest',
      measured: `${rounded(peak / 1e6)} MB`,
      target: `< ${MOST_MEGABYTES} MB`,
      met: peak / 1e6 < MOST_MEGABYTES,
    },
  ];
}

async function importAll({ url }: RealWorker, apiKey: string, name: string, file: Uint8Array): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const sent = await fetch(new URL(`/api/v1/imports?name=${name}&mode=complete`, url), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: file as BodyInit,
  });
  if (sent.status !== 201) throw new Error(await sent.text());
  const { id } = (await sent.json()) as { id: string };
  const end = Date.now() + ENDLESS;
  for (;;) {
    const read = await fetch(new URL(`/api/v1/imports/${id}`, url), { headers });
    const { state, failed } = (await read.json()) as { state: string; failed: number };
    if (state === 'done' && failed === 0) return;
    if (state === 'done' || Date.now() > end) throw new Error(`The import ended as ${state}, ${failed} rows failed`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
