import { isOthers } from './fields/channel-fields.ts';
import type { Target } from './fields/field-names.ts';
import { containerOf, pathOf } from './fields/label/containers.ts';
import type { Pair } from './submission.ts';

/** Pairs that are looked at; who asks stands among the first. */
const MOST_PAIRS = 200;
const LONGEST_NAME = 200;
const PHONES: ReadonlySet<Target> = new Set<Target>(['phone', 'mobile', 'otherPhone']);
/** Wrappers of who asks, or of who is signed in at the sender's. */
const DOUBTFUL = /^(?:user|member)s?(?:_?id)?$/i;

/** What stands in one wrapper of a person, or around all of them. */
interface Person {
  /** The keys around it; empty at the top. */
  wrapper: string;
  /** That is a thing, around which mostly stands what the person filled in. */
  isThing: boolean;
  at: number[];
  names: string[];
  /** The name stands under a key that is said of people alone; `name` may be an order's or a branch's. */
  isNamed: boolean;
  phones: string[];
  emails: string[];
}

/**
 * The same pairs, with one person in them: `customer` and `user` beside each other, or `user` beside what stands at the
 * top, may be two people, whose phones together would make one of strangers. Where they differ, the one at the top is
 * who asks, else the one of whom most is said; the others are somebody else.
 */
export function withOnePerson(pairs: readonly Pair[], targetOf: (pair: Pair) => Target | undefined): readonly Pair[] {
  const looked = pairs.slice(0, MOST_PAIRS);
  if (!looked.some(({ name }) => wrapperOf(name).wrapper !== '')) return pairs;
  const people = peopleIn(looked, targetOf).filter(isReachable);
  const [asking, ...others] = people.sort(mostLikelyFirst);
  const strangers = new Set(others.filter((one) => asking && isAnother(asking, one)).flatMap(({ at }) => at));
  if (!strangers.size) return pairs;
  return pairs.map((pair, at) => (strangers.has(at) ? { name: pair.name, value: pair.value, whose: 'other' } : pair));
}

/**
 * The keys around a value up to the last that names a person, or else a thing (a form, a booking, an item), which may
 * have a phone of its own.
 */
function wrapperOf(name: string): { wrapper: string; isThing: boolean } {
  if (name.length > LONGEST_NAME || !/[.[]/.test(name)) return TOP;
  const path = (pathOf(name) ?? []).slice(0, -1).filter((key) => !/^\d+$/.test(key));
  const person = path.findLastIndex((key) => containerOf(key) === 'person');
  if (person >= 0) return { wrapper: path.slice(0, person + 1).join('.'), isThing: false };
  const thing = path.findLastIndex((key) => containerOf(key) === 'thing');
  return thing < 0 ? TOP : { wrapper: path.slice(0, thing + 1).join('.'), isThing: true };
}

const TOP = { wrapper: '', isThing: false };

function peopleIn(pairs: readonly Pair[], targetOf: (pair: Pair) => Target | undefined): Person[] {
  const people = new Map<string, Person>();
  for (const [at, pair] of pairs.entries()) {
    const text = pair.value.trim().toLowerCase();
    if (text === '' || isOthers(pair)) continue;
    const { wrapper, isThing } = wrapperOf(pair.name);
    const person = people.get(wrapper) ?? { ...nobody(wrapper), isThing };
    people.set(wrapper, person);
    person.at.push(at);
    const target = targetOf(pair);
    if (target === undefined) continue;
    if (PHONES.has(target)) person.phones.push(text.replace(/\D/g, '').slice(-8) || text);
    else if (target === 'email') person.emails.push(text);
    else if (target === 'fullName' || target === 'firstName' || target === 'lastName') {
      person.names.push(...text.split(/\s+/));
      person.isNamed ||= pair.name.trim().toLowerCase() !== 'name';
    }
  }
  return [...people.values()];
}

const nobody = (wrapper: string) => ({ wrapper, at: [], names: [], isNamed: false, phones: [], emails: [] });

const isReachable = ({ phones, emails }: Person) => phones.length + emails.length > 0;

const isDoubtful = ({ wrapper }: Person) => DOUBTFUL.test(wrapper.split('.').at(-1) ?? '');

/** How much says that this is who asks: a person at the top goes before all, a bare `name` there behind a wrapper. */
function likelihood(person: Person): number {
  if (isDoubtful(person)) return 0;
  if (person.isThing) return 1;
  if (person.wrapper === '' && person.isNamed) return 20;
  const said = [person.names, person.phones, person.emails].filter((values) => values.length > 0).length;
  return person.names.length > 0 && person.wrapper !== '' ? 10 + said : said;
}

const mostLikelyFirst = (a: Person, b: Person) => likelihood(b) - likelihood(a);

/**
 * Who shares a phone or an address is one person; else names without a common word, or ways to reach them, are two. A
 * thing has a name of its own: only one that is reached by another way is somebody else's.
 */
function isAnother(one: Person, other: Person): boolean {
  if (isShared(one.phones, other.phones) || isShared(one.emails, other.emails)) return false;
  const isReachedOtherwise = (['phones', 'emails'] as const).some(
    (way) => one[way].length > 0 && other[way].length > 0,
  );
  if (one.isThing || other.isThing) return isReachedOtherwise && !isShared(one.names, other.names);
  if (one.names.length > 0 && other.names.length > 0) return !isShared(one.names, other.names);
  return isReachedOtherwise;
}

const isShared = (some: readonly string[], others: readonly string[]) => some.some((value) => others.includes(value));
