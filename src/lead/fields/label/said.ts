import type { Meaning } from './lexicon.ts';
import type { Word } from './words.ts';

/** The words of a label by what they say. */
export class Said {
  readonly core: readonly Word[];
  readonly #texts: ReadonlySet<string>;
  readonly #all: ReadonlySet<Meaning | undefined>;
  readonly #core: ReadonlySet<Meaning | undefined>;
  /** Every word outside brackets and before the purpose is one that we know. */
  readonly isWholeKnown: boolean;

  constructor(words: readonly Word[]) {
    const purpose = words.findIndex(({ meaning, isPurpose }, at) => at > 0 && (isPurpose || meaning === 'purpose'));
    const upTo = purpose < 0 ? words : words.slice(0, purpose);
    const outside = upTo.filter(({ isAside }) => !isAside);
    this.core = outside.length > 0 ? outside : upTo;
    this.#texts = new Set(words.map(({ text }) => text));
    this.#all = new Set(words.map(({ meaning }) => meaning));
    this.#core = new Set(this.core.map(({ meaning }) => meaning));
    this.isWholeKnown = this.core.every(({ meaning }) => meaning !== undefined);
  }

  /** Some word of the field itself says one of these. */
  has(...meanings: Meaning[]): boolean {
    return meanings.some((meaning) => this.#core.has(meaning));
  }

  /** Some word says one of these, in brackets and in the purpose, too. */
  mentions(...meanings: Meaning[]): boolean {
    return meanings.some((meaning) => this.#all.has(meaning));
  }

  word(meaning: Meaning): Word | undefined {
    return this.core.find((one) => one.meaning === meaning);
  }

  /** All of these words are there, wherever. */
  hears(...texts: string[]): boolean {
    return texts.every((text) => this.#texts.has(text));
  }

  says(...texts: string[]): boolean {
    return texts.every((text) => this.core.some((one) => one.text === text));
  }
}
