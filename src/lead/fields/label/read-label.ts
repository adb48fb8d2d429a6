import { BoundedMemory } from '../../bounded-memory.ts';
import { detailAsked, isInvitation, isMessageAsked } from './detail-asked.ts';
import { FOREIGN, type LabelReading, NOTHING } from './label-reading.ts';
import { nameAsked } from './name-asked.ts';
import { phonePartAsked, reachAsked, readReach } from './reach-asked.ts';
import { Said } from './said.ts';
import { LONGEST_LABEL, type Word, wordsOf } from './words.ts';

const ABOUT: LabelReading = { isAbout: true };
const remembered = new BoundedMemory<LabelReading>(2000);

/**
 * Reads a label by its words: prefixes and suffixes, numbers and spellings apart, in any of the languages of
 * `lexicon.ts`. It knows no channel, and a label whose words it does not all understand means nothing to it. Pure,
 * and linear in the first 160 characters.
 */
export function readLabel(label: string): LabelReading {
  if (label.length > LONGEST_LABEL) return NOTHING;
  return remembered.get(label) ?? remembered.put(label, read(wordsOf(label)));
}

function read(words: readonly Word[]): LabelReading {
  if (words.length === 0) return NOTHING;
  if (isOfReceiver(words)) return FOREIGN;
  // `from_name`, `from_email`: who wrote.
  const [first, ...rest] = words;
  if (first?.text === 'from' && (rest.length === 1 || rest.length === 2)) return read(rest);
  const said = new Said(words);
  const reach = reachAsked(said);
  const part = phonePartAsked(said, reach);
  if (part) return { part };
  if (reach !== undefined) return readReach(reach, said);
  if (isInvitation(said)) return { target: 'notes' };
  if (said.mentions('foreign') || said.says('our')) return FOREIGN;
  if (said.has('city') && said.hears('live')) return { target: 'city' };
  if (isMessageAsked(said)) return { target: 'notes' };
  if (said.has('about', 'thing')) return ABOUT;
  if (!said.isWholeKnown) return NOTHING;
  const target = said.has('ask') && !isNameQuestion(said) ? undefined : (nameAsked(said) ?? detailAsked(said));
  return target === undefined ? NOTHING : { target };
}

/** What switchboards call the number that was dialled, beside the caller's. */
const DIALLED = /^(?:did|ddi|dnis)$/;

/**
 * `to_email`, `send to`: whom a form sends its mail to, which is the business itself; so is the number a call was made
 * to. `Reply to` is who wrote.
 */
function isOfReceiver(words: readonly Word[]): boolean {
  const [first] = words;
  if (!first || words.length > 3) return false;
  if (DIALLED.test(first.text) && words.slice(1).every(({ meaning }) => meaning === 'number' || meaning === 'phone'))
    return true;
  if (first.text === 'to' || first.text === 'cc' || first.text === 'bcc') return true;
  return words.at(-1)?.text === 'to' && !words.some(({ text }) => text === 'reply');
}

/** `Can you give us your name?`, `איך קוראים לך?` */
const isNameQuestion = (said: Said) =>
  said.has('name') && ['your', 'קוראים', 'שמך', 'you'].some((word) => said.says(word));
