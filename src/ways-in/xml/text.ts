/** Why a document is refused; never leaves `refusalOfXml`. */
export class XmlProblem extends Error {
  readonly code: 'unreadable' | 'xml_dtd' | 'xml_entity' | 'too_deep' | 'too_many_fields';

  constructor(code: XmlProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** With the `u` flag a lone surrogate is a character of its own, and falls outside. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
/** A reference, or a `&` that begins none. */
const REFERENCE = /&(?:#([0-9]+);|#x([0-9a-fA-F]+);|([^\s&;#<>"'=/]+);)?/g;

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

/** Throws `XmlProblem` unless the characters are legal, and so is what the references stand for. */
export function checkText(raw: string): void {
  if (!isLegalText(raw)) throw new XmlProblem('unreadable', 'there is a character that XML forbids');
  if (!raw.includes('&')) return;
  for (const [whole, decimal, hex, entity] of raw.matchAll(REFERENCE)) {
    if (entity !== undefined) {
      if (!PREDEFINED.has(entity)) refuseEntity(entity);
    } else if (whole === '&') throw new XmlProblem('unreadable', 'there is a bare "&"; write it as "&amp;"');
    else if (!isLegalText(characterOf(decimal, hex))) {
      throw new XmlProblem('unreadable', `"${whole.slice(0, 20)}" is no character that XML allows`);
    }
  }
}

/** Text that was checked, its references resolved once: `&amp;lt;` is `&lt;`. */
export function xmlText(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(REFERENCE, (whole, decimal, hex, entity) =>
    entity === undefined ? characterOf(decimal, hex) : (PREDEFINED.get(entity) ?? whole),
  );
}

/** An attribute's value that was checked: line breaks and tabs are spaces, unless a reference wrote them. */
export function attributeText(raw: string): string {
  return xmlText(raw.replace(/[\t\n]/g, ' '));
}

function characterOf(decimal: string | undefined, hex: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uffff';
}

function refuseEntity(entity: string): never {
  throw new XmlProblem(
    'xml_entity',
    `The XML uses the entity "&${entity.slice(0, 40)};", and only &lt; &gt; &amp; &quot; &apos; and character references such as &#1488; are read. Write the character itself.`,
  );
}
