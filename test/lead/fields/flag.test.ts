import { expect, it, test } from 'vitest';
import { readFlag } from '../../../src/lead/fields/flag.ts';

test.each(['1', 'true', 'TRUE', 'yes', 'Yes', 'on', 'כן', ' 1 '])('%j is yes', (value) =>
  expect(readFlag(value)).toBe(true),
);
test.each(['0', 'false', 'no', 'OFF', 'לא'])('%j is no', (value) => expect(readFlag(value)).toBe(false));

it('takes nothing else for an answer', () => {
  for (const value of ['', '2', 'y', 'maybe', '-1', 'constructor', '__proto__'])
    expect(readFlag(value)).toBeUndefined();
});
