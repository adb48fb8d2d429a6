import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import './scripts/copy-assets.ts';

const [control, contacts] = await Promise.all([
  readD1Migrations('migrations/control'),
  readD1Migrations('migrations/contacts'),
]);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Property tests on a busy machine.
          testTimeout: 30_000,
          include: ['test/{lead,ways-in,architecture,contacts,channels,outgoing-mail}/**/*.test.ts'],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                KELET_SECRET: 'test-secret',
                SETUP_TOKEN: 'test-setup-token',
                MIGRATIONS: { control, contacts },
              },
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/{flow,api,queue,storage}/**/*.test.ts'],
          setupFiles: ['test/worker/migrate.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          // One file starts the built Worker and a real Chromium; both come from npm packages.
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
