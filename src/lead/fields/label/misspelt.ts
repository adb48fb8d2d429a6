/** The words by which forms ask for a phone or an address; long enough for one letter to be wrong in them. */
const WORDS = (
  'telephone phone mobile email telefon telefono telefone courriel טלפון אימייל סלולרי סלולארי פלאפון וואטסאפ אלקטרוני ' +
  'телефон мобильный почта هاتف جوال الالكتروني البريد'
).split(' ');
const LONGEST = 12;

/**
 * The word that a word was meant to be, when one letter is wrong, missing, too many, or has changed places with its
 * neighbour. What stands in such a field must still be a phone or an address to be taken for one.
 */
export function nearestWord(word: string): string | undefined {
  if (word.length < 4 || word.length > LONGEST) return undefined;
  return WORDS.find((meant) => meant.length > 4 && isOneLetterOff(word, meant));
}

function isOneLetterOff(word: string, meant: string): boolean {
  if (Math.abs(word.length - meant.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === meant[start]) start += 1;
  let end = 0;
  while (end < word.length - start && end < meant.length - start && word.at(-1 - end) === meant.at(-1 - end)) end += 1;
  const wrong = word.slice(start, word.length - end);
  const right = meant.slice(start, meant.length - end);
  if (wrong.length < 2 && right.length < 2) return true;
  return wrong.length === 2 && right.length === 2 && wrong[0] === right[1] && wrong[1] === right[0];
}
