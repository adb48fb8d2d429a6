import { formOf } from '../inputs/forms.ts';
import { type Line, rounded } from '../report/table.ts';
import type { Server } from '../worker/server.ts';
import { type Burst, burst } from './load.ts';
import { median, percentile } from './medians.ts';

const RUNS = 9;
/** Posts a burst. */
const POSTS = 1_000;
/** The local queue holds 10,000 messages at most. */
const END_TO_END = 4_000;
const MOST_SECONDS = 60;

/** Posts to Kelet and to a bare route in turns, then a burst all the way into D1. */
export async function measureEdge(server: Server): Promise<Line[]> {
  const { path } = await server.call('newBusiness', { name: 'edge', shard: 'CONTACTS_1' });
  const kelet: Burst[] = [];
  const bare: Burst[] = [];
  let first = 1_000_000;
  const bodies = (count: number) => {
    first += count;
    return Array.from({ length: count }, (_, i) =>
      new URLSearchParams(formOf(first + i, `post ${first + i}`)).toString(),
    );
  };
  for (let run = 0; run <= RUNS; run++) {
    const turns = [
      async () => kelet.push(await burst(new URL(path, server.url), bodies(POSTS))),
      async () => bare.push(await burst(new URL('/bare', server.url), bodies(POSTS))),
    ];
    for (const turn of run % 2 ? turns : turns.toReversed()) await turn();
  }
  // The first of each warmed everybody up.
  const lines = ratiosOf(kelet.slice(1), bare.slice(1));
  return [...lines, ...(await endToEnd(server, new URL(path, server.url), bodies(END_TO_END)))];
}

function ratiosOf(kelet: Burst[], bare: Burst[]): Line[] {
  const p99 = ({ latencies }: Burst) => percentile(latencies, 0.99);
  const throughput = median(kelet.map((burst, i) => (bare[i]?.milliseconds ?? 0) / burst.milliseconds));
  const slowest = median(kelet.map((burst, i) => p99(burst) / p99(bare[i] as Burst)));
  const perSecond = (bursts: Burst[]) => rounded((POSTS * 1000) / median(bursts.map((it) => it.milliseconds)));
  const refused = (bursts: Burst[]) => bursts.reduce((sum, it) => sum + it.refused, 0);
  return [
    {
      what: 'posts/s against a bare route that sends the same bytes to a queue',
      measured: `${rounded(throughput)} ×`,
      target: '≥ 0.8 ×',
      met: throughput >= 0.8,
    },
    { what: 'p99 against the same', measured: `${rounded(slowest)} ×`, target: '≤ 1.5 ×', met: slowest <= 1.5 },
    { what: 'for scale: Kelet, bare', measured: `${perSecond(kelet)}, ${perSecond(bare)} posts/s` },
    {
      what: 'for scale: p99 of Kelet, bare',
      measured: `${rounded(median(kelet.map(p99)))}, ${rounded(median(bare.map(p99)))} ms`,
    },
    { what: 'posts not answered with 200: Kelet, bare', measured: `${refused(kelet)}, ${refused(bare)}` },
  ];
}

/** A burst with the consumer at work beside it: how fast leads are acknowledged, and how fast they are stored. */
async function endToEnd(server: Server, url: URL, bodies: string[]): Promise<Line[]> {
  await fetch(new URL('/consume', server.url), { method: 'POST' });
  const start = performance.now();
  const sent = await burst(url, bodies);
  let stored = 0;
  while (stored < bodies.length - sent.refused) {
    if (performance.now() - start > MOST_SECONDS * 1000) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    stored = (await server.call('countLeads', { business: 'edge' })).count;
  }
  const seconds = (performance.now() - start) / 1000;
  const acknowledged = bodies.length - sent.refused;
  return [
    {
      what: `${END_TO_END} posts with the consumer at work in the same process: acknowledged`,
      measured: `${rounded((acknowledged * 1000) / sent.milliseconds)}/s`,
    },
    { what: 'the same, until the last is in D1: stored', measured: `${rounded(stored / seconds)}/s` },
    {
      what: 'acknowledged leads that are not in D1',
      measured: `${acknowledged - stored}`,
      target: '0',
      met: acknowledged === stored,
    },
  ];
}
