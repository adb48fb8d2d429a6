import type { CommonTarget } from '../field-names.ts';
import type { Said } from './said.ts';
import type { Word } from './words.ts';

/** Which part of a name the label asks for, or the company's; some words with `name` ask for another name. */
export function nameAsked(said: Said): CommonTarget | undefined {
  const isBoth = said.has('first') && said.has('last');
  if (!said.has('name')) {
    if (isContactPerson(said)) return 'fullName';
    if (isBoth || said.word('full')?.text === 'фио' || said.says('fullname')) return 'fullName';
    const half = said.has('first') ? ('firstName' as const) : said.has('last') ? ('lastName' as const) : undefined;
    // `first_form` tells which form it was.
    const isOfForm = said.core.at(-1)?.meaning === 'form';
    return half !== undefined && !isOfForm && said.core.every(isNamePart) ? half : undefined;
  }
  if (said.has('form') && !said.says('field')) return undefined;
  if (said.has('user') && !said.has('full', 'first', 'last')) return undefined;
  if (said.has('title', 'code', 'date', 'website', 'country', 'city', 'area')) return undefined;
  if (said.has('company')) return said.has('first', 'last') ? undefined : 'company';
  if (said.has('street')) return 'address';
  if (said.has('address', 'message', 'job', 'identity', 'birth', 'number', 'news', 'office')) return undefined;
  if (said.has('other')) return undefined;
  const last = said.word('last');
  // `שם ומשפחה` is both names, `שם משפחה` one.
  const isJoined =
    last?.isJoined === true ||
    said.word('first')?.isJoined === true ||
    said.core.some(isJoinedName) ||
    isTwoNouns(said);
  if (isBoth || (isJoined && said.has('first', 'last'))) return 'fullName';
  if (last) return 'lastName';
  if (said.has('first')) return 'firstName';
  // `Name (First)` and `Name (Last)` are halves; `Name (first and last)` is the whole.
  if (said.mentions('first') === said.mentions('last') || said.has('full')) return 'fullName';
  return said.mentions('last') ? 'lastName' : 'firstName';
}

const isJoinedName = ({ meaning, isJoined }: Word) => meaning === 'name' && isJoined;

/** Words that are a family name without another: beside a word for a name they are the second of two. */
const FAMILY_NAMES: ReadonlySet<string> = new Set(
  'surname cognome apellido apellidos sobrenome nachname familienname achternaam soyad фамилия фамилию'.split(' '),
);

/** `Nome e cognome`, `Фамилия Имя`; `Last name / Surname` says one thing twice. */
const isTwoNouns = ({ core }: Said) => {
  const lasts = core.filter(({ meaning }) => meaning === 'last');
  return lasts.length === 1 && FAMILY_NAMES.has(lasts[0]?.text ?? '');
};

/** `Contact person`, `איש קשר`: nothing but whom to ask for. */
const isContactPerson = (said: Said) =>
  (said.says('contact', 'person') || said.says('איש', 'קשר')) &&
  said.core.every(({ meaning }) => meaning === 'mine' || meaning === 'call');

const isNamePart = ({ meaning }: Word) => ['first', 'last', 'mine', 'id', 'form', 'user'].includes(meaning ?? '');
