import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from '../ratios/medians.ts';
import { QUIET } from '../worker/server.ts';
import type { Line } from './table.ts';

const MOST_KILOBYTES = 500;
const MOST_MILLISECONDS = 50;
const PROFILES = 5;

/**
 * The deployed Worker itself, as `wrangler check startup` builds and profiles it in workerd on this machine. Start-up
 * is the profile's active time, garbage collection and the profiler's own work included. A busy machine only ever adds
 * to it, so the fastest profile is the nearest to the truth.
 */
export function measureSize(folder: string): Line[] {
  const active: number[] = [];
  let kilobytes = 0;
  for (let i = 0; i < PROFILES; i++) {
    const args = ['check', 'startup', '--outfile', join(folder, 'startup.cpuprofile')];
    const { stdout, stderr } = spawnSync('wrangler', args, { encoding: 'utf8', env: QUIET });
    const size = /gzip: ([\d.]+) KiB/.exec(stdout)?.[1];
    const time = /Active: ([\d.]+) ms/.exec(stdout)?.[1];
    if (!size || !time) throw new Error(`wrangler check startup said something else.\n${stdout}${stderr}`);
    kilobytes = (Number(size) * 1024) / 1000;
    active.push(Number(time));
  }
  const milliseconds = Math.min(...active);
  return [
    {
      what: 'the Worker, gzipped',
      measured: `${kilobytes.toFixed(0)} KB`,
      target: `≤ ${MOST_KILOBYTES} KB`,
      met: kilobytes <= MOST_KILOBYTES,
    },
    {
      what: `start-up CPU: active time of the fastest of ${PROFILES} profiles (median ${median(active).toFixed(0)} ms)`,
      measured: `${milliseconds.toFixed(0)} ms`,
      target: `≤ ${MOST_MILLISECONDS} ms`,
      met: milliseconds <= MOST_MILLISECONDS,
    },
  ];
}
