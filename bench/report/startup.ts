import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { median } from '../ratios/medians.ts';

/** Pairs of runs: an empty Worker beside each, so that what the machine does meanwhile meets both. */
const PAIRS = 15;
/** The empty Worker's own cost goes by this name: it says what a figure of this machine, as busy as it is, is worth. */
export const EMPTY = 'an empty Worker';
/** Nothing here takes a hundredth of it. */
const MOST_WAIT = 30_000;

/**
 * What starting Workers costs: CPU of workerd's main thread until it listens, less an empty Worker's, in milliseconds,
 * the median of alternating runs. It compiles and runs the module's top level before it listens, as Cloudflare does
 * before a Worker's first request. On a busy machine CPU is dearer too: `EMPTY` tells by how much.
 * @param modules the built modules by a name, as paths
 * @throws when workerd does not start, or the kernel does not tell the CPU of a thread
 */
export async function startUpOf(folder: string, modules: Record<string, string>): Promise<Record<string, number>> {
  const empty = join(mkdtempSync(join(folder, 'empty-')), 'empty.js');
  writeFileSync(empty, 'export default { fetch: () => new Response("") };\n');
  const emptyConfig = configOf(empty);
  const configs = Object.entries(modules).map(([name, module]) => ({ name, config: configOf(module) }));
  const costs = new Map<string, number[]>([[EMPTY, []], ...configs.map(({ name }): [string, number[]] => [name, []])]);
  for (let pair = 0; pair < PAIRS; pair++) {
    const floor = await cpuUntilListening(emptyConfig);
    costs.get(EMPTY)?.push(floor);
    for (const { name, config } of configs) costs.get(name)?.push((await cpuUntilListening(config)) - floor);
  }
  return Object.fromEntries([...costs].map(([name, each]) => [name, median(each)]));
}

/** The Worker without bindings: none is used before the first request. */
function configOf(module: string): string {
  const file = `${module}.capnp`;
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "${basename(module)}")],
  compatibilityDate = "${compatibilityDate()}"
);
`,
  );
  return file;
}

const compatibilityDate = (): string =>
  /^compatibility_date = "(.+)"$/m.exec(readFileSync('wrangler.toml', 'utf8'))?.[1] ?? '';

async function cpuUntilListening(config: string): Promise<number> {
  const args = ['serve', basename(config), '--control-fd=3'];
  const started = spawn(workerd(), args, { cwd: dirname(config), stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  try {
    const signal = AbortSignal.timeout(MOST_WAIT);
    const listens = started.stdio[3];
    if (!listens) throw new Error('workerd has no control channel');
    const ended = once(started, 'exit', { signal }).then(() => Promise.reject(new Error(`${config} does not start`)));
    await Promise.race([once(listens, 'data', { signal }), ended]);
    return mainThreadCpu(started);
  } finally {
    started.kill('SIGKILL');
  }
}

/** CPU of a process's main thread until now, in milliseconds, of the scheduler's own count in nanoseconds. */
function mainThreadCpu({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/task/${pid}/schedstat`;
  if (!existsSync(file)) throw new Error('Start-up is measured on Linux only: there is no schedstat of a thread here');
  return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
}

/** Wrangler brings workerd and pins it. */
function workerd(): string {
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'));
  return (fromWrangler('workerd') as { default: string }).default;
}
