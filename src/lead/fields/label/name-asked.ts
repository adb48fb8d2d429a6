import type { CommonTarget } from '../field-names.ts';
import type { Said } from './said.ts';
import type { Word } from './words.ts';

/** Which part of a name the label asks for, or the company's; some words with `name` ask for another name. */
export function nameAsked(said: Said): CommonTarget | undefined {
  const isBoth = said.has('first') && said.has('last');
  if (!said.has('name')) {
    if (isBoth || said.word('full')?.text === 'фио' || said.says('fullname')) return 'fullName';
    const half = said.has('first') ? ('firstName' as const) : said.has('last') ? ('lastName' as const) : undefined;
    return half !== undefined && said.core.every(isNamePart) ? half : undefined;
  }
  if (said.has('form') && !said.says('field')) return undefined;
  if (said.has('user', 'title', 'code', 'date', 'website', 'country', 'city', 'area')) return undefined;
  if (said.has('company')) return said.has('first', 'last') ? undefined : 'company';
  if (said.has('street')) return 'address';
  if (said.has('address', 'message', 'job', 'identity', 'birth', 'number', 'news', 'office')) return undefined;
  if (said.has('other')) return undefined;
  const last = said.word('last');
  // `שם ומשפחה` is both names, `שם משפחה` one.
  const isJoined = [last, said.word('first'), said.word('name')].some((one) => one?.isJoined);
  if (isBoth || (isJoined && said.has('first', 'last'))) return 'fullName';
  if (last) return 'lastName';
  return said.has('first') ? 'firstName' : 'fullName';
}

const isNamePart = ({ meaning }: Word) => ['first', 'last', 'mine', 'id', 'form', 'user'].includes(meaning ?? '');
