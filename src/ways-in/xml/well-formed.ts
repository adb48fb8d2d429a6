import type { Rejection } from '../../lead/submission.ts';
import { DECLARATION, NAME, SPACE } from './grammar.ts';
import { checkText, isLegalText, XmlProblem } from './text.ts';

/** Elements within elements: no lead needs more, and a document must not choose how deep we nest. */
export const MAX_DEPTH = 64;
/** What 64 KB may hold of elements with names of a length that says something. */
const MAX_ELEMENTS = 8500;

/**
 * Why a document must not be parsed; undefined when it is well-formed XML 1.0 without a DTD, with no references but to
 * characters and the five predefined entities, and nests no deeper than {@link MAX_DEPTH}. Linear, and without
 * recursion.
 *
 * A guard, because fast-xml-parser takes nearly anything for a document: what passes here has only one reading.
 */
export function refusalOfXml(document: string): Rejection | undefined {
  try {
    new Scanner(document).document();
    return undefined;
  } catch (problem) {
    if (!(problem instanceof XmlProblem)) throw problem;
    return { code: problem.code, status: 400, message: problem.message };
  }
}

class Scanner {
  private at = 0;
  private hasRoot = false;
  private elements = 0;
  private readonly open: string[] = [];
  private readonly source: string;

  constructor(document: string) {
    this.source = document;
  }

  document(): void {
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
    if (this.open.length > 0) this.fail(`<${this.open.at(-1)}> is never closed`);
    if (!this.hasRoot) this.fail('there is no root element');
  }

  private text(raw: string): void {
    if (this.open.length === 0) {
      if (/[^ \t\r\n]/.test(raw)) this.fail('there is text outside the root element');
      return;
    }
    if (raw.includes(']]>')) this.fail('"]]>" stands in text; write it as "]]&gt;"');
    this.checkText(raw);
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
      if (this.open.length === 0) this.fail('a CDATA section stands outside the root element');
      const body = this.until(']]>', this.at + 9, 'a CDATA section is never closed');
      if (!isLegalText(body)) this.fail('a CDATA section holds a character that XML forbids');
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
    if (opened !== tag) this.fail(`<${opened}> is closed by </${tag}>`);
  }

  private startTag(): void {
    this.at++;
    const tag = this.name('"<" is not followed by a name; write it as "&lt;" in text');
    if (this.open.length === 0) {
      if (this.hasRoot) this.fail('there is more than one root element');
      this.hasRoot = true;
    }
    this.elements += 1;
    if (this.elements > MAX_ELEMENTS)
      throw new XmlProblem('too_many_fields', `The XML has more than ${MAX_ELEMENTS} elements. Send fewer.`);
    this.attributes();
    if (this.source[this.at] === '>') {
      this.at++;
      if (this.open.length >= MAX_DEPTH) {
        throw new XmlProblem(
          'too_deep',
          `The XML nests deeper than ${MAX_DEPTH} levels. Send the fields of the lead flatter.`,
        );
      }
      this.open.push(tag);
    } else if (this.source.startsWith('/>', this.at)) this.at += 2;
    else this.fail(`<${tag} is malformed`);
  }

  private attributes(): void {
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
      if (raw.includes('<')) this.fail('"<" stands in an attribute; write it as "&lt;"');
      this.checkText(raw);
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

  private checkText(raw: string): void {
    try {
      checkText(raw);
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
