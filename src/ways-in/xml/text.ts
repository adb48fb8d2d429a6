/** Why a document is refused; never leaves `parseXml`. */
export class XmlProblem extends Error {
  readonly code: 'unreadable' | 'xml_dtd' | 'xml_entity' | 'too_deep';

  constructor(code: XmlProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** With the `u` flag a lone surrogate is a character of its own, and falls outside. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

const PREDEFINED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** True when every character may stand in an XML document. */
export function isLegalText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** XML turns every line ending into a line feed. */
export function normaliseNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Text between tags, its references resolved. Throws `XmlProblem`. */
export function textWithReferences(raw: string): string {
  if (!isLegalText(raw)) throw new XmlProblem('unreadable', 'there is a character that XML forbids');
  const text = normaliseNewlines(raw);
  return text.includes('&') ? resolve(text) : text;
}

/** An attribute's value: references resolved, line breaks and tabs turned to spaces. Throws `XmlProblem`. */
export function attributeText(raw: string): string {
  if (raw.includes('<')) throw new XmlProblem('unreadable', '"<" stands in an attribute; write it as "&lt;"');
  if (!isLegalText(raw)) throw new XmlProblem('unreadable', 'there is a character that XML forbids');
  const text = normaliseNewlines(raw).replace(/[\t\n]/g, ' ');
  return text.includes('&') ? resolve(text) : text;
}

function resolve(text: string): string {
  return text.replace(/&(?:#([0-9]+);|#x([0-9a-fA-F]+);|([^\s&;#<>"'=/]+);)?/g, (whole, decimal, hex, entity) => {
    if (entity !== undefined) return PREDEFINED.get(entity) ?? refuseEntity(entity);
    if (whole === '&') throw new XmlProblem('unreadable', 'there is a bare "&"; write it as "&amp;"');
    return characterOf(decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10), whole);
  });
}

function refuseEntity(entity: string): never {
  throw new XmlProblem(
    'xml_entity',
    `The XML uses the entity "&${entity.slice(0, 40)};", and only &lt; &gt; &amp; &quot; &apos; and character references such as &#1488; are read. Write the character itself.`,
  );
}

function characterOf(code: number, whole: string): string {
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\uffff';
  if (!isLegalText(character))
    throw new XmlProblem('unreadable', `"${whole.slice(0, 20)}" is no character that XML allows`);
  return character;
}
