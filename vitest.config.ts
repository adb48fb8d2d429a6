import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import './scripts/copy-assets.ts';
import { BROWSER, BUILT, QUEUE, WORKER } from './test/projects.ts';

const [control, contacts] = await Promise.all([
  readD1Migrations('migrations/control'),
  readD1Migrations('migrations/contacts'),
]);
const secrets = { KELET_SECRET: 'test-secret', SETUP_TOKEN: 'test-setup-token' };
Object.assign(process.env, secrets);

/** Files by their names, in base64: inside workerd there is no disk. */
const filesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));
const cases = { wire: filesIn('test/fixtures/wire'), lists: filesIn('test/fixtures/lists') };

/** As in wrangler.toml, but a lead alone need not wait a second for company. */
const hastyQueues = {
  'kelet-leads': {
    maxBatchSize: 100,
    maxBatchTimeout: 0.05,
    maxRetries: 10,
    retryDelay: 5,
    deadLetterQueue: 'kelet-dead-leads',
  },
  'kelet-dead-leads': { maxBatchSize: 20, maxBatchTimeout: 0.05, maxRetries: 100, retryDelay: 300 },
};

/** Tests inside workerd, with its D1, KV, queues and objects. */
const inWorkerd = (name: string, include: string[], queueConsumers?: typeof hastyQueues) => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        ...(queueConsumers ? { queueConsumers } : {}),
        bindings: { ...secrets, MIGRATIONS: { control, contacts }, CASES: cases },
      },
    }),
  ],
  test: { name, include, setupFiles: ['test/support/worker/migrate.ts'], testTimeout: 30_000 },
});

export default defineConfig({
  test: {
    // What the product logs as events is looked at by the tests that are about it.
    onConsoleLog: (line, type) => !(type === 'stdout' && line.startsWith('{"event":')),
    projects: [
      {
        test: {
          name: 'unit',
          // Property tests on a busy machine.
          testTimeout: 30_000,
          include: ['test/**/*.test.ts'],
          exclude: [...WORKER, ...QUEUE, ...BUILT, ...BROWSER],
        },
      },
      inWorkerd('worker', WORKER, hastyQueues),
      inWorkerd('queue', QUEUE),
      {
        test: {
          name: 'built',
          // The Workers as they are built, both together, asked from outside.
          include: BUILT,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          // One file starts the built Worker and a real Chromium; both come from npm packages.
          include: BROWSER,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
