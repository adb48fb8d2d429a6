import fc from 'fast-check';
import type { XmlElement } from '../../../src/ways-in/xml/parse.ts';

const names = fc.constantFrom(
  ...['a', 'FirstName', 'שם', '_x-1.y', '𐀀', 'true', 'xml-ish', 'version'],
  ...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', '__defineGetter__'],
);
const texts = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ''));
const odd = fc.constantFrom(
  ']]>',
  '&amp;',
  '<a>',
  '-->',
  '"',
  "'",
  ' ',
  '\t',
  '\r\n',
  '\u00a0',
  '\ufeff',
  '1e5',
  '007',
  'true',
);
const values = fc.oneof(
  texts,
  odd,
  fc.tuple(texts, odd).map(([a, b]) => a + b),
);

/** A tree, and beside it one of the many legal documents that say it. */
export interface Written {
  tree: XmlElement;
  document: string;
}

/** Random trees in random spelling: prefixes, quotes, references, CDATA, comments, instructions, white space. */
export const written = fc.letrec<{ element: Written; content: Content }>((tie) => ({
  element: fc
    .record({
      name: names,
      prefix: fc.constantFrom('', '', 'x:', 'soap:'),
      attributes: fc.uniqueArray(attribute(), { maxLength: 4, selector: ({ name }) => name }),
      content: fc.array(tie('content'), { maxLength: 4, depthIdentifier: 'xml' }),
      space: fc.constantFrom('', ' ', '\n', '\t\r\n'),
      selfClosing: fc.boolean(),
    })
    .map(writeElement),
  content: fc.oneof(
    { depthIdentifier: 'xml', depthSize: 'small' },
    fc.tuple(values, fc.infiniteStream(fc.nat(5))).map(([text, ways]) => ({ text, document: escaped(text, ways) })),
    texts.filter((text) => !/\]\]>|\r/.test(text)).map((text) => ({ text, document: `<![CDATA[${text}]]>` })),
    fc.constant({ text: '<b>&amp;"\'<?p?>', document: '<![CDATA[<b>&amp;"\'<?p?>]]>' }),
    fc
      .constantFrom(
        '<!---->',
        '<!-- <b> "&\' ]]> <![CDATA[ <?p -->',
        '<?p it\'s <a> " -->?>',
        '<?php echo "<b>" ?>',
        '<?q?>',
      )
      .map((document) => ({ text: '', document })),
    // Kept apart from what follows: `\r` and `\n` in a row are one line's end.
    fc.constantFrom('\r\n', '\r<!---->', '\n').map((document) => ({ text: '\n', document })),
    tie('element').map(({ tree, document }) => ({ child: tree, text: '', document })),
  ),
}));

interface Content {
  child?: XmlElement;
  text: string;
  document: string;
}
interface Attribute {
  name: string;
  value: string;
  document: string;
}

function attribute(): fc.Arbitrary<Attribute> {
  return fc
    .record({
      name: names,
      prefix: fc.constantFrom('', '', 'y:'),
      value: values,
      ways: fc.infiniteStream(fc.nat(5)),
      quote: fc.constantFrom('"', "'"),
      around: fc.constantFrom('', ' ', '\n', '\t'),
      before: fc.constantFrom(' ', '\n', '\t '),
    })
    .map(({ name, prefix, value, ways, quote, around, before }) => ({
      name,
      value,
      document: `${before}${prefix}${name}${around}=${around}${quote}${escaped(value, ways, true)}${quote}`,
    }));
}

/** The text as a document may hold it: every character as itself where that is allowed, or as some reference. */
function escaped(text: string, ways: Iterator<number>, inAttribute = false): string {
  const named: Record<string, string> = { '<': 'lt', '>': 'gt', '&': 'amp', '"': 'quot', "'": 'apos' };
  return [...text]
    .map((character) => {
      const way = ways.next().value;
      const code = character.codePointAt(0) ?? 0;
      if (way === 1) return `&#${code};`;
      if (way === 2) return `&#x${code.toString(16)};`;
      if (way === 3) return `&#x00${code.toString(16).toUpperCase()};`;
      if (named[character]) return `&${named[character]};`;
      return character === '\r' || (inAttribute && /[\t\n]/.test(character)) ? `&#${code};` : character;
    })
    .join('');
}

function writeElement(made: {
  name: string;
  prefix: string;
  attributes: Attribute[];
  content: Content[];
  space: string;
  selfClosing: boolean;
}): Written {
  const { name, prefix, attributes, content, space, selfClosing } = made;
  const tree: XmlElement = {
    name,
    attributes: attributes.map((one) => ({ name: one.name, value: one.value })),
    children: content.flatMap(({ child }) => child ?? []),
    text: content.map(({ text }) => text).join(''),
  };
  const declared = prefix === '' ? ' xmlns="urn:a"' : ` xmlns:${prefix.slice(0, -1)}='urn:b'`;
  const start = `<${prefix}${name}${attributes.map(({ document }) => document).join('')}${declared}${space}`;
  const isEmpty = content.length === 0 && selfClosing;
  const inside = content.map(({ document }) => document).join('');
  return { tree, document: isEmpty ? `${start}/>` : `${start}>${inside}</${prefix}${name}${space}>` };
}
