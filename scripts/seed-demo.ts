import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What scripts need to use the demo business. */
export interface Demo {
  baseUrl: string;
  apiKey: string;
  databaseId: string;
  channelKey: string;
  intakeUrl: string;
  processId: string;
}

/** Sets the demo business up through the product's own addresses, once; later runs read what the first one kept. */
export async function seedDemo(baseUrl: string, setupToken: string, keptIn: string): Promise<Demo> {
  const kept = existsSync(keptIn) ? (JSON.parse(readFileSync(keptIn, 'utf8')) as Demo) : await setUp();
  const demo = { ...kept, baseUrl, intakeUrl: `${baseUrl}/in/${kept.channelKey}` };
  writeFileSync(keptIn, JSON.stringify(demo), { mode: 0o600 });
  return demo;

  async function setUp(): Promise<Demo> {
    const response = await fetch(`${baseUrl}/setup`, {
      method: 'POST',
      headers: { authorization: `Bearer ${setupToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ business: 'סטודיו לדוגמה', database: 'לקוחות', channel: 'דף נחיתה', language: 'he' }),
    });
    if (!response.ok) throw new Error(`Setup answered ${response.status}: ${await response.text()}`);
    const { apiKey, databaseId, channelKey, processId } = (await response.json()) as Demo;
    return { baseUrl, apiKey, databaseId, channelKey, intakeUrl: '', processId };
  }
}
