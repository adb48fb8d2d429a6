import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Marketers, marketerKey } from '../../../src/lead/marketer.ts';
import { Memory, orderOf, phone, RULES } from '../../support/pure/memory.ts';

const marketers: Marketers = new Map(
  [
    ['1001', { name: 'Rina', accountNumber: '1001' }],
    ['rina-fb', { name: 'Rina', accountNumber: '1001' }],
    ['2002', { name: 'Gad', accountNumber: '2002' }],
  ].map(([key, marketer]) => [key, marketer] as [string, { name: string; accountNumber: string }]),
);
const DANA = { identities: [phone('+972521234567')], details: { phone: '052-1234567' } };

function memoryWith(known: Marketers) {
  const memory = new Memory();
  memory.rules = { ...RULES, marketers: known };
  return memory;
}
const stampOf = (memory: Memory) => {
  const { marketerName, marketerAccountNumber } = memory.cards.get(1) ?? {};
  return [marketerName, marketerAccountNumber];
};

test.each([
  ['1001', ['Rina', '1001']],
  [' 1001 ', ['Rina', '1001']],
  ['RINA-fb', ['Rina', '1001']],
  ['A-7', [null, 'A-7']],
  ['01001', [null, '01001']],
])('a new contact whose lead names %j is stamped %j', (marketer, stamp) => {
  const memory = memoryWith(marketers);
  memory.run([orderOf({ ...DANA, marketer })]);
  expect(stampOf(memory)).toEqual(stamp);
});

test('the first touch stands; the lead tells the later one', () => {
  const memory = memoryWith(marketers);
  memory.run([orderOf({ ...DANA, marketer: '1001' })]);
  memory.run([orderOf({ ...DANA, marketer: '2002' })]);
  memory.run([orderOf({ ...DANA, marketer: '2002', updateExistingDetails: true })]);
  expect(stampOf(memory)).toEqual(['Rina', '1001']);
  expect([...memory.leads.values()].map(({ outcome }) => outcome?.marketer)).toEqual(['1001', '2002', '2002']);
});

test('a repeat inquiry fills an empty stamp and says so, unless it is to leave the card alone', () => {
  const memory = memoryWith(marketers);
  memory.run([orderOf(DANA)]);
  memory.run([orderOf({ ...DANA, marketer: '1001', updateExistingDetails: false })]);
  expect(stampOf(memory)).toEqual([null, null]);
  const { leads } = memory.run([orderOf({ ...DANA, marketer: 'rina-FB' })]);
  expect(stampOf(memory)).toEqual(['Rina', '1001']);
  expect(leads[0]?.outcome?.changes).toEqual([
    { field: 'marketerName', old: null, new: 'Rina' },
    { field: 'marketerAccountNumber', old: null, new: '1001' },
  ]);
});

test('a reference that was kept word for word becomes the marketer’s with the next inquiry, whoever that one names', () => {
  const memory = memoryWith(new Map());
  memory.run([orderOf({ ...DANA, marketer: 'Rina-FB' })]);
  expect(stampOf(memory)).toEqual([null, 'Rina-FB']);
  memory.rules = { ...memory.rules, marketers };
  const { leads } = memory.run([orderOf({ ...DANA, marketer: '2002' })]);
  expect(stampOf(memory)).toEqual(['Rina', '1001']);
  expect(leads[0]?.outcome?.changes).toContainEqual({ field: 'marketerAccountNumber', old: 'Rina-FB', new: '1001' });
});

test('keys are compared as SQLite’s lower() compares them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const key = marketerKey(text);
      expect(marketerKey(key)).toBe(key);
      expect(key).not.toMatch(/[A-Z]/);
      expect(marketerKey(` ${text}\u200f`)).toBe(key);
    }),
  );
  expect(marketerKey('É')).toBe('É');
});
