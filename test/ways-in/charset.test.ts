import { describe, expect, test } from 'vitest';
import { createDecoder, decodeChosen } from '../../src/ways-in/charset/decoder.ts';
import { decodeBytes } from '../../src/ways-in/charset/guess.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: number[]) => new Uint8Array(values);

describe('one value', () => {
  test('UTF-8 stays UTF-8, byte order mark and all', () => {
    expect(decodeBytes(utf8('\ufeffדנה 😀'))).toEqual({ text: '\ufeffדנה 😀', charset: 'utf-8', lossy: false });
  });

  test('Hebrew in windows-1255 is recovered, with its quotes and points', () => {
    // דנ"ה with a curly quote, and a shva: none of these is UTF-8.
    expect(decodeBytes(bytes(0xe3, 0xf0, 0x94, 0xe4, 0x20, 0xe1, 0xc0))).toEqual({
      text: 'דנ”ה בְ',
      charset: 'windows-1255',
      lossy: false,
    });
  });

  test('what only ISO-8859-8 knows is read as that', () => {
    expect(decodeBytes(bytes(0xe3, 0xdf))).toEqual({ text: 'ד‗', charset: 'iso-8859-8', lossy: false });
  });

  test('what nothing knows is read as well as possible', () => {
    expect(decodeBytes(bytes(0xe3, 0xf0, 0xff))).toEqual({ text: 'דנ\ufffd', charset: 'windows-1255', lossy: true });
    expect(decodeBytes(bytes(0xff))).toEqual({ text: '\ufffd', charset: 'utf-8', lossy: true });
  });

  test.each([
    ['a Hebrew letter', 'שלום', 1, 'שלו'],
    ['a Hebrew letter after ASCII', 'abcא', 1, 'abc'],
    ['the euro sign, one byte missing', 'price 5€', 1, 'price 5'],
    ['an emoji, one byte missing', 'hi 😀', 1, 'hi '],
    ['an emoji after Hebrew, three bytes missing', 'היי😀', 3, 'היי'],
  ])('a value cut inside %s is still UTF-8', (_, whole, missing, text) => {
    expect(decodeBytes(utf8(whole).slice(0, -missing))).toEqual({ text, charset: 'utf-8', lossy: false });
  });

  test('one Hebrew letter of windows-1255 after ASCII is a letter, not a cut character', () => {
    expect(decodeBytes(bytes(0x41, 0x20, 0xe0)).text).toBe('A א');
  });

  test('a chosen charset is obeyed', () => {
    expect(decodeChosen(utf8('ד'), 'windows-1255').charset).toBe('windows-1255');
    expect(decodeChosen(bytes(0xe3), 'utf-8')).toEqual({ text: '\ufffd', charset: 'utf-8', lossy: true });
  });
});

test('what counts as UTF-8 is what a fatal TextDecoder takes', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const isUtf8 = (value: Uint8Array) => {
    try {
      return strict.decode(value) !== undefined;
    } catch {
      return false;
    }
  };
  const interesting = [
    0x20, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xd7, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
    0xff,
  ];
  for (const a of interesting) {
    for (const b of interesting) {
      for (const c of interesting) {
        for (const d of interesting) {
          // The last byte is ASCII, so that nothing is a cut character.
          const value = bytes(a, b, c, d, 0x20);
          const { charset, lossy } = decodeBytes(value);
          expect(charset === 'utf-8' && !lossy).toBe(isUtf8(value));
        }
      }
    }
  }
});

describe('one body', () => {
  test('reports the weakest charset of its values, once', () => {
    const decoder = createDecoder();
    decoder.decode(bytes(0xe3, 0xdf));
    decoder.decode(bytes(0xe3));
    decoder.decode(utf8('דנה'));
    expect(decoder.charset).toBe('iso-8859-8');
    expect(decoder.warnings().map(({ code }) => code)).toEqual(['charset_recovered']);
  });

  test('says nothing about UTF-8 or about a charset somebody chose', () => {
    const chosen = createDecoder('windows-1255');
    expect(chosen.decode(bytes(0xe3))).toBe('ד');
    expect([chosen.charset, chosen.warnings()]).toEqual(['windows-1255', []]);
    expect(createDecoder().warnings()).toEqual([]);
  });

  test.each(['utf-16le', 'utf-16be'])('a document in %s is understood, with and without a mark', (label) => {
    const encode = (text: string) =>
      new Uint8Array(
        [...text].flatMap((c) => {
          const pair = [c.charCodeAt(0) & 0xff, c.charCodeAt(0) >> 8];
          return label === 'utf-16le' ? pair : pair.reverse();
        }),
      );
    expect(createDecoder().decodeDocument(encode('\ufeff<a>ד</a>'))).toBe('<a>ד</a>');
    expect(createDecoder().decodeDocument(encode('{"a":"ד"}'))).toBe('{"a":"ד"}');
  });
});

describe('a broken byte', () => {
  const broken = (text: string) =>
    Uint8Array.from(
      [...utf8(text)].filter((_, at) => at !== text.indexOf('|') * 0 + utf8(text.split('|')[0] ?? '').length - 1),
    ).filter((byte) => byte !== 0x7c);

  test.each([
    ['a JSON document', '{"name":"דנה לוי|","notes":"שלום, אשמח לחזרה"}'],
    ['a short name', 'דנה לו|'.padEnd(20, '.')],
    ['an XML document', '<lead><a>שלום| עולם</a></lead>'],
  ])('in %s leaves the rest UTF-8, and is told', (_, text) => {
    const decoder = createDecoder();
    const decoded = decoder.decodeDocument(broken(text));
    const [before = '', after = ''] = text.split('|');
    expect(decoded).toBe(`${before.slice(0, -1)}\ufffd${after}`);
    expect(decoder.charset).toBe('utf-8');
    expect(decoder.warnings().map(({ code }) => code)).toEqual(['charset_unknown']);
  });

  test('in Hebrew of windows-1255 does not make it anything else', () => {
    expect(decodeBytes(bytes(0xf9, 0xec, 0xe5, 0xff, 0xed)).text).toBe('שלו\ufffdם');
  });
});

describe('a text that says nothing of its charset', () => {
  test.each([
    ['Latin letters with marks within words', [0x4a, 0x6f, 0x73, 0xe9], 'José'],
    ['two of them', [0x5a, 0x6f, 0xeb, 0x20, 0xc9, 0x76, 0x61], 'Zoë Éva'],
  ])('%s are what they are in the West', (_, values, text) => {
    expect(decodeBytes(bytes(...values))).toEqual({ text, charset: 'windows-1252', lossy: false });
  });

  test('and stands as no Hebrew does is not made Hebrew', () => {
    // `Анна` in windows-1251, which would be a point without a letter, and three letters.
    expect(decodeBytes(bytes(0xc0, 0xed, 0xed, 0xe0))).toMatchObject({ isUnreadable: true, lossy: true });
  });
});
