import { isOthers } from '../fields/channel-fields.ts';
import type { Target } from '../fields/field-names.ts';
import { isForeign, pathOf } from '../fields/label/containers.ts';
import { readLabel } from '../fields/label/read-label.ts';
import { isChatAddress, phoneOfChat } from '../identity/chat-address.ts';
import { emailIdentities } from '../identity/email.ts';
import { isJunkPhone } from '../identity/junk.ts';
import { isWholePhone, phoneIdentities, phoneIdentity } from '../identity/phone.ts';
import { isMachinery } from '../machinery.ts';
import type { Pair } from '../submission.ts';
import type { Draft } from './draft.ts';

const PHONES = ['phone', 'mobile', 'otherPhone'] as const;
/** Where a further phone goes, the first free one. */
const FURTHER = ['otherPhone', 'mobile', 'phone'] as const;
/** Values nobody understood that are looked at. */
const MOST_LOOKED_AT = 100;
/** What a mail says of itself, which is nobody's answer. */
const OF_THE_MAIL = /^(?:mail-|reply-to$|forward|footer$)/i;

const hasPhone = (draft: Draft) => PHONES.some((phone) => draft.has(phone));

/**
 * Puts what no name placed where its form declares it belongs: the answer to a question of the type *phone*, when no
 * other value is one. @returns the pairs that found no place.
 */
export function putDeclared(left: readonly Pair[], draft: Draft): Pair[] {
  return left.filter((pair) => {
    const { declares, name, label } = pair;
    if (!declares || isOthers(pair) || isSomebodyElse(pair)) return true;
    if (declares === 'phone' ? hasPhone(draft) : draft.has('email')) return true;
    draft.put(declares, pair.value, label ?? name);
    return !draft.has(declares);
  });
}

/** Puts phones that came beside the first one into the phones that are free; the same number once. */
export function putFurtherPhones(draft: Draft, country: string): void {
  for (const [at, { value, name }] of draft.spilled().entries()) {
    if (at >= MOST_LOOKED_AT) {
      draft.keep(name, value);
      continue;
    }
    const known = new Set(PHONES.flatMap((phone) => phoneIdentities(draft.text(phone) ?? '', country)));
    const identity = phoneIdentity(value, country);
    const free = FURTHER.find((phone) => !draft.has(phone));
    if (free && identity !== undefined && !known.has(identity)) draft.put(free, value, name);
    else draft.repeated(name, value);
  }
}

/** Puts a phone typed into the field for e-mail, or the reverse, where it belongs. */
export function putMistaken(draft: Draft, country: string): void {
  const email = draft.text('email');
  if (email !== undefined && !email.includes('@') && phoneIdentity(email, country) !== undefined) {
    const free = PHONES.find((phone) => !draft.has(phone));
    if (free) move(draft, 'email', free);
  }
  for (const phone of PHONES) {
    const typed = draft.text(phone);
    if (typed === undefined || !typed.includes('@') || emailIdentities(typed).length === 0) continue;
    if (phoneIdentity(typed, country) === undefined && !draft.has('email')) move(draft, phone, 'email');
  }
}

function move(draft: Draft, from: Target, to: Target): void {
  const name = draft.nameOf(from);
  const value = draft.take(from);
  if (value === undefined) return;
  draft.put(to, value, name);
  const what =
    to === 'email' ? 'an e-mail address stood in the field for a phone' : 'a phone stood in the field for e-mail';
  draft.warn('moved_field', `Here ${what}; it was put where it belongs.`, name);
}

/**
 * The last resort of a lead without a way to contact its person: the one value nobody understood that is a phone or an
 * e-mail address by itself.
 * @returns the pairs that found no place.
 */
export function putByValue(left: readonly Pair[], draft: Draft, country: string): Pair[] {
  const found = left
    .slice(0, MOST_LOOKED_AT)
    .filter((pair) => !isMachinery(pair) && !isOthers(pair) && !isSomebodyElse(pair) && !isAbout(pair));
  let rest = [...left];
  for (const target of ['phone', 'email'] as const) {
    const sure = found.filter(({ value }) => kindOf(value, country) === target);
    const [pair] = sure;
    if (!pair || new Set(sure.map(({ value }) => value.trim())).size > 1) continue;
    draft.put(target, phoneOfChat(pair.value) ?? pair.value, pair.label ?? pair.name);
    draft.warn(
      'contact_by_value',
      'Nobody knows this field; its value alone was taken for a way to contact the person.',
      pair.name,
    );
    rest = rest.filter((one) => !sure.includes(one));
  }
  return rest;
}

/**
 * After that, the phone or address of somebody near the person: the lead can be answered by it, and it identifies
 * nobody.
 * @returns the field that was filled, if one was.
 */
export function putOfAnother(left: readonly Pair[], draft: Draft, country: string): 'phone' | 'email' | undefined {
  const others = left
    .slice(0, MOST_LOOKED_AT)
    .filter((pair) => !isMachinery(pair) && !isAbout(pair) && (isOthers(pair) || isSomebodyElse(pair)));
  // A wrapper nobody knows may be the person's after all; an agent's is not.
  const isFar = (pair: Pair) => isSomebodyElse(pair) || (pathOf(pair.name) ?? []).slice(0, -1).some(isForeign);
  for (const pair of [...others.filter((one) => !isFar(one)), ...others.filter(isFar)]) {
    const target = kindOf(pair.value, country);
    if (target === undefined) continue;
    draft.put(target, phoneOfChat(pair.value) ?? pair.value, pair.name);
    draft.warn(
      'contact_of_another',
      'This belongs to somebody else than the person who asks. Nothing nearer was sent, so it is the way to answer, and identifies nobody.',
      pair.name,
    );
    return target;
  }
  return undefined;
}

/**
 * The phones of an office beside another way to reach the person: all who work there give it, and it would make one of
 * them. Where nothing else was sent, it is theirs.
 */
export function sharedPhones(draft: Draft): Target[] {
  const isShared = (target: Target) =>
    draft.has(target) && namesOf({ name: draft.nameOf(target), value: '' }).some((name) => readLabel(name).isShared);
  const shared = PHONES.filter(isShared);
  const hasNearer = draft.has('email') || PHONES.some((phone) => draft.has(phone) && !shared.includes(phone));
  return hasNearer ? shared : [];
}

/** `item_meta[13]` says only that it is an answer. */
const namesOf = ({ name, label }: Pair) =>
  namesIn({ name: name.slice(0, 9).toLowerCase() === 'item_meta' ? name.slice(9) : name, label });

const namesIn = ({ name, label }: Pick<Pair, 'name'> & { label: string | undefined }) => [
  ...(label === undefined ? [] : [label]),
  name.slice(-200).replace(/\]$/, '').split(/[.[]/).at(-1) ?? '',
  name,
];

const isSomebodyElse = (pair: Pair) => namesOf(pair).some((name) => readLabel(name).isForeign === true);

/** A fax reaches nobody, and an order's number only looks like a phone. */
const isAbout = (pair: Pair) =>
  OF_THE_MAIL.test(pair.name) ||
  namesOf(pair).some((name) => {
    const { isAbout = false, target } = readLabel(name);
    return isAbout || target === 'fax' || target === 'idNumber';
  });

/** What a value is by itself. */
function kindOf(value: string, country: string): 'phone' | 'email' | undefined {
  const text = value.trim();
  if (text.length > 254) return undefined;
  const chatter = phoneOfChat(text);
  if (chatter !== undefined) return kindOf(chatter, country);
  if (isChatAddress(text)) return undefined;
  if (text.includes('@'))
    return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text) && emailIdentities(text).length === 1 ? 'email' : undefined;
  return isWholePhone(text, country) && !isJunkPhone(text, country) ? 'phone' : undefined;
}
