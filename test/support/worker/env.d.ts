import type { D1Migration } from '@cloudflare/vitest-plugin';

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: { control: D1Migration[]; contacts: D1Migration[] };
      /** The files of `test/fixtures/wire` and `test/fixtures/lists` by their names, in base64. */
      CASES: { wire: Record<string, string>; lists: Record<string, string> };
    }
  }
}
