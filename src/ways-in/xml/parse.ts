import type { Rejection } from '../../lead/submission.ts';
import { DECLARATION, localName, NAME, SPACE } from './grammar.ts';
import { attributeText, isLegalText, normaliseNewlines, textWithReferences, XmlProblem } from './text.ts';

/** An element of a well-formed document. */
export interface XmlElement {
  /** Without its prefix, as written. */
  name: string;
  /** Without namespace declarations. */
  attributes: { name: string; value: string }[];
  children: XmlElement[];
  /** The text directly inside, CDATA included, references resolved. */
  text: string;
}

/** No lead needs more, and a document must not choose how deep we nest. */
const MAX_DEPTH = 64;

/**
 * A strict XML 1.0 parser for documents without a DTD: whatever is not well-formed is refused, nothing is
 * expanded but character references and the five predefined entities. Linear, and without recursion.
 *
 * Our own, because the checks that libraries leave out (names, characters, references, attributes, what may stand
 * outside the root) come to a full scan of the document, and then a second parser can only disagree with the first.
 */
export function parseXml(document: string): { ok: true; root: XmlElement } | { ok: false; rejection: Rejection } {
  try {
    return { ok: true, root: new Scanner(document).document() };
  } catch (problem) {
    if (!(problem instanceof XmlProblem)) throw problem;
    return { ok: false, rejection: { code: problem.code, status: 400, message: problem.message } };
  }
}

class Scanner {
  private at = 0;
  private root: XmlElement | undefined;
  private readonly open: { element: XmlElement; tag: string }[] = [];
  private readonly source: string;

  constructor(document: string) {
    this.source = document;
  }

  document(): XmlElement {
    if (/<\?xml[ \t\r\n]/y.test(this.source)) {
      DECLARATION.lastIndex = 0;
      if (!DECLARATION.test(this.source)) this.fail('the XML declaration is malformed');
      this.at = DECLARATION.lastIndex;
    }
    while (this.at < this.source.length) {
      const markup = this.source.indexOf('<', this.at);
      const end = markup === -1 ? this.source.length : markup;
      if (end > this.at) this.text(this.source.slice(this.at, end));
      this.at = end;
      if (markup !== -1) this.markup();
    }
    const unclosed = this.open.at(-1);
    if (unclosed) this.fail(`<${unclosed.tag}> is never closed`);
    return this.root ?? this.fail('there is no root element');
  }

  private text(raw: string): void {
    const parent = this.open.at(-1)?.element;
    if (parent === undefined) {
      if (/[^ \t\r\n]/.test(raw)) this.fail('there is text outside the root element');
      return;
    }
    if (raw.includes(']]>')) this.fail('"]]>" stands in text; write it as "]]&gt;"');
    parent.text += this.located(() => textWithReferences(raw));
  }

  private markup(): void {
    const next = this.source[this.at + 1];
    if (next === '!') this.declarationOrComment();
    else if (next === '?') this.processingInstruction();
    else if (next === '/') this.endTag();
    else this.startTag();
  }

  private declarationOrComment(): void {
    if (this.source.startsWith('<!--', this.at)) {
      const body = this.until('--', this.at + 4, 'a comment is never closed');
      if (this.source[this.at] !== '>') this.fail('"--" stands inside a comment');
      this.at++;
      if (!isLegalText(body)) this.fail('a comment holds a character that XML forbids');
    } else if (this.source.startsWith('<![CDATA[', this.at)) {
      const parent = this.open.at(-1)?.element ?? this.fail('a CDATA section stands outside the root element');
      const body = this.until(']]>', this.at + 9, 'a CDATA section is never closed');
      if (!isLegalText(body)) this.fail('a CDATA section holds a character that XML forbids');
      parent.text += normaliseNewlines(body);
    } else if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/iy.test(this.source.slice(this.at, this.at + 12))) {
      throw new XmlProblem(
        'xml_dtd',
        'The XML holds a DTD (<!DOCTYPE> or <!ENTITY>), which is never read. Remove it and send the document again.',
      );
    } else this.fail('"<!" begins neither a comment nor CDATA');
  }

  private processingInstruction(): void {
    this.at += 2;
    const target = this.name('a processing instruction without a name');
    if (target.toLowerCase() === 'xml') this.fail('the XML declaration must be the very first thing in the document');
    const spaced = this.space();
    const body = this.until('?>', this.at, 'a processing instruction is never closed');
    if (body !== '' && !spaced) this.fail('a processing instruction has a malformed name');
    if (!isLegalText(body)) this.fail('a processing instruction holds a character that XML forbids');
  }

  private endTag(): void {
    this.at += 2;
    const tag = this.name('a closing tag has no name');
    this.space();
    if (this.source[this.at] !== '>') this.fail(`</${tag} is not closed with ">"`);
    this.at++;
    const opened = this.open.pop() ?? this.fail(`</${tag}> was never opened`);
    if (opened.tag !== tag) this.fail(`<${opened.tag}> is closed by </${tag}>`);
  }

  private startTag(): void {
    this.at++;
    const tag = this.name('"<" is not followed by a name; write it as "&lt;" in text');
    const element: XmlElement = { name: localName(tag), attributes: [], children: [], text: '' };
    const parent = this.open.at(-1)?.element;
    if (parent) parent.children.push(element);
    else if (this.root) this.fail('there is more than one root element');
    else this.root = element;

    this.attributes(element);
    if (this.source[this.at] === '>') {
      this.at++;
      if (this.open.length >= MAX_DEPTH) {
        throw new XmlProblem(
          'too_deep',
          `The XML nests deeper than ${MAX_DEPTH} levels. Send the fields of the lead flatter.`,
        );
      }
      this.open.push({ element, tag });
    } else if (this.source.startsWith('/>', this.at)) this.at += 2;
    else this.fail(`<${tag} is malformed`);
  }

  private attributes(element: XmlElement): void {
    const seen = new Set<string>();
    for (;;) {
      const spaced = this.space();
      const next = this.source[this.at];
      if (next === '>' || next === '/' || next === undefined) return;
      if (!spaced) this.fail('attributes must be separated by a space');
      const name = this.name('a tag holds something that is no attribute');
      if (seen.has(name)) this.fail(`the attribute "${name}" is given twice`);
      seen.add(name);
      this.space();
      if (this.source[this.at++] !== '=') this.fail(`the attribute "${name}" has no value`);
      this.space();
      const quote = this.source[this.at++];
      if (quote !== '"' && quote !== "'") this.fail(`the value of "${name}" must stand in straight quotes`);
      const raw = this.until(quote, this.at, `the value of "${name}" is never closed`);
      const value = this.located(() => attributeText(raw));
      if (!/^xmlns(?::|$)/.test(name)) element.attributes.push({ name: localName(name), value });
    }
  }

  private name(otherwise: string): string {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.source)?.[0] ?? this.fail(otherwise);
    this.at = NAME.lastIndex;
    return name;
  }

  private space(): boolean {
    SPACE.lastIndex = this.at;
    SPACE.test(this.source);
    const moved = SPACE.lastIndex > this.at;
    this.at = SPACE.lastIndex;
    return moved;
  }

  private until(end: string, from: number, otherwise: string): string {
    const found = this.source.indexOf(end, from);
    if (found === -1) this.fail(otherwise);
    this.at = found + end.length;
    return this.source.slice(from, found);
  }

  private located(read: () => string): string {
    try {
      return read();
    } catch (problem) {
      if (problem instanceof XmlProblem && problem.code === 'unreadable') this.fail(problem.message);
      throw problem;
    }
  }

  private fail(what: string): never {
    const line = this.source.slice(0, this.at).split('\n').length;
    throw new XmlProblem('unreadable', `The XML is not well-formed near line ${line}: ${what}.`);
  }
}
