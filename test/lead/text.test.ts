import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { asciiDigits, cleanLine, cleanText, foldForIdentity } from '../../src/lead/text.ts';
import { processorMs } from '../support/pure/processor-time.ts';

it('takes out what pasted text carries along', () => {
  expect(cleanLine('\u200f\u202bדנה\u202c\u200e \ufeff')).toBe('דנה');
  expect(cleanLine('Da\u200bna\u00ad')).toBe('Dana');
  expect(cleanLine('\u0000Dana\u0007')).toBe('Dana');
});

it('keeps a line on one line, and the lines of notes', () => {
  expect(cleanLine('Dana\r\nLevi')).toBe('Dana Levi');
  expect(cleanText('call\r\nlater\rplease\n')).toBe('call\nlater\nplease');
});

it('composes letters and keeps joined emoji whole', () => {
  expect(cleanLine('Rene\u0301')).toBe('Ren\u00e9');
  expect(cleanText('👩\u200d👧')).toBe('👩\u200d👧');
});

it('repairs half a letter, which no database stores', () => {
  expect(cleanLine('Dana\ud800')).toBe('Dana\ufffd');
});

it('leaves what a person typed inside as it is', () => {
  expect(cleanLine('  Dana  Levi  ')).toBe('Dana  Levi');
});

test.each(['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '०१२३४५६७८९', '０１２３４５６７８９', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗', '𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙'])(
  'reads the digits %s',
  (digits) => {
    expect(asciiDigits(digits)).toBe('0123456789');
  },
);

it('cleans once for all, and its text can always be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      for (const clean of [cleanLine, cleanText, foldForIdentity]) {
        const once = clean(typed);
        expect(clean(once)).toBe(once);
        expect(once.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

test.each(['\u200f', ' ', '\n', '\r', '\u0301', '٣', 'א', '\ud800', '\ufdfa'])(
  'takes linear time: 64 KB of %j',
  (unit) => {
    const typed = unit.repeat(65_536);
    const start = processorMs();
    cleanLine(typed);
    cleanText(typed);
    expect(processorMs() - start).toBeLessThan(200);
  },
);
