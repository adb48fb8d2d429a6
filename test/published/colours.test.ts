import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentFault, backgroundFault, brandOf, contrast, isColour } from '../../src/published/colours.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('contrast is what WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#123456', '#123456')).toBe(1);
});

test('colours that cannot be seen are refused with the numbers', () => {
  expect(accentFault('#ffff00')).toBe(
    '#ffff00 has a contrast of 1.0 to 1 against the white of the page; 3 to 1 is needed for everybody to see it.',
  );
  expect(accentFault('#8a3b12')).toBeUndefined();
  expect(backgroundFault('#15222b')).toContain('contrast of 1.0 to 1');
  expect(backgroundFault('#f7ede4')).toBeUndefined();
});

test('only hexadecimal colours are colours: nothing else may reach a stylesheet', () => {
  for (const text of ['red', '#fff', '#12345', '#1234567', '#12345g', '#123456;}', 'url(x)', '#ABCDEF', '']) {
    expect(isColour(text)).toBe(false);
  }
});

test('whatever accepted colour a business chooses, text and buttons can be read in light and dark', () => {
  fc.assert(
    fc.property(colour, (accent) => {
      fc.pre(accentFault(accent) === undefined);
      const { light, dark } = brandOf(accent, '#ffffff');
      for (const value of [light.fill, light.onFill, light.text, dark.fill, dark.onFill, dark.text]) {
        expect(isColour(value)).toBe(true);
      }
      expect(contrast(light.onFill, light.fill)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(light.text, '#fffefb')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark.onFill, dark.fill)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark.text, '#18232a')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark.fill, '#18232a')).toBeGreaterThanOrEqual(3);
    }),
    { numRuns: 1000 },
  );
});
