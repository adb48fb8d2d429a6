import { describe, expect, test } from 'vitest';
import type { Raw } from '../../src/lead/raw.ts';
import { understand } from '../../src/ways-in/understand.ts';
import { aChannel } from '../support/pure/channel.ts';
import { HOSTILE_BODIES } from '../support/pure/hostile-bodies.ts';
import { processorMs } from '../support/pure/processor-time.ts';

/** Milliseconds that reading one body may take on the machine the bound was chosen on. */
const MOST_MS = 50;
/** Milliseconds that {@link calibrate} took on that machine. */
const CALIBRATION_MS = 13;

const channel = aChannel({ waysIn: ['html-form', 'xml', 'url', 'json', 'mail'] });
const encoder = new TextEncoder();

/** The same kind of work, of a known amount: how slow this machine is just now. */
function calibrate(): number {
  const started = processorMs();
  const words = new Map<string, number>();
  for (let i = 0; i < 60_000; i++) {
    const word = `Field ${i % 5000}`.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return processorMs() - started;
}

/** The best of a few runs, against the machine's own speed around them: other programs only ever add. */
async function msOf(raw: Raw): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 6 && best > MOST_MS; run++) {
    const before = calibrate();
    const started = processorMs();
    const { leads } = await understand(raw, channel);
    const took = processorMs() - started;
    expect(leads.length).toBeGreaterThan(0);
    const factor = Math.max(1, (before + calibrate()) / 2 / CALIBRATION_MS);
    best = Math.min(best, took / factor);
  }
  return best;
}

describe('any body of 64 KB is read within 50 ms', () => {
  test.each(HOSTILE_BODIES)('$way: $name', async ({ contentType, body }) => {
    const bytes = encoder.encode(body).subarray(0, 65_536);
    expect(await msOf({ method: 'POST', query: '', contentType, body: bytes })).toBeLessThanOrEqual(MOST_MS);
  });

  test.each(HOSTILE_BODIES.filter(({ way }) => way === 'form'))('address: $name', async ({ body }) => {
    const query = body.slice(0, 16_384);
    expect(await msOf({ method: 'GET', query, contentType: '', body: new Uint8Array() })).toBeLessThanOrEqual(MOST_MS);
  });
});
