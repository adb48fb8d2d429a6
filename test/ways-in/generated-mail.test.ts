import { expect, test } from 'vitest';
import { storeRaw } from '../../src/lead/raw.ts';
import { ownNameOf } from '../../src/ways-in/accept/own-name.ts';
import { lighten } from '../../src/ways-in/mail/mime/lighten.ts';
import { chanceOf } from '../support/history/people.ts';
import { generatedMail } from '../support/pure/generated-mail.ts';
import { understandMail } from '../support/pure/mail.ts';
import { msOf } from '../support/pure/processor-time.ts';

/** Milliseconds of processor time for one mail on the machine the bound was chosen on. */
const MOST_MS = 50;
const SIZE = 65_536;
/** Seeds of mails that once took about as long or longer, and 80 others. */
const SEEDS = [1003, 2740, 2963, 4872, ...Array.from({ length: 80 }, (_, i) => i + 1)];

/** What the mail way in does with a mail before it is durable. */
async function takeIn(sent: Uint8Array): Promise<void> {
  const body = lighten(sent);
  const { leads, wayIn } = await understandMail(body);
  for (const lead of leads) await ownNameOf(lead, wayIn, { webhookId: undefined, leads: 1 }, 0);
  storeRaw({ method: 'POST', query: '', contentType: '', body });
  expect([wayIn, leads.length > 0]).toEqual(['mail', true]);
}

test('whatever mail of 64 KB chance makes is taken in within 50 ms', { timeout: 60_000 }, async () => {
  const slow: string[] = [];
  for (const seed of SEEDS) {
    const sent = generatedMail(chanceOf(seed), SIZE);
    const took = await msOf(() => takeIn(sent), MOST_MS);
    if (took > MOST_MS) slow.push(`seed ${seed}: ${Math.round(took)} ms`);
  }
  expect(slow).toEqual([]);
});
