import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertAll } from '../../src/storage/bulk.ts';
import { contactLog } from '../../src/storage/contacts/schema.ts';

test('what is written in bulk is read back as it was, whatever text it holds', async () => {
  let round = 0;
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '"',
      "'",
      '\\',
      '\\u0000',
      '{"a":1}',
      '[1]',
      'null',
      'true',
      '1e5',
      '007',
      '',
      ' ',
      '\r\n',
      'שלום',
      '\u202e',
    ),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 20 }), async (values) => {
      round += 1;
      const databaseId = `bulk-${round}`;
      // D1 carries JSON, in which -0 is 0 and half a surrogate pair is nothing.
      const plain = JSON.parse(JSON.stringify(values).replaceAll('-0', '0')) as unknown[];
      const records = plain.map((data, i) => ({
        databaseId,
        contactNumber: i,
        id: 'x',
        at: i,
        kind: 'k',
        by: 'b',
        data,
      }));
      await env.CONTACTS_1.batch([insertAll(env.CONTACTS_1, contactLog, records)]);
      const rows = await drizzle(env.CONTACTS_1).select().from(contactLog).where(eq(contactLog.databaseId, databaseId));
      expect(rows.map(({ data }) => data ?? null)).toEqual(plain);
    }),
    { numRuns: 100 },
  );
});
