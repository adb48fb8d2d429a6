import { createTestHarness } from 'wrangler';

const SECRETS = { KELET_SECRET: 'pair-secret', SETUP_TOKEN: 'pair-setup-token' };
const INTAKE = { configPath: './wrangler.intake.toml', secrets: { KELET_SECRET: SECRETS.KELET_SECRET } };
const WHOLE = { configPath: './wrangler.toml', secrets: SECRETS };

/** A Worker of the same name that fails at everything. */
const ABSENT = {
  name: 'kelet',
  main: './test/support/built/absent.ts',
  compatibility_date: '2026-11-01',
  durable_objects: {
    bindings: ['ContactWriter', 'FallbackStore', 'IdempotencyKeys'].map((name) => ({ name, class_name: name })),
  },
  migrations: [{ tag: 'v1', new_sqlite_classes: ['ContactWriter', 'FallbackStore', 'IdempotencyKeys'] }],
};

interface Answer extends Record<string, string> {
  id: string;
}
interface Listed {
  items: Answer[];
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** The intake Worker in front of the whole one, with databases in memory. */
export interface Pair {
  business: { apiKey: string; channelKey: string; intakeUrl: string };
  /** Asks the intake Worker. */
  fetch: Fetch;
  api(method: string, path: string, body?: unknown): Promise<Answer & Listed>;
  /** The contact with this phone, as soon as it is there. */
  contactBy(phone: string): Promise<Record<string, unknown>>;
  mail(to: string, text: string): Promise<'taken' | 'bounced'>;
  /** Removes an entry from the KV of the edge. */
  forgetPublished(entry: string): Promise<void>;
  /** The intake Worker without the whole one. */
  startAlone(): Promise<{ fetch: Fetch; stop(): Promise<void> }>;
  stop(): Promise<void>;
}

export async function startPair(): Promise<Pair> {
  const harness = createTestHarness({ workers: [INTAKE, WHOLE] });
  const { url } = await harness.listen();
  const whole = harness.getWorker('kelet');
  for (const database of ['CONTROL', 'CONTACTS_1', 'CONTACTS_2']) await whole.applyD1Migrations(database as never);
  const ask: Fetch = (path, init) => fetch(new URL(path, url), init);
  const json = async (method: string, path: string, token: string, body?: unknown) => {
    const response = await ask(path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text || '{}') as Answer & Listed;
  };
  const wish = { business: 'Or Studio', language: 'en', channel: 'Website' };
  const made = (await json('POST', '/setup', SECRETS.SETUP_TOKEN, wish)) as unknown as Pair['business'];
  const api: Pair['api'] = (method, path, body) => json(method, `/api/v1${path}`, made.apiKey, body);
  return {
    business: made,
    fetch: ask,
    api,
    async contactBy(phone) {
      for (let tries = 0; tries < 200; tries++) {
        const [contact] = (await api('GET', `/contacts?phone=${phone}`)).items;
        if (contact) return contact;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`No contact with the phone ${phone}`);
    },
    async mail(to, text) {
      const from = 'wordpress@example.net';
      const head = [
        `From: ${from}`,
        `To: ${to}`,
        'Subject: New message',
        `Message-ID: <${crypto.randomUUID()}@example.net>`,
      ];
      const raw = [...head, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n');
      const result = await harness.getWorker('kelet-intake').email({ from, to, raw });
      return result.rejectReason === undefined ? 'taken' : 'bounced';
    },
    async forgetPublished(entry) {
      const { CHANNELS } = (await harness.getWorker('kelet').getEnv()) as { CHANNELS: KVNamespace };
      await CHANNELS.delete(entry);
    },
    async startAlone() {
      const alone = createTestHarness({ workers: [INTAKE, { config: ABSENT }] });
      const { url: own } = await alone.listen();
      return {
        fetch: (path, init) => fetch(new URL(new URL(path, url).pathname + new URL(path, url).search, own), init),
        stop: () => alone.close(),
      };
    },
    stop: () => harness.close(),
  };
}
