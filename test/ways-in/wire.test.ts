import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Detail, Lead } from '../../src/lead/lead.ts';
import { understand } from '../../src/ways-in/understand.ts';
import { aChannel } from '../support/pure/channel.ts';

/**
 * Requests as real senders wrote them, with other people in them: `<case>.<ext>` is what was sent,
 * `<case>.expected.json` what must come of it, `<case>.then.<ext>` what a second person sent, who must stay another
 * contact.
 */
const ROOT = join(import.meta.dirname, '../fixtures/wire');
const TYPES = { form: 'application/x-www-form-urlencoded', json: 'application/json' };

interface Expected {
  status?: string;
  details?: Partial<Record<Detail, string | null>>;
  ident?: string[];
  thenStatus?: string | string[];
  http?: number;
}

const channel = aChannel();
async function leadOf(file: string): Promise<{ lead: Lead; rejection: unknown } | undefined> {
  const extension = file.endsWith('.json') ? 'json' : 'form';
  const body = new Uint8Array(readFileSync(join(ROOT, file)));
  const { leads } = await understand({ method: 'POST', query: '', contentType: TYPES[extension], body }, channel);
  return leads[0];
}
const written = ({ identities }: Lead) => identities.map(({ kind, value }) => `${kind}:${value}`);

describe('a real request', () => {
  for (const file of readdirSync(ROOT).filter((name) => name.endsWith('.expected.json') && !/^5[456]/.test(name))) {
    const name = file.replace('.expected.json', '');
    const expected: Expected = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    if (expected.http) continue;
    const extension = existsSync(join(ROOT, `${name}.json`)) ? 'json' : 'form';
    test(name, async () => {
      const first = await leadOf(`${name}.${extension}`);
      expect(first?.rejection).toBeNull();
      const details = first?.lead.details ?? {};
      for (const [field, value] of Object.entries(expected.details ?? {})) {
        expect([field, details[field as Detail] ?? null]).toEqual([field, value]);
      }
      if (expected.ident) expect(first && written(first.lead).sort()).toEqual(expected.ident.sort());
      const then = `${name}.then.${extension}`;
      if (!existsSync(join(ROOT, then)) || !first) return;
      const second = await leadOf(then);
      const known = new Set(written(first.lead));
      expect(second && written(second.lead).filter((one) => known.has(one))).toEqual([]);
    });
  }
});
