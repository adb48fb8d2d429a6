import { expect, test } from 'vitest';
import { marksInWriting } from '../../../src/contacts/traces/marks-in-writing.ts';

test.each([
  ['call +972-52-551-23-99', 'digits:25512399'],
  ['{"p":"052\\u002d5512399"}', 'digits:25512399'],
  ['q=ZQ%40Example.com&x=1', 'email:zq@example.com'],
  ['text=please+mail+zq@example.com.', 'email:zq@example.com'],
  ['<zq@example.com>', 'email:zq@example.com'],
  ['mailto:דנה@example.com', 'email:דנה@example.com'],
  ['ת"ז 50010742-0', 'digits:00107420'],
  [btoa('Phone: 052-5512399, call'), 'digits:25512399'],
])('%s shows whose it may be', (writing, mark) => {
  expect([...marksInWriting(writing)]).toContain(mark);
});

test('a writing of nothing but numbers or at signs costs no more than another', () => {
  for (const hostile of [
    '1'.repeat(65_000),
    '12 '.repeat(21_000),
    '@'.repeat(65_000),
    `${'a'.repeat(90)}@`.repeat(700),
  ]) {
    const from = performance.now();
    expect(marksInWriting(hostile).size).toBeLessThanOrEqual(5_000);
    expect(performance.now() - from, hostile.slice(0, 5)).toBeLessThan(1000);
  }
});
