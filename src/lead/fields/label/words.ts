import { LEXICON, type Meaning } from './lexicon.ts';
import { nearestWord } from './misspelt.ts';

/** A longer label is a text, and nobody looks for its words. */
export const LONGEST_LABEL = 160;
/** A question has so many words; what comes after says nothing more. */
const MOST_WORDS = 24;
const LONGEST_GLUED = 28;

/** A word of a label: what it means, where anybody knows, and how it stood there. */
export interface Word {
  text: string;
  meaning: Meaning | undefined;
  /** It stands in brackets, where labels explain themselves. */
  isAside: boolean;
  /** It follows an `and`, also one that is part of the word (ו, و). */
  isJoined: boolean;
  /** It has an article (ה, ال), as what belongs to somebody has in Hebrew and Arabic. */
  isDefinite: boolean;
  /** It says what for (ל…): what follows is a purpose. */
  isPurpose: boolean;
}

// Marks that a word has or has not: accents, niqqud, harakat, the tatweel.
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
/** Nothing to take away but case: ASCII, and Hebrew letters without points. */
const PLAIN = /^[!-~א-ת]*$/;
const QUOTES = /["'`´‘’“”„׳״]/g;
const ABBREVIATION = /(^|[^\p{L}])(\p{L})\.\s?(\p{L})(?:\.\s?(\p{L}))?(?!\p{L})/gu;
const ELISION = /(^|[^\p{L}])[dl]['’](?=\p{L})/giu;
const TOKEN = /[\p{L}\p{N}]+|[()[\]#№]|[&+/]/gu;
/** The part of an ASP.NET page that a field's name begins with. */
const PAGE_PART = /contentplaceholder\d*/gi;
/** What Elementor calls a field that its owner gave no label. */
const NO_LABEL = /^no label\b/i;
const ARABIC: Record<string, string> = { ة: 'ه', ى: 'ي', ٱ: 'ا' };

/** A word as words are compared: without case, accents and points. */
export function plainWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/[ةىٱ]/g, (letter) => ARABIC[letter] ?? letter)
    .replaceAll('ß', 'ss');
}

const lexicon = new Map<string, Meaning>();
for (const [meaning, words] of LEXICON) {
  for (const word of words.split(' ')) {
    const plain = plainWord(word);
    if (!lexicon.has(plain)) lexicon.set(plain, meaning);
  }
}

/** The words of a label with their meanings; also of `camelCase`, `snake_case` and words written together. */
export function wordsOf(label: string): Word[] {
  const text = label
    .slice(0, LONGEST_LABEL)
    .normalize('NFKC')
    .replace(/whatsapp/gi, 'whatsapp')
    .replace(PAGE_PART, ' ')
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .replace(NO_LABEL, '')
    .replace(ELISION, '$1')
    .replace(QUOTES, '')
    .replace(ABBREVIATION, '$1$2$3$4');
  const words: Word[] = [];
  let depth = 0;
  let isJoined = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '(' || token === '[') depth += 1;
    else if (token === ')' || token === ']') depth = Math.max(0, depth - 1);
    else if (/^[&+/]$/.test(token)) isJoined = true;
    else {
      for (const word of readToken(plainWord(token))) {
        if (word.meaning === 'and') isJoined = true;
        else {
          words.push({ ...word, isAside: depth > 0, isJoined: isJoined || word.isJoined });
          isJoined = false;
        }
        if (words.length === MOST_WORDS) return words;
      }
    }
  }
  return words;
}

type Read = Omit<Word, 'isAside'>;
const word = (text: string, meaning: Meaning | undefined, more: Partial<Read> = {}): Read => ({
  text,
  meaning,
  isJoined: false,
  isDefinite: false,
  isPurpose: false,
  ...more,
});

function readToken(token: string): Read[] {
  const known = lexicon.get(token);
  if (known) return [word(token, known)];
  // `phone2` is a word and a number; any other mixture is an id that a form builder made up.
  const [, letters, number] = /^(\p{L}{2,})(\p{N}{1,2})$/u.exec(token) ?? [];
  if (letters && number) return [...readToken(letters), word(number, 'id')];
  if (/\p{N}/u.test(token)) return [word(token, 'id')];
  // A letter alone is an initial or a form builder's mark.
  if (/^[a-z]$/.test(token)) return [word(token, 'id')];
  return withPrefix(token) ?? plural(token) ?? glued(token) ?? misspelt(token) ?? [unknownWord(token)];
}

const unknownWord = (token: string) => word(token, undefined, { isPurpose: /^ל[\u05d0-\u05ea]{2,}$/.test(token) });

/** `applicants`, which may have been `applicant's`. */
function plural(token: string): Read[] | undefined {
  const meaning = token.length > 3 && token.endsWith('s') ? lexicon.get(token.slice(0, -1)) : undefined;
  return meaning && [word(token, meaning)];
}

/** Hebrew and Arabic write articles, `and` and prepositions together with the word: `והטלפון`, `بالهاتف`. */
function withPrefix(token: string): Read[] | undefined {
  const [, before = '', rest = ''] =
    /^(ו?[בלמשכ]?ה?)([\u05d0-\u05ea]{2,})$/.exec(token) ??
    /^(و?[بل]?(?:ال|ل)?)([\u0621-\u064a]{2,})$/.exec(token) ??
    [];
  if (before === '') return undefined;
  // The longest prefix leaves the shortest word, which may not be one: `המייל` begins with ה, `הודעה` does not.
  for (let cut = before.length; cut > 0; cut -= 1) {
    const meaning = lexicon.get(before.slice(cut) + rest);
    if (meaning === undefined) continue;
    const prefix = before.slice(0, cut);
    const isDefinite = /ה$|ال$|لل$/.test(prefix);
    const isPurpose = meaning === 'call' && prefix.includes('ל');
    return [word(before.slice(cut) + rest, meaning, { isJoined: /^[וو]/.test(prefix), isDefinite, isPurpose })];
  }
  return undefined;
}

/** `טלפוו`, `emial`: one of the words that matter most, but for one letter. */
function misspelt(token: string): Read[] | undefined {
  const meant = nearestWord(token);
  return meant === undefined ? undefined : [word(meant, lexicon.get(plainWord(meant)))];
}

/** `billingphone`, `telefonnummer`: words that we know, written together, and nothing else. */
function glued(token: string): Read[] | undefined {
  if (token.length < 6 || token.length > LONGEST_GLUED || !/^[a-z]+$/.test(token)) return undefined;
  /** For each place the last word that ends there, where everything before it is words, too. */
  const ends: (number | undefined)[] = [0];
  for (let end = 2; end <= token.length; end += 1) {
    for (let start = Math.max(0, end - 14); start <= end - 2; start += 1) {
      if (ends[start] === undefined || !lexicon.has(token.slice(start, end))) continue;
      ends[end] = start;
      break;
    }
  }
  const parts: Read[] = [];
  for (let end = token.length; end > 0; ) {
    const start = ends[end];
    if (start === undefined) return undefined;
    const part = token.slice(start, end);
    parts.unshift(word(part, lexicon.get(part)));
    end = start;
  }
  // Two letters may end anything: what is read of crumbs is guessed.
  return parts.some(({ text }) => text.length > 2) && parts.filter(({ text }) => text.length < 3).length < 2
    ? parts
    : undefined;
}
