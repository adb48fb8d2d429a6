import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialsOf, masked } from '../../../src/lead/identity/mask.ts';

describe('a known person is shown', () => {
  test.each([
    [{ firstName: 'דנה', lastName: 'לוי' }, 'ד׳ ל׳'],
    [{ firstName: 'dana', lastName: 'Levi' }, 'D. L.'],
    [{ firstName: 'דנה', lastName: 'No Name From Web' }, 'ד׳'],
    [{ lastName: '“Levi”' }, 'L.'],
    [{ company: 'Levi & Sons' }, 'L.'],
    [{ firstName: '', lastName: 'No Name From Web', company: null }, ''],
    [{ firstName: '***' }, ''],
  ])('of %j as %j', (names, initials) => expect(initialsOf(names)).toBe(initials));

  test.each([
    ['phone', '+972521234567', '052-•••-••67'],
    ['phone', '+97237654321', '03-7••-••21'],
    ['phone', '+12025550123', '(202) •••-••23'],
    ['phone', '7654321', '765••21'],
    ['email', 'dana.levi@example.co.il', 'd•••@e•••.il'],
    ['email', 'ד@דוגמה.קום', 'ד•••@ד•••.קום'],
  ] as const)('by %s %s as %s', (kind, value, shown) => expect(masked({ kind, value })).toBe(shown));
});

test('no more than five digits of a phone, or two letters and the ending of an address, are ever shown', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+?[1-9][0-9]{6,14}$/), (value) => {
      expect(masked({ kind: 'phone', value }).match(/\d/g)?.length ?? 0).toBeLessThanOrEqual(5);
    }),
  );
  fc.assert(
    fc.property(fc.emailAddress(), (value) => {
      expect(masked({ kind: 'email', value })).toMatch(/^.•••@.•••\.[^.@]+$/u);
    }),
  );
});
