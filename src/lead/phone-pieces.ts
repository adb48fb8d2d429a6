import { isOthers } from './fields/channel-fields.ts';
import type { Target } from './fields/field-names.ts';
import type { PhonePart } from './fields/label/label-reading.ts';
import { readLabel } from './fields/label/read-label.ts';
import { joinPhone } from './identity/phone-parts.ts';
import type { Pair } from './submission.ts';
import { foldForIdentity } from './text.ts';

/** Pairs among which pieces are looked for; a form is no longer. */
const MOST_PAIRS = 200;
const PHONES: ReadonlySet<Target | undefined> = new Set<Target>(['phone', 'mobile', 'otherPhone']);

/**
 * The same pairs, where a number sent in pieces (`קידומת` and `טלפון`, an area or country code beside the rest)
 * stands in one: compared by the rest alone, people of different codes would be one. A piece goes with the phone
 * nearest to it.
 */
export function joinPieces(pairs: readonly Pair[], targetOf: (pair: Pair) => Target | undefined): readonly Pair[] {
  const looked = pairs.slice(0, MOST_PAIRS);
  const pieces = looked.flatMap((pair, at) => {
    const part = pieceIn(pair) ?? (isAreaAlone(pair, targetOf) ? 'area' : undefined);
    return part ? [{ part, at, value: pair.value }] : [];
  });
  if (pieces.length === 0) return pairs;
  const phones = looked.flatMap((pair, at) =>
    /\d/.test(foldForIdentity(pair.value.slice(0, 100))) &&
    !pieces.some((piece) => piece.at === at) &&
    PHONES.has(targetOf(pair))
      ? [at]
      : [],
  );
  if (phones.length === 0) phones.push(...pieces.flatMap(({ at }) => (isRest(looked[at + 1]) ? [at + 1] : [])));
  const found = new Map<number, { area?: string; country?: string; from: number[] }>();
  for (const { part, at, value } of pieces) {
    const free = phones.filter((phone) => found.get(phone)?.[part] === undefined);
    // After a piece comes its rest; a rest before it is second best.
    const phone = free.find((one) => one > at) ?? free.at(-1);
    if (phone === undefined) continue;
    const held = found.get(phone) ?? { from: [] };
    found.set(phone, { ...held, [part]: value, from: [...held.from, at] });
  }
  const joined = new Map<number, string>();
  const used = new Set<number>();
  for (const [at, { from, ...codes }] of found) {
    const whole = joinPhone({ ...codes, number: pairs[at]?.value ?? '' });
    if (whole === undefined) continue;
    joined.set(at, whole);
    for (const piece of from) if (digitsIn(whole).includes(digitsIn(pairs[piece]?.value ?? '-'))) used.add(piece);
  }
  if (joined.size === 0) return pairs;
  return pairs.flatMap((pair, at) => {
    if (used.has(at)) return [];
    const whole = joined.get(at);
    return [whole === undefined ? pair : { ...pair, value: whole }];
  });
}

/** `מספר` behind `קידומת`: what follows an area code is the rest of the number, also where it is not called a phone. */
const isRest = (pair: Pair | undefined) =>
  pair !== undefined &&
  /^(?:number|num|no|מספר|מס'?)$/i.test(pair.label ?? pair.name) &&
  /^\d{6,8}$/.test(foldForIdentity(pair.value.slice(0, 20)).replace(/[\s-]/g, ''));

const digitsIn = (text: string) => foldForIdentity(text).replace(/\D/g, '') || 'none';

/** `phone1=052` before `phone2=3456789`: in a field for a phone, and no more than an area code of ours. */
const isAreaAlone = (pair: Pair, targetOf: (pair: Pair) => Target | undefined) =>
  pair.value.length <= 8 &&
  /^\(?0\d{1,2}\)?-?$/.test(foldForIdentity(pair.value)) &&
  !isOthers(pair) &&
  // An area code alone is too short for what a label asks for by its words.
  PHONES.has(targetOf({ ...pair, value: '' }));

/** What piece of a number a pair holds, by its label and by its value together. */
function pieceIn(pair: Pair): Exclude<PhonePart, 'extension'> | undefined {
  const { name, label, value } = pair;
  if (value.length > 40 || (value.length > 8 && !value.includes('+')) || !/[\p{N}A-Za-z]/u.test(value))
    return undefined;
  if (isOthers(pair)) return undefined;
  const text = foldForIdentity(value);
  const part = readLabel(name).part ?? (label === undefined ? undefined : readLabel(label).part);
  if (part === 'area') return /^\+?\(?\d{1,5}\)?-?$/.test(text) ? 'area' : undefined;
  if (part === 'country')
    return /^(?:\+?(?:00)?\d{1,4}|[A-Za-z]{2}|.{0,30}\+\d{1,4}\)?)$/.test(text) ? 'country' : undefined;
  return undefined;
}
