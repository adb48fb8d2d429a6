import { BoundedMemory } from '../bounded-memory.ts';
import type { Detail } from '../lead.ts';
import { CANONICAL_NAMES, SYNONYMS } from './field-synonyms.ts';
import { fits } from './label/fits.ts';
import { readLabel } from './label/read-label.ts';

/** What is not on the card but steers the lead. */
export const CONTROLS = [
  'mailingList',
  'updateExistingDetails',
  'redirectTo',
  'stageId',
  'stepNotes',
  'marketer',
  'contactTypes',
] as const;
export type Control = (typeof CONTROLS)[number];

/** A target that every channel has: a detail, a control, or a name to be split in two. */
export type CommonTarget = Detail | Control | 'fullName' | 'ignore';

/** Where a value goes; the custom ones exist if the channel has such a field (see `Channel`). */
export type Target = CommonTarget | `custom:${string}` | `process:${string}`;

// Bidi marks and joiners, quotes, geresh and gershayim, and the punctuation of labels: `*דוא״ל:` is `דואל`.
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\s_\-‐-―־"'`´‘’“”„׳״.:*?!,¿¡؟،]+/gu;
/** Nothing to take away: small ASCII letters, digits, and Hebrew letters without points. */
const PLAIN_KEY = /^[a-z0-9א-ת]+$/;

/**
 * A field's name as names are compared: without case, spaces, `_`, `-`, quotes, geresh, dots, colons and asterisks
 * (contract.md, "Field names").
 */
export function nameKey(name: string): string {
  if (PLAIN_KEY.test(name)) return name;
  // Normalised once more: what stood apart may compose now.
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(NOT_IN_NAMES, '').normalize('NFC');
}

const canonical = new Map<string, CommonTarget>();
const publicNames = new Map<string, string>();
for (const [name, target] of CANONICAL_NAMES) {
  canonical.set(nameKey(name), target);
  if (!publicNames.has(target)) publicNames.set(target, name);
}

const synonyms = new Map<string, CommonTarget>();
for (const [target, names] of SYNONYMS) {
  for (const name of names.split(', ')) if (!synonyms.has(nameKey(name))) synonyms.set(nameKey(name), target);
}

// Contact form plug-ins put the sender before the field: `your-email`, `customer_phone`.
const PERSON_PREFIX = /^(?:your|my|contact|customer|client|lead)(?=.{3})/;
const PERSONAL: ReadonlySet<CommonTarget> = new Set([
  ...(['fullName', 'firstName', 'lastName', 'company', 'phone', 'mobile', 'otherPhone', 'email', 'idNumber'] as const),
  ...(['gender', 'birthDate', 'url', 'address', 'city', 'postalCode', 'country', 'notes'] as const),
]);
// Form builders mark what must be filled in, in the label itself.
const LABEL_ADDITIONS = /\((?:חובה|שדהחובה|לאחובה|אופציונלי|required|optional)\)$/;
// Not digits alone: `tel-123` is a phone, `123` is nothing.
const NUMBERED = /^(.*\D)(\d{1,4})$/;

/** The target of one of the fixed names of contract.md, by its {@link nameKey}. */
export function canonicalTarget(key: string): CommonTarget | undefined {
  return canonical.get(key);
}

/** The target of a name senders are known to use, by its {@link nameKey}; also `your-…`, `…-123` and `… (required)`. */
export function synonymTarget(key: string): CommonTarget | undefined {
  const known = exact(key);
  if (known !== undefined || key.length > 80) return known;
  const bare = key.replace(LABEL_ADDITIONS, '');
  const person = bare.replace(PERSON_PREFIX, '');
  const [, unnumbered = person, number = ''] = NUMBERED.exec(person) ?? [];
  const guess = exact(bare) ?? exact(person) ?? further(exact(unnumbered), number);
  return guess !== undefined && (person === bare || PERSONAL.has(guess)) ? guess : undefined;
}

/**
 * The target of a sender's name or label as everybody understands it: a name of contract.md, one that senders are known
 * to use, or words that ask for a field, where the value can be what they ask for. A channel's own fields are nearer.
 */
export function labelTarget(label: string, value = ''): CommonTarget | undefined {
  return knownTarget(label) ?? targetByWords(label, value);
}

const LONGEST_REMEMBERED = 100;
const remembered = new BoundedMemory<CommonTarget | null>(2000);

/** The target of a name that is known as it stands. */
function knownTarget(label: string): CommonTarget | undefined {
  const known = remembered.get(label);
  if (known !== undefined) return known ?? undefined;
  const key = nameKey(label);
  const target = canonicalTarget(key) ?? synonymTarget(key);
  if (label.length <= LONGEST_REMEMBERED) remembered.put(label, target ?? null);
  return target;
}

/** The same by the words alone. */
export function targetByWords(label: string, value: string): CommonTarget | undefined {
  const { target } = readLabel(label);
  return target !== undefined && fits(target, value) ? target : undefined;
}

function exact(key: string): CommonTarget | undefined {
  return canonical.get(key) ?? synonyms.get(key);
}

/** `telephone2` is a further phone; `tel-123` is one that a form builder numbered. */
function further(target: CommonTarget | undefined, number: string): CommonTarget | undefined {
  return (target === 'phone' || target === 'mobile') && /^[2-9]$/.test(number) ? 'otherPhone' : target;
}

/** The name to show for a target: contract.md's name where it has one, otherwise the key itself. */
export function publicName(target: string): string {
  return publicNames.get(target) ?? target.replace(/^(?:custom|process):/, '');
}
