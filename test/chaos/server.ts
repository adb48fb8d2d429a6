/*
 * One life of the Worker: `node test/chaos/server.ts <folder with worker and state> <address of the queue>`. It says
 * its own address in one line, and lives until it is killed.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';

const [folder = '', queueUrl = ''] = process.argv.slice(2);
// Wrangler brings Miniflare and pins it, so it is taken from where wrangler takes it.
const fromWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'));
const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = fromWrangler('miniflare') as typeof import('miniflare');
const { workerOptions } = unstable_getMiniflareWorkerOptions('test/chaos/wrangler.chaos.toml');
const worker = new Miniflare(
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    cf: false,
    resourcePersistencePath: join(folder, 'state'),
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: () => {},
    workers: [
      {
        ...workerOptions,
        bindings: { ...(workerOptions.bindings as object), QUEUE_URL: queueUrl },
        modules: [{ type: 'ESModule', path: join(folder, 'worker', 'worker.js') }],
        modulesRoot: join(folder, 'worker'),
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      },
    ],
  } as Parameters<typeof convertV4MiniflareOptions>[0]),
);
await worker.ready;
process.stdout.write(`${await worker.unsafeGetDirectURL()}\n`);
