import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { composeLead } from '../../src/lead/compose.ts';
import { WAYS_IN } from '../../src/lead/submission.ts';
import { aChannel, sent } from '../support/pure/channel.ts';
import { processorMs } from '../support/pure/processor-time.ts';

const channel = aChannel();
const lead = (values: Parameters<typeof sent>[0]) => composeLead(sent(values), channel, 'json').lead;

it('leaves a handful of warnings, however much is wrong', () => {
  const pairs = Array.from({ length: 5000 }, (_, n) => ({ name: `email${n % 9999}`, value: `${n}` }));
  expect(lead(pairs).warnings.length).toBeLessThanOrEqual(50);
});

it('never throws, loses no value, and can be stored', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'phone',
      'email',
      'name',
      'FirstName',
      'notes',
      'MailingList',
      'BirthDate',
      'IdNumber',
      '__proto__',
    ),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('1', '[x]', '052-1234567', 'a@a.a', '000'),
  );
  const pair = fc.record(
    { name, value, label: name, scope: fc.constantFrom('contact', 'process') },
    { requiredKeys: ['name', 'value'] },
  );
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 12 }), fc.constantFrom(...WAYS_IN), (pairs, wayIn) => {
      const { lead: made } = composeLead(sent(pairs), channel, wayIn);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      const words = (text: string) => text.match(/[a-z0-9]{2,}/gi) ?? [];
      const kept = JSON.stringify(made).toLowerCase();
      for (const pair of pairs) {
        if (pair.value.startsWith('[') || ['MailingList', 'BirthDate', 'systemid'].includes(pair.name)) continue;
        for (const word of words(pair.value.normalize('NFC').replace(/[^\x20-\x7e]/g, ' ')))
          expect(kept).toContain(word.toLowerCase());
      }
    }),
  );
});

test.each(['x', 'email', 'notes', 'name7'])('takes linear time: 10,000 pairs called %s', (name) => {
  const pairs = Array.from({ length: 10_000 }, (_, n) => ({ name, value: `value ${n}` }));
  const distinct = pairs.map((pair, n) => ({ ...pair, name: `${name} ${n}` }));
  const start = processorMs();
  lead(pairs);
  lead(distinct);
  expect(processorMs() - start).toBeLessThan(500);
});
