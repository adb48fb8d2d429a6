import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { migrationsOf, QUIET } from '../worker/server.ts';

/** Kelet as it is deployed, in workerd, with its inspector open. */
export interface RealWorker {
  url: URL;
  setupToken: string;
  /** Memory of the isolate now, in bytes: everything of Kelet runs in the one. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

const SECRETS = { KELET_SECRET: 'bench-secret', SETUP_TOKEN: 'bench-setup-token' };

/** Builds the Worker as `wrangler deploy` would, starts it on a free port, and migrates its databases. */
export async function startRealWorker(): Promise<RealWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'kelet-import-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const args = ['deploy', '--dry-run', '--outdir', join(folder, 'worker')];
  const { status, stdout, stderr } = spawnSync('wrangler', args, { encoding: 'utf8', env: { ...QUIET, ...SECRETS } });
  if (status !== 0) throw new Error(`The Worker could not be built.\n${stdout}${stderr}`);
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'));
  const miniflare = fromWrangler('miniflare') as typeof import('miniflare');
  const { workerOptions } = unstable_getMiniflareWorkerOptions('wrangler.toml');
  const { assets: _assets, ...options } = workerOptions as typeof workerOptions & { assets?: unknown };
  const server: Miniflare = new miniflare.Miniflare(
    miniflare.convertV4MiniflareOptions({
      host: '127.0.0.1',
      cf: false,
      inspectorPort: 0,
      resourcePersistencePath: join(folder, 'state'),
      log: new miniflare.Log(miniflare.LogLevel.ERROR),
      workers: [
        {
          ...options,
          bindings: SECRETS,
          modules: [{ type: 'ESModule', path: join(folder, 'worker', 'index.js') }],
          modulesRoot: join(folder, 'worker'),
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    } as Parameters<typeof miniflare.convertV4MiniflareOptions>[0]),
  );
  await server.ready;
  const env = (await server.getBindings()) as Record<string, D1Database>;
  for (const [binding, kind] of Object.entries({
    CONTROL: 'control',
    CONTACTS_1: 'contacts',
    CONTACTS_2: 'contacts',
  })) {
    const database = env[binding];
    if (!database) throw new Error(`No binding ${binding}`);
    await database.batch(migrationsOf(kind as 'control' | 'contacts').map((sql) => database.prepare(sql)));
  }
  const inspector = await openInspector(await server.getInspectorURL());
  return {
    url: await server.unsafeGetDirectURL(),
    setupToken: SECRETS.SETUP_TOKEN,
    memory: inspector.memory,
    async stop() {
      inspector.close();
      await server.dispose();
    },
  };
}

/** The inspector of Kelet's isolate. */
async function openInspector(url: URL) {
  const list = await fetch(new URL('/json', url.href.replace(/^ws/, 'http')));
  const targets = (await list.json()) as { id: string; webSocketDebuggerUrl: string }[];
  const target = targets.find(({ id }) => id.startsWith('core:user'));
  if (!target) throw new Error('The inspector does not name the Worker');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  let asked = 0;
  const waiting = new Map<number, (result: Record<string, number>) => void>();
  socket.addEventListener('message', (event) => {
    const { id = 0, result } = JSON.parse(String(event.data)) as { id?: number; result: Record<string, number> };
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return {
    /** The JavaScript heap in use, what is still to be collected included, and the buffers it refers to. */
    async memory() {
      asked += 1;
      const { promise, resolve } = Promise.withResolvers<Record<string, number>>();
      waiting.set(asked, resolve);
      socket.send(JSON.stringify({ id: asked, method: 'Runtime.getHeapUsage' }));
      const { usedSize = 0, backingStorageSize = 0, embedderHeapUsedSize = 0 } = await promise;
      return usedSize + backingStorageSize + embedderHeapUsedSize;
    },
    close: () => socket.close(),
  };
}
