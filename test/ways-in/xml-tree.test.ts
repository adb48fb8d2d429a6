import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseXml, type XmlElement } from '../../src/ways-in/xml/parse.ts';
import { refusalOfXml } from '../../src/ways-in/xml/well-formed.ts';
import { written } from '../support/pure/xml-documents.ts';

const parsed = (document: string): XmlElement | string => {
  const result = parseXml(document);
  return result.ok ? result.root : result.rejection.code;
};

describe('the tree', () => {
  test('is the same, however a document says it', () => {
    const prologs = fc.constantFrom(
      '',
      '<?xml version="1.0" encoding="UTF-8"?>\r\n',
      '<!-- "\' --><?xml-stylesheet href="it\'s"?> ',
    );
    fc.assert(
      fc.property(prologs, written.element, fc.constantFrom('', '\n', '<!-- end --><?q "?>'), (before, one, after) => {
        expect(parsed(before + one.document + after)).toEqual(one.tree);
      }),
      { numRuns: 1000 },
    );
  });

  test('has every name, also those that objects have already', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', '#text', ':@']) {
      const isName = !/^#|@/.test(name);
      const tree = { name, attributes: [{ name, value: '1' }], children: [], text: 'x' };
      expect(parsed(`<${name} ${name}="1">x</${name}>`)).toEqual(isName ? tree : 'unreadable');
    }
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  test('holds text as it was written: numbers, flags and spaces are text', () => {
    const values = ['0521234567', '1e5', '0x1F', 'true', 'null', ' a ', '+972', '12345678901234567890'];
    for (const value of values) {
      expect(parsed(`<a b="${value}">${value}</a>`)).toMatchObject({ text: value, attributes: [{ value }] });
    }
  });
});

describe('the guard', () => {
  const pieces = [
    ...[
      '<a',
      '<b',
      '<x:c',
      '<__proto__',
      '<constructor',
      '>',
      '/>',
      '</a>',
      '</b>',
      '</x:c>',
      '</__proto__>',
      '</a\n>',
    ],
    ...[' a="1"', " b='\"'", ' constructor="x"', ' x:y="z>"', ' xmlns="u"', '=', '"', "'", '\n', '\t', ' ', '\r\n'],
    ...[
      'text',
      '&amp;',
      '&#1488;',
      '&#13;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?p ',
      '?>',
      "<?p it's ?>",
      '<?q a="?>',
    ],
    ...[
      '<!-- "\' <?x -->',
      '<![CDATA[<?p ?><a>&amp;]]>',
      '<a>',
      '<b>',
      '<c/>',
      'א',
      '😀',
      '\u00a0',
      '\ufeff',
      '\u1680',
    ],
    ...['\u3000', '\u2028', '#text', '@', '.', ':', '-', '[', '<!DOCTYPE a>', '&x;', '<?xml version="1.0"?>'],
  ];
  const documents = fc
    .tuple(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), fc.boolean())
    .map(([chosen, isWrapped]) => (isWrapped ? `<r>${chosen.join('')}</r>` : chosen.join('')));

  test('lets through only what the parser reads as it stands', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const refusal = refusalOfXml(document);
        expect(parsed(document)).toEqual(refusal ? refusal.code : plainReading(document));
      }),
      { numRuns: 5000 },
    );
  });

  /** The same tree from a well-formed document by the shortest means, for this test alone. */
  function plainReading(document: string): XmlElement | undefined {
    const top: XmlElement = { name: '', attributes: [], children: [], text: '' };
    const open = [top];
    const items =
      /<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)/gsu;
    for (const [, cdata, slash, tag, rest = '', text] of document.replace(/\r\n?/g, '\n').matchAll(items)) {
      const parent = open.at(-1) ?? top;
      parent.text += cdata ?? (text === undefined ? '' : resolved(text));
      if (tag === undefined) continue;
      if (slash) open.pop();
      else {
        const attributes = [...rest.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
          .filter(([, name]) => !name?.startsWith('xmlns'))
          .map(([, name = '', a, b]) => ({ name: local(name), value: resolved((a ?? b ?? '').replace(/\s/g, ' ')) }));
        const element = { name: local(tag), attributes, children: [], text: '' };
        parent.children.push(element);
        if (!rest.endsWith('/')) open.push(element);
      }
    }
    return top.children[0];
  }

  const local = (name: string) => name.slice(name.lastIndexOf(':') + 1) || name;
  const resolved = (text: string) =>
    text.replace(/&(?:#(\d+)|amp);/g, (_, code) => (code ? String.fromCodePoint(Number(code)) : '&'));
});

describe('64 KB of', () => {
  const fill = (piece: string, before: string, after: string, size = 65_536) =>
    before + piece.repeat(Math.floor((size - before.length - after.length) / piece.length)) + after;
  const attributes = (count: number) => Array.from({ length: count }, (_, i) => `a${i.toString(36)}=""`).join(' ');
  const long = 'n'.repeat(400);

  test.each<[string, string]>([
    ['levels', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
    ['references', fill('&#9;', '<a>', '</a>')],
    ['references in an attribute', fill('&#9;', '<a b="', '"/>')],
    ['attributes', `<a ${attributes(8000)}/>`],
    ['attributes around many texts', fill('x<b/>', `<a ${attributes(4200)}>`, '</a>')],
    ['namespaces', `<a ${attributes(5000).replaceAll('a', 'xmlns:a')}/>`],
    ['siblings', fill('<b/>', '<a>', '</a>')],
    [
      'siblings of different names',
      `<a>${Array.from({ length: 8000 }, (_, i) => `<b${i.toString(36)}/>`).join('')}</a>`,
    ],
    ['siblings under long names', `<${long}>`.repeat(60) + fill('<b/>', '', '', 17_000) + `</${long}>`.repeat(60)],
    ['instructions', fill('<?b?>', '<a>', '</a>')],
    ['comments', fill('<!---->', '<a>', '</a>')],
    ['CDATA', fill('<![CDATA[]]>', '<a>', '</a>')],
    ['unclosed CDATA', fill('<![CDATA[', '<a>', '</a>')],
    ['tabs in a tag', fill('\t', '<a', '/>')],
    ['colons', fill(':', '<', '/>')],
  ])('%s is read or refused at once', (_, document) => {
    const started = performance.now();
    parsed(document);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
