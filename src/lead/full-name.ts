import type { Lead } from './lead.ts';

/**
 * What a full name adds to the names given apart: the first word is the first name, the rest the last name; one word is
 * a first name. Where a form asked for one half apart, the full name is the other half, or repeats the half before it.
 * Undefined when both halves are there already.
 */
export function splitFullName(
  fullName: string,
  given: Pick<Lead['details'], 'firstName' | 'lastName'>,
): Pick<Lead['details'], 'firstName' | 'lastName'> | undefined {
  const { firstName, lastName } = given;
  const words = fullName.split(/\s+/).filter((word) => word !== '');
  if (firstName && lastName) return undefined;
  if (lastName) return named('firstName', without(words.join(' '), lastName, 'end'));
  if (firstName) return named('lastName', without(words.join(' '), firstName, 'start'));
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
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
