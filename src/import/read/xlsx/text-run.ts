/**
 * Gathers the text of a string item (`si` or `is`): its own `t` or those of its runs, without the phonetic ones
 * (`rPh`). It is told of every element inside of the item.
 */
export class TextRun {
  #text = '';
  #isText = false;
  #phonetic = 0;

  open(name: string): void {
    if (name === 't') this.#isText = this.#phonetic === 0;
    else if (name === 'rPh') this.#phonetic += 1;
  }

  close(name: string): void {
    if (name === 't') this.#isText = false;
    else if (name === 'rPh') this.#phonetic -= 1;
  }

  add(text: string, most: number): void {
    if (this.#isText && this.#text.length <= most) this.#text += text;
  }

  /** The text gathered, and begins the next one. */
  take(): string {
    const text = unescapeText(this.#text);
    this.#text = '';
    this.#isText = false;
    this.#phonetic = 0;
    return text;
  }
}

/** `_x000D_` is how a sheet writes a character that XML cannot hold (ECMA-376, ST_Xstring). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
