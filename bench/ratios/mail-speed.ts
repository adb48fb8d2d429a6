import { readdirSync, readFileSync } from 'node:fs';
import { type Line, rounded } from '../report/table.ts';
import type { Server } from '../worker/server.ts';
import { median, millisecondsOf } from './medians.ts';
import type { Reader } from './parse-mails.ts';

const READERS: Reader[] = ['kelet', 'mime', 'postal-mime'];
const FIXTURES = 'test/fixtures/ways-in/mail';
/** How often all mails are read in one go, so that asking for it does not count. */
const ROUNDS = 20;
const RUNS = 9;

/** How fast real shapes of mails are read in workerd, in turns with a library that reads MIME and nothing more. */
export async function measureMailSpeed(server: Server): Promise<Line[]> {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.eml'));
  const mails = names.map((name) => readFileSync(`${FIXTURES}/${name}`).toString('base64'));
  await server.call('keepMails', { mails });
  const times: Record<Reader, number[]> = { kelet: [], mime: [], 'postal-mime': [] };
  for (let run = 0; run <= RUNS; run++) {
    for (const [i] of READERS.entries()) {
      const reader = READERS[(i + run) % READERS.length] as Reader;
      const ms = await millisecondsOf(() => server.call('readMails', { reader, rounds: ROUNDS }));
      // The first run warms everybody up.
      if (run) times[reader].push(ms);
    }
  }
  const ratio = (reader: Reader) => median(times['postal-mime'].map((ms, i) => ms / (times[reader][i] ?? Number.NaN)));
  const perSecond = (reader: Reader) => `${rounded((mails.length * ROUNDS * 1000) / median(times[reader]))} mails/s`;
  return [
    {
      what: "Kelet, from the bytes to the lead, against postal-mime's reading of MIME alone",
      measured: `${rounded(ratio('kelet'))} ×`,
    },
    {
      what: "Kelet's reading of MIME, charsets and HTML alone, against the same",
      measured: `${rounded(ratio('mime'))} ×`,
    },
    ...READERS.map((reader) => ({
      what: `for scale, on this machine just now: ${reader}`,
      measured: perSecond(reader),
    })),
  ];
}
