import { describe, expect, test } from 'vitest';
import { parseXml, type XmlElement } from '../../src/ways-in/xml/parse.ts';
import { readXml } from '../../src/ways-in/xml/read.ts';

const codeOf = (document: string) => {
  const parsed = parseXml(document);
  return parsed.ok ? 'ok' : parsed.rejection.code;
};
const rootOf = (document: string): XmlElement | undefined => {
  const parsed = parseXml(document);
  return parsed.ok ? parsed.root : undefined;
};

describe('not well-formed', () => {
  test.each([
    '',
    'text',
    '<',
    '<a',
    '<a>',
    '<a/',
    '</a>',
    '<a></b>',
    '<a><b></a></b>',
    '<A></a>',
    '<a/><b/>',
    '<a/><a/>',
    '<a/>x',
    'x<a/>',
    '<a>&</a>',
    '<a>& b</a>',
    '<a>&amp</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>&#xG;</a>',
    '<a>&#X41;</a>',
    '<a>&#0;</a>',
    '<a>&#8;</a>',
    '<a>&#xD800;</a>',
    '<a>&#xFFFE;</a>',
    '<a>&#x110000;</a>',
    '<a>&#99999999999999999999;</a>',
    '<a b="&"/>',
    '<a b="<"/>',
    "<a b='<'/>",
    '<a b/>',
    '<a b=c/>',
    '<a b="1" b="2"/>',
    '<a b="1"c="2"/>',
    '<a b = "1/>',
    '<a b=“1”/>',
    '<a b="1" /b>',
    '< a/>',
    '<1a/>',
    '<-a/>',
    '<.a/>',
    '<a$/>',
    '<a!/>',
    '<a b$="1"/>',
    '<a></ a>',
    '<a></a b="1">',
    '<a><!-- -- --></a>',
    '<a><!-- --->x</a>',
    '<a><!-- </a>',
    '<a><![CDATA[ </a>',
    '<![CDATA[x]]><a/>',
    '<a/><![CDATA[x]]>',
    '<a>]]></a>',
    '<a><![cdata[x]]></a>',
    '<a><!foo></a>',
    '<a><?xml version="1.0"?></a>',
    ' <?xml version="1.0"?><a/>',
    '<?xml?><a/>',
    '<?xml encoding="utf-8"?><a/>',
    '<?xml version="1.0" standalone="maybe"?><a/>',
    '<?xml version="1.0" standalone="yes" encoding="utf-8"?><a/>',
    '<?xml version="1.0"encoding="utf-8"?><a/>',
    '<?xml version="1.0" encoding=""?><a/>',
    '<?xml version="2.0"?><a/>',
    '<?XML version="1.0"?><a/>',
    '<a/><?xml version="1.0"?>',
    '<a><? x?></a>',
    '<a><?x</a>',
    '<a><?x!y?></a>',
    '<a>\u0001</a>',
    '<a>\u000b</a>',
    '<a>\ufffe</a>',
    '<a b="\u0000"/>',
    '<!-- \u0002 --><a/>',
    '<a>\ud800</a>',
    '<a></a></a>',
    '<a><b/>',
    '<a b="1"><c d="2"></a>',
    '<a>&#65 </a>',
    '<a b="&#1;"/>',
    '&#32;<a/>',
    '<a/>&#32;',
  ])('%j', (document) => {
    expect(codeOf(document)).toBe('unreadable');
  });
});

describe('well-formed', () => {
  test.each([
    '<a/>',
    '<a />',
    '<a></a >',
    '<?xml version="1.0"?>\n<!-- c --><a/>\n<!-- d --><?p i?>\n',
    "<?xml version='1.1' encoding='windows-1255' standalone='no' ?><a/>",
    '<a b="1"\n\tc=\'"\'/>',
    '<שם>x</שם>',
    '<a:b xmlns:a="u" a:c="1"/>',
    '<_a-b.c1/>',
    '<a>]] ></a>',
    '<a><!--<!DOCTYPE x>--><![CDATA[<!ENTITY & ]]]]></a>',
    '<a><?php echo "<b>" ?></a>',
    '<a b=">"/>',
    '<a>></a>',
    '<a b = "1"/>',
    '<𐀀/>',
  ])('%j', (document) => {
    expect(codeOf(document)).toBe('ok');
  });

  test('references, CDATA and line endings become text', () => {
    expect(
      rootOf('<a b="x&#10;y\r\nz\tw&#9;">&lt;&amp;&#1491;&#x5D4;&quot;\r\n<![CDATA[&amp;\r]]>&apos;&gt;</a>'),
    ).toEqual({
      name: 'a',
      attributes: [{ name: 'b', value: 'x\ny z w\t' }],
      children: [],
      text: '<&דה"\n&amp;\n\'>',
    });
  });

  test('names are compared without their prefix and may be anything', () => {
    expect(rootOf('<x:__proto__ xmlns:x="u"><constructor y:toString="1"/></x:__proto__>')).toMatchObject({
      name: '__proto__',
      attributes: [],
      children: [{ name: 'constructor', attributes: [{ name: 'toString', value: '1' }] }],
    });
  });

  test.each(['\u1680', '\ufeff'])('a name may not hold %j, which the parser takes for a space', (space) => {
    expect(codeOf(`<a${space}b/>`)).toBe('unreadable');
    expect(codeOf(`<a b${space}c="1"/>`)).toBe('unreadable');
    expect(codeOf(`<a b="${space}">${space}</a>`)).toBe('ok');
  });
});

describe('refused by rule', () => {
  test.each([
    '<!DOCTYPE a><a/>',
    '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>',
    '<!doctype a><a/>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<a><!ENTITY x "y"></a>',
  ])('a DTD: %j', (document) => {
    expect(codeOf(document)).toBe('xml_dtd');
  });

  test.each(['<a>&nbsp;</a>', '<a b="&x;"/>', '<a>&שלום;</a>'])('another entity: %j', (document) => {
    expect(codeOf(document)).toBe('xml_entity');
  });

  test('a DTD is refused in ADF too, although ADF is mended', () => {
    const read = readXml('junk <!DOCTYPE adf [<!ENTITY x "y">]><adf><prospect><customer/></prospect></adf>');
    expect(read.ok ? 'ok' : read.rejection.code).not.toBe('ok');
  });

  test('the message names the line and what to do', () => {
    const parsed = parseXml('<a>\n<b>Levi & Sons</b>\n</a>');
    expect(parsed.ok ? '' : parsed.rejection.message).toBe(
      'The XML is not well-formed near line 2: there is a bare "&"; write it as "&amp;".',
    );
  });
});
