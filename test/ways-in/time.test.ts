import { describe, expect, test } from 'vitest';
import type { Raw } from '../../src/lead/raw.ts';
import { understand } from '../../src/ways-in/understand.ts';
import { aChannel } from '../support/pure/channel.ts';
import { HOSTILE_BODIES } from '../support/pure/hostile-bodies.ts';
import { msOf } from '../support/pure/processor-time.ts';

/** Milliseconds that reading one body may take on the machine the bound was chosen on. */
const MOST_MS = 50;

const channel = aChannel({ waysIn: ['html-form', 'xml', 'url', 'json', 'mail'] });
const encoder = new TextEncoder();

const readingMs = (raw: Raw) =>
  msOf(async () => {
    expect((await understand(raw, channel)).leads.length).toBeGreaterThan(0);
  }, MOST_MS);

describe('any body of 64 KB is read within 50 ms', () => {
  test.each(HOSTILE_BODIES)('$way: $name', async ({ contentType, body }) => {
    const bytes = encoder.encode(body).subarray(0, 65_536);
    expect(await readingMs({ method: 'POST', query: '', contentType, body: bytes })).toBeLessThanOrEqual(MOST_MS);
  });

  test.each(HOSTILE_BODIES.filter(({ way }) => way === 'form'))('address: $name', async ({ body }) => {
    const query = body.slice(0, 16_384);
    expect(await readingMs({ method: 'GET', query, contentType: '', body: new Uint8Array() })).toBeLessThanOrEqual(
      MOST_MS,
    );
  });
});
