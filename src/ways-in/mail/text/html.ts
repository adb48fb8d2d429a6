import { decodeEntities } from './entities.ts';
import type { Row } from './rows.ts';

/** Longer tags are looked at no further; what they say does not matter here. */
const MAX_TAG = 2000;
const SKIPPED = new Set(['script', 'style', 'title', 'template', 'noscript', 'svg', 'math', 'object']);
const BLOCKS = new Set(
  'p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 hr blockquote section article header footer main form fieldset address center pre caption'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote', 'table']);

/**
 * HTML as rows: lines of text, and the cells of table rows. One pass over the text, without building a tree; nothing is
 * run, fetched or kept of what it would look like.
 */
export function htmlRows(html: string): Row[] {
  const page = new Page();
  /** Closing tags that do not come any more, so that nobody looks for them again. */
  const neverClosed = new Set<string>();
  let at = 0;
  let close = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    page.text(html.slice(at, open));
    at = skipMarkup(html, open, neverClosed);
    if (at > open) continue;
    // Looked for once, however many `<` stand before it.
    if (close !== -1 && close <= open) close = html.indexOf('>', open);
    const source = close === -1 ? '' : html.slice(open, Math.min(close + 1, open + MAX_TAG));
    const tag = TAG.exec(source);
    if (!tag) {
      // A bare `<`, or an address somebody left in angle brackets.
      page.text('<');
      at = open + 1;
      if (close === -1) break;
      continue;
    }
    at = close + 1;
    const [, slash, name = ''] = tag;
    const element = name.toLowerCase();
    if (SKIPPED.has(element) && !slash) at = skipElement(html, at, element, neverClosed);
    else if (slash) page.close(element);
    else page.open(element, source);
  }
  page.text(html.slice(at));
  return page.rows();
}

const TAG = /^<(\/?)([a-z][a-z0-9:]*)(?=[\s/>])/i;

/** Past a comment, a declaration or a processing instruction; where `at` stands when there is none. */
function skipMarkup(html: string, at: number, neverClosed: Set<string>): number {
  if (html.startsWith('<!--', at)) return past(html, at + 4, '-->', neverClosed) ?? at + 4;
  if (html.startsWith('<!', at) || html.startsWith('<?', at)) return past(html, at, '>', neverClosed) ?? at + 2;
  return at;
}

function skipElement(html: string, at: number, element: string, neverClosed: Set<string>): number {
  if (neverClosed.has(element)) return at;
  const closing = new RegExp(`</${element}\\s*>`, 'gi');
  closing.lastIndex = at;
  if (closing.test(html)) return closing.lastIndex;
  neverClosed.add(element);
  return at;
}

function past(html: string, at: number, end: string, neverClosed: Set<string>): number | undefined {
  if (neverClosed.has(end)) return undefined;
  const found = html.indexOf(end, at);
  if (found !== -1) return found + end.length;
  neverClosed.add(end);
  return undefined;
}

/** What the tags make of the text. */
class Page {
  readonly #rows: Row[] = [];
  #cells: Row = [];
  #text: string[] = [];
  #isInRow = false;
  #isPre = false;
  #link: string | undefined;
  /** The last thing in this cell is a line break or nothing. */
  #isAtStart = true;

  text(source: string): void {
    if (source === '') return;
    const decoded = decodeEntities(this.#isPre ? source : source.replace(/[ \t\r\n\f]+/g, ' '));
    const text = this.#isAtStart && !this.#isPre ? decoded.replace(/^ +/, '') : decoded;
    if (text === '') return;
    this.#text.push(text);
    this.#isAtStart = false;
  }

  open(element: string, tag: string): void {
    if (element === 'br') this.#break();
    else if (element === 'td' || element === 'th') this.#endCell();
    else if (element === 'tr') {
      this.#endRow();
      this.#isInRow = true;
    } else if (element === 'table') this.#endRow();
    else if (BLOCKS.has(element)) this.#startLine();
    if (PARAGRAPHS.has(element)) this.#startLine();
    if (element === 'pre') this.#isPre = true;
    if (element === 'a') this.#link = /\bhref\s*=\s*["']?mailto:([^"'?>\s]{3,254})/i.exec(tag)?.[1];
  }

  close(element: string): void {
    if (element === 'td' || element === 'th') this.#endCell();
    else if (element === 'tr' || element === 'table') this.#endRow();
    else if (element === 'pre') this.#isPre = false;
    if (BLOCKS.has(element)) this.#startLine();
    if (element === 'p') this.#break();
    if (element === 'a') this.#endLink();
  }

  rows(): Row[] {
    this.#endRow();
    return this.#rows;
  }

  /** The address behind a link whose text is a name. */
  #endLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (link && !this.#text.slice(-5).join('').includes('@')) this.text(` <${decodeURIComponentSafely(link)}>`);
  }

  #startLine(): void {
    if (!this.#isAtStart) this.#break();
  }

  #break(): void {
    this.#text.push('\n');
    this.#isAtStart = true;
  }

  #endCell(): void {
    const lines = this.#text.join('').replaceAll('\u00a0', ' ').split('\n');
    const text = lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
    this.#text = [];
    this.#isAtStart = true;
    if (text !== '') this.#cells.push(text);
  }

  #endRow(): void {
    this.#endCell();
    if (this.#cells.length > 0) this.#rows.push(this.#cells);
    else if (this.#isInRow && this.#rows.at(-1)?.[0] !== '') this.#rows.push(['']);
    this.#cells = [];
    this.#isInRow = false;
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
