import type { Lead } from '../lead.ts';

type Name = Pick<Lead['details'], 'firstName' | 'lastName' | 'namePrefix'>;

/**
 * What a full name adds to the names given apart: the first word is the first name, the rest the last name; one word is
 * a first name. `Levi, Dana` is written the other way round, and a title before the name is none of it. Where a form
 * asked for one half apart, the full name is the other half, or repeats the half before it. Undefined when both halves
 * are there already.
 */
export function splitFullName(fullName: string, given: Pick<Name, 'firstName' | 'lastName'>): Name | undefined {
  const { firstName, lastName } = given;
  const words = fullName.split(/\s+/).filter((word) => word !== '');
  if (firstName && lastName) return undefined;
  if (lastName) return named('firstName', without(words.join(' '), lastName, 'end'));
  if (firstName) return named('lastName', without(words.join(' '), firstName, 'start'));
  const titles = words.slice(0, -1).findIndex((word) => !TITLE.test(word));
  const count = titles < 0 ? Math.max(0, words.length - 1) : titles;
  const prefix = words.slice(0, count).join(' ');
  return { ...(prefix ? { namePrefix: prefix } : {}), ...inOrder(words.slice(count)) };
}

const TITLE =
  /^(?:ד[״"]ר|דר['׳]?|פרופ['׳]?|פרופסור|מר|גב['׳]|גברת|עו[״"]ד|רו[״"]ח|dr\.?|mr\.?|mrs\.?|ms\.?|miss|prof\.?)$/i;
/** What family names of several words begin with, in either language. */
const PARTICLE = /^(?:בן|בר|בת|אבו|אל|de|da|di|del|la|le|van|von|der|den|bin|ibn|ben|bar|abu|al|el|st\.?|mac|mc)$/i;

function inOrder(words: string[]): Name {
  const comma = words.findIndex((word) => word.endsWith(','));
  const family = words.slice(0, comma + 1);
  // After more words than a family name has, something else follows the comma: a role, a place.
  const isTurned = comma >= 0 && comma < words.length - 1 && family.slice(0, -1).every((word) => PARTICLE.test(word));
  if (isTurned && words[comma] !== ',') {
    return { firstName: words.slice(comma + 1).join(' '), lastName: family.join(' ').slice(0, -1) };
  }
  const [first, ...rest] = words;
  if (first === undefined) return {};
  return rest.length === 0 ? { firstName: first } : { firstName: first, lastName: rest.join(' ') };
}

function named(half: 'firstName' | 'lastName', name: string) {
  return name === '' ? {} : { [half]: name };
}

function without(fullName: string, half: string, side: 'start' | 'end'): string {
  if (fullName === half) return '';
  if (side === 'start' && fullName.startsWith(`${half} `)) return fullName.slice(half.length + 1);
  if (side === 'end' && fullName.endsWith(` ${half}`)) return fullName.slice(0, -half.length - 1);
  return fullName;
}
