import { createTestHarness } from 'wrangler';
import type { Business } from './business.ts';

const SETUP_TOKEN = 'browser-setup-token';

/** The built Worker on 127.0.0.1, with databases of its own in memory; it stops by itself. */
export interface Server {
  url: string;
  /** A business of its own, in the language its pages shall speak. */
  newBusiness(language: 'he' | 'en'): Promise<Business>;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const harness = createTestHarness({
    workers: [{ configPath: './wrangler.toml', secrets: { KELET_SECRET: 'browser-secret', SETUP_TOKEN } }],
  });
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  for (const database of ['CONTROL', 'CONTACTS_1', 'CONTACTS_2']) await worker.applyD1Migrations(database as never);
  return {
    url: url.origin,
    async newBusiness(language) {
      const response = await fetch(`${url.origin}/setup`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${SETUP_TOKEN}`,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify({
          business: language === 'he' ? 'סטודיו אור לעיצוב פנים' : 'Or Studio',
          language,
          channel: language === 'he' ? 'אתר' : 'Website',
        }),
      });
      if (!response.ok) throw new Error(await response.text());
      return { ...((await response.json()) as Business), origin: url.origin, language };
    },
    stop: () => harness.close(),
  };
}
