import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUIET } from '../worker/server.ts';
import { EMPTY, startUpOf } from './startup.ts';
import type { Line } from './table.ts';

/** What the intake Worker may be at most: gzipped, and CPU to start it. */
const MOST_KILOBYTES = 500;
const MOST_MILLISECONDS = 50;

/** Both Workers, each with the module `wrangler deploy` makes of it. */
const WORKERS = [
  { name: 'the intake Worker', config: 'wrangler.intake.toml', module: 'intake.js' },
  { name: 'the whole Worker', config: 'wrangler.toml', module: 'index.js' },
] as const;

/** Both Workers as they are deployed. `gated` is the intake Worker, held to its budget; `told` is the rest. */
export async function measureSize(): Promise<{ gated: Line[]; told: Line[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'kelet-size-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [intake, whole] = WORKERS.map((worker) => ({ ...worker, ...build(folder, worker) }));
  if (!intake || !whole) throw new Error('Two Workers are measured');
  const startUp = await startUpOf(folder, { [intake.name]: intake.path, [whole.name]: whole.path });
  const kilobytes = ({ name, bytes }: typeof intake) => ({
    what: `${name}, gzipped`,
    measured: `${(bytes / 1000).toFixed(0)} KB`,
  });
  const milliseconds = (name: string) => {
    const cpu = startUp[name] ?? Number.POSITIVE_INFINITY;
    return { what: `${name}, start-up CPU of the main thread`, measured: `${cpu.toFixed(0)} ms`, cpu };
  };
  const { cpu, ...intakeStart } = milliseconds(intake.name);
  const { cpu: _whole, ...wholeStart } = milliseconds(whole.name);
  const { cpu: _empty, ...emptyStart } = milliseconds(EMPTY);
  return {
    gated: [
      { ...kilobytes(intake), target: `≤ ${MOST_KILOBYTES} KB`, met: intake.bytes <= MOST_KILOBYTES * 1000 },
      { ...intakeStart, target: `≤ ${MOST_MILLISECONDS} ms`, met: cpu <= MOST_MILLISECONDS },
    ],
    told: [kilobytes(whole), wholeStart, emptyStart],
  };
}

/** Builds one as `wrangler deploy` would; its size is what wrangler says it would upload, gzipped, in bytes. */
function build(folder: string, { config, module }: (typeof WORKERS)[number]): { path: string; bytes: number } {
  const outdir = join(folder, config);
  const args = ['deploy', '--dry-run', '--config', config, '--outdir', outdir];
  const env = { ...QUIET, KELET_SECRET: 'bench-secret', SETUP_TOKEN: 'bench-setup-token' };
  const { stdout, stderr } = spawnSync('wrangler', args, { encoding: 'utf8', env });
  const size = /gzip: ([\d.]+) KiB/.exec(stdout)?.[1];
  if (!size) throw new Error(`${config} could not be built.\n${stdout}${stderr}`);
  return { path: join(outdir, module), bytes: Number(size) * 1024 };
}
