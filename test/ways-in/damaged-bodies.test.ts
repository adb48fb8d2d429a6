import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channelSchema } from '../../src/lead/channel/channel.ts';
import { composeLead } from '../../src/lead/compose.ts';
import { readRaw } from '../../src/ways-in/read.ts';
import { processorMs } from '../support/pure/processor-time.ts';

const ROOT = join(import.meta.dirname, '../fixtures/ways-in');
const MOST = 65_536;
const fixtures = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.in\.(?!eml$)/.test(name))
  .map((name) => new Uint8Array(readFileSync(join(ROOT, name))));

const channel = channelSchema.parse({ id: 'ch_1', databaseId: 'db_1', name: 'Fuzz', maxCharacters: MOST });

const contentTypes = fc.constantFrom(
  ...['', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=B', 'multipart/form-data', 'text/xml'],
  ...['application/json', 'text/plain; charset=windows-1255', 'application/pdf', 'garbage;;;'],
);

type Damage = (body: Uint8Array) => Uint8Array;
const joined = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));
const place = fc.double({ min: 0, max: 0.999, noNaN: true });
const span = fc.tuple(place, fc.nat(200));
const bytes = fc.constantFrom(...Buffer.from('\0\n\r "%&\'+-/:<=>?![\\]{}aא😀é'), 0x80, 0xe0, 0xff);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, bytes).map<Damage>(
    ([at, byte]) =>
      (body) =>
        body.with(Math.floor(at * body.length), byte),
  ),
  fc.tuple(place, bytes).map<Damage>(([at, byte]) => (body) => {
    const here = Math.floor(at * body.length);
    return joined(body.subarray(0, here), Uint8Array.of(byte), body.subarray(here));
  }),
  place.map<Damage>((at) => (body) => body.subarray(0, Math.floor(at * body.length))),
  place.map<Damage>((at) => (body) => body.subarray(Math.floor(at * body.length))),
  span.map<Damage>(([at, length]) => (body) => {
    const here = Math.floor(at * body.length);
    return joined(body.subarray(0, here), body.subarray(here + length));
  }),
  fc.tuple(span, fc.constantFrom(2, 50, 5000)).map<Damage>(([[at, length], times]) => (body) => {
    const here = Math.floor(at * body.length);
    const piece = body.subarray(here, here + length + 1);
    const many = Math.min(times, Math.floor(MOST / Math.max(1, piece.length)));
    return joined(body.subarray(0, here), ...Array.from({ length: many }, () => piece), body.subarray(here));
  }),
  fc.tuple(place, fc.constantFrom(...fixtures), span).map<Damage>(([at, other, [from, length]]) => (body) => {
    const here = Math.floor(at * body.length);
    const start = Math.floor(from * other.length);
    return joined(body.subarray(0, here), other.subarray(start, start + length), body.subarray(here));
  }),
);

const damaged = fc
  .tuple(fc.constantFrom(...fixtures), fc.array(damage, { minLength: 1, maxLength: 4 }))
  .map(([fixture, damages]) => {
    let body: Uint8Array = fixture;
    for (const one of damages) if (body.length > 0) body = one(body).slice(0, MOST);
    return body;
  });

test('a damaged body is read or refused, never thrown at', () => {
  let slowest = 0;
  fc.assert(
    fc.property(damaged, contentTypes, (body, contentType) => {
      const started = processorMs();
      const reading = readRaw({ method: 'POST', query: '', contentType, body }, {});
      if (reading.ok) {
        for (const one of reading.submissions.slice(0, 500)) composeLead(one, channel, reading.wayIn);
      }
      slowest = Math.max(slowest, processorMs() - started);
    }),
    { numRuns: 1500 },
  );
  expect(slowest).toBeLessThan(1000);
});

test('what a body is does not hang on its content type', () => {
  const outcome = (body: Uint8Array, contentType: string) => {
    const reading = readRaw({ method: 'POST', query: '', contentType, body }, {});
    return reading.ok ? { wayIn: reading.wayIn, submissions: reading.submissions } : reading.rejection.code;
  };
  for (const body of fixtures) {
    const text = new TextDecoder().decode(body);
    // The one format that only its header tells.
    if (text.startsWith('שם מלא=')) continue;
    const plain = outcome(body, '');
    for (const contentType of [
      'application/x-www-form-urlencoded',
      'text/xml',
      'application/json',
      'application/pdf',
    ]) {
      expect(outcome(body, contentType)).toEqual(plain);
    }
  }
});
