import { expect, test } from 'vitest';
import { storeRaw } from '../../src/lead/raw.ts';
import { withoutProofs } from '../../src/ways-in/accept/check-sender.ts';
import { ownNameOf } from '../../src/ways-in/accept/own-name.ts';
import { printOf } from '../../src/ways-in/decisions.ts';
import { pingAnswer } from '../../src/ways-in/set-up/ping.ts';
import { understand } from '../../src/ways-in/understand.ts';
import type { Raw } from '../../src/ways-in/way-in.ts';
import { chanceOf } from '../support/history/people.ts';
import { aChannel } from '../support/pure/channel.ts';
import { GENERATED_WAYS, type GeneratedWay, generatedBody, TYPE_OF } from '../support/pure/generated-body.ts';
import { msOf } from '../support/pure/processor-time.ts';

/** Milliseconds of processor time for one body on the machine the bound was chosen on. */
const MOST_MS = 50;
const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);
const BODY = 65_536;
const ADDRESS = 16_384;

const channel = aChannel({ waysIn: ['html-form', 'xml', 'url', 'json', 'mail'], maxCharacters: BODY });

function rawOf(way: GeneratedWay, seed: number): Raw {
  const text = generatedBody(chanceOf(seed), way, way === 'address' ? ADDRESS : BODY);
  return way === 'address'
    ? { method: 'GET', query: text, contentType: '', body: new Uint8Array() }
    : { method: 'POST', query: '', contentType: TYPE_OF[way], body: new TextEncoder().encode(text) };
}

/** What the edge does with a body before it is durable. */
async function takeIn(raw: Raw): Promise<void> {
  pingAnswer(new Headers(), raw);
  const { leads, wayIn } = await understand(raw, channel);
  for (const lead of leads) {
    await printOf(channel, wayIn, lead);
    await ownNameOf(lead, wayIn, { webhookId: undefined, leads: leads.length }, 0);
  }
  storeRaw(withoutProofs(raw, leads));
}

test.each(GENERATED_WAYS)(
  'whatever 64 KB chance sends as %s are taken in within 50 ms',
  { timeout: 60_000 },
  async (way) => {
    const slow: string[] = [];
    for (const seed of SEEDS) {
      const raw = rawOf(way, seed);
      const took = await msOf(() => takeIn(raw), MOST_MS);
      if (took > MOST_MS) slow.push(`seed ${seed}: ${Math.round(took)} ms`);
    }
    expect(slow).toEqual([]);
  },
);
