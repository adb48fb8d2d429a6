import { MOST_ROW_CHARACTERS } from '../limits.ts';
import { tooLarge } from '../unreadable-file.ts';

/** Characters of one line as it is folded; a picture's are longer, and are not read. */
const MOST_LINE = 32_767;

/**
 * The lines of each card, unfolded (RFC 6350, 3.2; in 2.1 a quoted-printable line goes on behind `=`). Throws
 * UnreadableFile for a card that is longer than any row can be.
 */
export async function* cardLines(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let card: string[] | undefined;
  let size = 0;
  let goesOn = false;
  for await (const line of linesOf(pieces)) {
    if (/^BEGIN:VCARD\s*$/i.test(line)) {
      if (card?.length) yield card;
      card = [];
      size = 0;
      goesOn = false;
      continue;
    }
    if (card === undefined) continue;
    if (/^END:VCARD\s*$/i.test(line)) {
      yield card;
      card = undefined;
      continue;
    }
    const last = card.length - 1;
    const isFolded = /^[ \t]/.test(line);
    if (last >= 0 && (goesOn || isFolded)) {
      const before = card[last] ?? '';
      if (before.length < MOST_LINE)
        card[last] = goesOn ? `${before.slice(0, -1)}${line.replace(/^[ \t]/, '')}` : before + line.slice(1);
    } else card.push(line.slice(0, MOST_LINE));
    const whole = card.at(-1) ?? '';
    goesOn = whole.endsWith('=') && /^[^:]{0,200}QUOTED-PRINTABLE/i.test(whole.slice(0, 300));
    size += Math.min(line.length, MOST_LINE);
    if (size > MOST_ROW_CHARACTERS * 8)
      throw tooLarge('row_too_long', 'A card of this address book is longer than any can be. Export it again.');
  }
  if (card?.length) yield card;
}

async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    text = lines.pop() ?? '';
    // A line without end is a picture; what is cut off of it is not read.
    if (text.length > MOST_ROW_CHARACTERS) text = text.slice(0, MOST_LINE);
    yield* lines;
  }
  if (text !== '') yield text.replace(/\r$/, '');
}
