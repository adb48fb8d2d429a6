/** A regular expression as a tree, as far as making strings for it needs it. */
type Node =
  | { kind: 'character'; source: string }
  | { kind: 'nothing' }
  | { kind: 'one-of'; options: Node[] }
  | { kind: 'sequence'; items: Node[] }
  /** Never part of a match; what stands in it is tried all the same. */
  | { kind: 'look'; inside: Node }
  | { kind: 'repeat'; inside: Node; least: number; most: number };

/** A string that is long where a pattern repeats: `before`, then `piece` again and again, then `after`. */
export interface Hostile {
  before: string;
  piece: string;
  after: string;
}

const PALETTE = [...' a\t\n1A-.,:;_@<>[](){}|/\\"\'`*=+&#%?!$^~0zZ9אםש״א֑я中é\u200e\u00a0\r\f\u0001\ufffd\ud800'];
/** Repetitions longer than this are as bad as endless ones. */
const LONG = 20;
const MOST = 200;

/** Strings that are long in each of the ways a pattern can be long, and end so that it just does not match. */
export function hostileStrings(source: string, flags: string): Hostile[] {
  const root = parse(source);
  const found = new Map<string, Hostile>();
  const add = (before: string, piece: string) => {
    if (piece === '') return;
    for (const after of ['', '\u0001', '\n!'])
      if (found.size < MOST) found.set(JSON.stringify([before, piece, after]), { before, piece, after });
  };
  const characters = new Sampler(flags);
  for (const turn of [0, 1, 2]) {
    const whole = characters.of(root, turn);
    const all = [...repeats(root, '', characters, turn)].map((one) => ({
      ...one,
      piece: characters.of(one.inside, turn),
    }));
    for (const { before, inside, piece } of all) {
      add('', piece);
      add(before, piece);
      add('', before + piece);
      // What one repetition takes the next one may take, too.
      add(before, piece + characters.of(inside, turn + 1));
    }
    for (const [i, { piece }] of all.entries())
      for (const other of all.slice(i + 1, i + 4)) add('', piece + other.piece);
    add('', whole);
    add('', whole.slice(0, -1));
    add('', whole.slice(0, Math.ceil(whole.length / 2)));
  }
  for (const piece of [' ', 'a', '1', 'a ', '@', '<', '-', '\n']) add('', piece);
  return [...found.values()];
}

/** All repetitions of a pattern, and a text that leads to each. */
function* repeats(
  node: Node,
  before: string,
  characters: Sampler,
  turn: number,
): Generator<{ before: string; inside: Node }> {
  if (node.kind === 'repeat') {
    if (node.most > LONG) yield { before, inside: node.inside };
    yield* repeats(node.inside, before, characters, turn);
  } else if (node.kind === 'look') yield* repeats(node.inside, before, characters, turn);
  else if (node.kind === 'one-of') {
    for (const option of node.options) yield* repeats(option, before, characters, turn);
  } else if (node.kind === 'sequence') {
    let so = before;
    for (const item of node.items) {
      yield* repeats(item, so, characters, turn);
      so += characters.of(item, turn);
    }
  }
}

/** Makes texts that nodes match; another `turn`, another text. */
class Sampler {
  readonly #flags: string;
  readonly #known = new Map<string, string[]>();

  constructor(flags: string) {
    this.#flags = flags.replace(/[gy]/g, '');
  }

  of(node: Node, turn: number): string {
    switch (node.kind) {
      case 'character': {
        const fitting = this.#fitting(node.source);
        return fitting[turn % fitting.length] ?? '';
      }
      case 'one-of':
        return this.of(node.options[turn % node.options.length] ?? { kind: 'nothing' }, turn);
      case 'sequence':
        return node.items.map((item) => this.of(item, turn)).join('');
      case 'repeat':
        return this.of(node.inside, turn).repeat(Math.max(node.least, Math.min(node.most, turn === 2 ? 0 : 1)));
      default:
        return '';
    }
  }

  #fitting(source: string): string[] {
    const known = this.#known.get(source);
    if (known) return known;
    const one = new RegExp(`^(?:${source})$`, this.#flags);
    const literal = /^[^\\[.]$/.test(source) ? [source] : [];
    const fitting = [...literal, ...PALETTE.filter((character) => one.test(character))];
    this.#known.set(source, fitting);
    return fitting;
  }
}

/** Knows what the patterns of this project use; modifiers it does not. */
function parse(source: string): Node {
  let at = 0;

  const oneOf = (): Node => {
    const options = [sequence()];
    while (source[at] === '|') {
      at++;
      options.push(sequence());
    }
    return options.length === 1 && options[0] ? options[0] : { kind: 'one-of', options };
  };
  const sequence = (): Node => {
    const items: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(repeated(atom()));
    return { kind: 'sequence', items };
  };
  const repeated = (inside: Node): Node => {
    const [mark, bounds = '', least = '', hasMost, most = ''] =
      /^(?:[*+?]|\{((\d+)(,)?(\d*))\})\??/.exec(source.slice(at, at + 30)) ?? [];
    if (mark === undefined) return inside;
    at += mark.length;
    if (bounds !== '')
      return { kind: 'repeat', inside, least: Number(least), most: hasMost ? Number(most || Infinity) : Number(least) };
    return { kind: 'repeat', inside, least: mark[0] === '+' ? 1 : 0, most: mark[0] === '?' ? 1 : Infinity };
  };
  const atom = (): Node => {
    const here = source[at] ?? '';
    if (here === '^' || here === '$') {
      at++;
      return { kind: 'nothing' };
    }
    if (here === '(') {
      const [mark] = /^\((?:\?(?:<?[=!]|:|<[A-Za-z]\w*>))?/.exec(source.slice(at, at + 50)) ?? ['('];
      at += mark.length;
      const inside = oneOf();
      at++;
      return /[=!]$/.test(mark) ? { kind: 'look', inside } : inside;
    }
    const rest = source.slice(at);
    const [piece = here] =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[0-9a-f]+\}|u[0-9a-f]{4}|x[0-9a-f]{2}|.))/isu.exec(rest) ?? [];
    at += piece.length;
    // What a back reference repeats is a repetition of its own group.
    if (/^\\[bB1-9]$/.test(piece)) return { kind: 'nothing' };
    return { kind: 'character', source: piece };
  };

  return oneOf();
}
