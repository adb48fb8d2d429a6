import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restoreRaw, storeRaw } from '../../src/lead/raw.ts';

const rawOf = (body: Uint8Array) => ({ method: 'POST' as const, query: 'a=%F9', contentType: 'text/plain', body });

test('no byte is lost by storing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
      const stored = JSON.parse(JSON.stringify(storeRaw(rawOf(body))));
      expect(restoreRaw(stored)).toEqual(rawOf(body));
    }),
  );
});

test('text stays text, and bytes that are none become base64', () => {
  expect(storeRaw(rawOf(new TextEncoder().encode('שלום\r\n')))).toMatchObject({ body: 'שלום\r\n', encoding: 'text' });
  expect(storeRaw(rawOf(new Uint8Array([0xf9, 0xec])))).toMatchObject({ body: '+ew=', encoding: 'base64' });
  expect(storeRaw(rawOf(new Uint8Array([0x61, 0])))).toMatchObject({ encoding: 'base64' });
});

test('64 KB of anything fits a queue message with room to spare', () => {
  for (const byte of [0, 0x22, 0x5c, 0x7f, 0xd7, 0xff]) {
    const stored = JSON.stringify(storeRaw(rawOf(new Uint8Array(65_536).fill(byte))));
    expect(new TextEncoder().encode(stored).length).toBeLessThan(110_000);
  }
});
