/** A regular expression literal as it stands in a source. */
export interface Literal {
  source: string;
  flags: string;
  line: number;
}

/** What may stand before a `/` that divides: a value's end. After everything else it begins a regular expression. */
const VALUE_END = /[\w$)\]]/;
const WORDS_BEFORE = new Set(
  'return typeof case in of do else void delete throw new await yield instanceof'.split(' '),
);

/**
 * All regular expression literals of a TypeScript source, by a scan that knows strings, templates and comments, so that
 * nobody has to keep a list. A `}` ends a block more often than a value, and what begins with `/>` is JSX.
 */
export function literalsIn(text: string): Literal[] {
  const found: Literal[] = [];
  const braces: ('block' | 'template')[] = [];
  let last = '';
  let word = '';
  let at = 0;
  const template = () => {
    for (; at < text.length; at++) {
      if (text[at] === '\\') at++;
      else if (text[at] === '`') break;
      else if (text[at] === '$' && text[at + 1] === '{') {
        braces.push('template');
        at++;
        break;
      }
    }
    last = text[at] === '`' ? ')' : '{';
    at++;
  };
  while (at < text.length) {
    const here = text[at] ?? '';
    const next = text[at + 1];
    if (here === '/' && next === '/') at = endOr(text, '\n', at);
    else if (here === '/' && next === '*') at = endOr(text, '*/', at + 2) + 2;
    else if (here === '`') {
      at++;
      template();
    } else if (here === '}' && braces.pop() === 'template') {
      at++;
      template();
    } else if (here === '"' || here === "'") {
      const end = endOfString(text, at);
      last = end === undefined ? here : ')';
      at = end ?? at + 1;
    } else if (here === '/' && beginsLiteral(last, word, next)) {
      const end = endOfLiteral(text, at);
      if (end === undefined) at++;
      else {
        const flags = /^[a-z]*/.exec(text.slice(end, end + 10))?.[0] ?? '';
        found.push({ source: text.slice(at + 1, end - 1), flags, line: text.slice(0, at).split('\n').length });
        at = end + flags.length;
        last = ')';
      }
    } else {
      if (here === '{') braces.push('block');
      if (/\w/.test(here)) word = /\w/.test(text[at - 1] ?? '') ? word + here : here;
      if (here.trim() !== '') last = here;
      at++;
    }
  }
  return found;
}

function endOr(text: string, wanted: string, from: number): number {
  const end = text.indexOf(wanted, from);
  return end === -1 ? text.length : end;
}

function beginsLiteral(last: string, word: string, next: string | undefined): boolean {
  if (last === '<' || (next === '>' && (last === '}' || VALUE_END.test(last)))) return false;
  return !VALUE_END.test(last) || (/\w/.test(last) && WORDS_BEFORE.has(word));
}

function endOfString(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '\n') return undefined;
    else if (text[at] === text[from]) return at + 1;
  }
  return undefined;
}

function endOfLiteral(text: string, from: number): number | undefined {
  let isClass = false;
  for (let at = from + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') isClass = true;
    else if (text[at] === ']') isClass = false;
    else if (text[at] === '/' && !isClass) return at + 1;
  }
  return undefined;
}
