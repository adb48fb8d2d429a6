import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { seedDemo } from '../../scripts/seed-demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'kelet-demo-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllGlobals());

/** A server that answers as Kelet does, and remembers what it was asked. */
function serve() {
  const asked: { line: string; body: unknown }[] = [];
  const made = { apiKey: 'key', databaseId: 'database', channelKey: 'channel-key', processId: 'p', channelId: 'c' };
  const fetch = async (url: string, { method = 'GET', body }: RequestInit) => {
    const { pathname } = new URL(url);
    asked.push({ line: `${method} ${pathname}`, body: body === undefined ? undefined : JSON.parse(String(body)) });
    return Response.json(
      pathname === '/setup' ? made : { id: 'id', url: 'https://kelet.test/x', items: [{ id: 'c' }] },
    );
  };
  vi.stubGlobal('fetch', fetch);
  return asked;
}

test('the demo’s channel takes every format, mail too, on its first start and on every later one', async () => {
  for (const _ of ['first', 'later']) {
    const asked = serve();
    await seedDemo('http://127.0.0.1:8787', 'token', join(folder, 'demo.json'));
    expect(asked.find(({ line }) => line === 'PATCH /api/v1/channels/c')?.body).toEqual({
      waysIn: ['html-form', 'xml', 'url', 'json', 'mail'],
    });
  }
});
