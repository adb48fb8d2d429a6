import type { D1Migration } from '@cloudflare/vitest-plugin';

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: { control: D1Migration[]; contacts: D1Migration[] };
    }
  }
}
