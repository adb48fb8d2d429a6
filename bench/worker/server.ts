import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import type { BenchEnv, Commands } from './commands.ts';

type Arguments<C extends keyof Commands> = Parameters<Commands[C]>[2];
type Answer<C extends keyof Commands> = Awaited<ReturnType<Commands[C]>>;

/** The bench Worker in workerd, reached without the proxies that `wrangler dev` puts before it. */
export interface Server {
  /** Its address on 127.0.0.1. */
  url: URL;
  /** A folder on the same disk as its databases; removed when this process ends. */
  folder: string;
  call<C extends keyof Commands>(command: C, args: Arguments<C>): Promise<Answer<C>>;
  env: Pick<BenchEnv, 'CONTROL' | 'CONTACTS_1' | 'CONTACTS_2'>;
  stop(): Promise<void>;
}

const CONFIG = 'bench/worker/wrangler.bench.toml';
const MIGRATIONS = { CONTROL: 'control', CONTACTS_1: 'contacts', CONTACTS_2: 'contacts' } as const;

/** Builds the bench Worker as `wrangler deploy` would, starts it on a free port, and migrates its databases. */
export async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'kelet-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  build(folder);
  // Wrangler brings Miniflare and pins it, so it is taken from where wrangler takes it.
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'));
  const miniflare = fromWrangler('miniflare') as typeof import('miniflare');
  const { workerOptions } = unstable_getMiniflareWorkerOptions(CONFIG);
  const server: Miniflare = new miniflare.Miniflare(
    miniflare.convertV4MiniflareOptions({
      host: '127.0.0.1',
      cf: false,
      resourcePersistencePath: join(folder, 'state'),
      log: new miniflare.Log(miniflare.LogLevel.ERROR),
      workers: [
        {
          ...workerOptions,
          modules: [{ type: 'ESModule', path: join(folder, 'worker', 'worker.js') }],
          modulesRoot: join(folder, 'worker'),
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    } as Parameters<typeof miniflare.convertV4MiniflareOptions>[0]),
  );
  await server.ready;
  const url = await server.unsafeGetDirectURL();
  const env = (await server.getBindings()) as unknown as Server['env'];
  for (const [binding, migrations] of Object.entries(MIGRATIONS)) {
    await migrate(env[binding as keyof typeof MIGRATIONS], migrations);
  }
  return {
    url,
    folder,
    env,
    async call(command, args) {
      const response = await fetch(new URL(`/${command}`, url), { method: 'POST', body: JSON.stringify(args) });
      if (!response.ok) throw new Error(`${command}: ${await response.text()}`);
      return response.json() as never;
    },
    stop: () => server.dispose(),
  };
}

function build(folder: string): void {
  const args = ['deploy', '--dry-run', '--config', CONFIG, '--outdir', join(folder, 'worker')];
  const { status, stdout, stderr } = spawnSync('wrangler', args, { encoding: 'utf8', env: QUIET });
  if (status !== 0) throw new Error(`The bench Worker could not be built.\n${stdout}${stderr}`);
}

/** An environment in which wrangler asks nobody anything. */
export const QUIET = { ...process.env, CI: 'true', WRANGLER_SEND_METRICS: 'false' };

/** The SQL of a folder of migrations, statement by statement. */
export const migrationsOf = (kind: 'control' | 'contacts'): string[] =>
  readdirSync(`migrations/${kind}`)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .flatMap((name) => readFileSync(`migrations/${kind}/${name}`, 'utf8').split('--> statement-breakpoint'));

async function migrate(database: D1Database, kind: 'control' | 'contacts'): Promise<void> {
  await database.batch(migrationsOf(kind).map((statement) => database.prepare(statement)));
}
