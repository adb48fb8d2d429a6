import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

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
          include: ['test/{lead,ways-in,architecture,contacts}/**/*.test.ts'],
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
    ],
  },
});
