import { NEEDS_CONTACT, refusalOf } from './admission.ts';
import type { Channel } from './channel/channel.ts';
import { Draft } from './draft/draft.ts';
import { namePerson } from './draft/name-person.ts';
import { readDraft } from './draft/read-draft.ts';
import {
  putByValue,
  putDeclared,
  putFurtherPhones,
  putMistaken,
  putOfAnother,
  sharedPhones,
} from './draft/ways-to-contact.ts';
import { type ChannelFields, fieldsOf } from './fields/channel-fields.ts';
import type { Target } from './fields/field-names.ts';
import { sampleReader } from './fields/sample-value.ts';
import { namesOfUnknown } from './fields/unknown-name.ts';
import type { Lead } from './lead.ts';
import { withOnePerson } from './one-person.ts';
import { joinPieces } from './phone-pieces.ts';
import type { Pair, Rejection, Submission, WayIn } from './submission.ts';
import { isUnsaid } from './unsaid.ts';

/** What became of a submission. A refused one keeps what could be understood, to be shown and repaired. */
export type Composition = { ok: true; lead: Lead } | { ok: false; rejection: Rejection; lead: Lead };

/** Ways in where a person typed into a page of ours or a record was copied: brackets there are meant. */
const BRACKETS_ARE_MEANT: ReadonlySet<WayIn> = new Set<WayIn>([
  'api',
  'manual',
  'import',
  'copy',
  'internal-form',
  'portal',
]);

const UNSAID = 'Nobody filled this in: a placeholder of the sender came instead, so it counts as not sent.';

/** A lead has seldom fifty values; so many have their labels read by words. */
const MOST_READ = 200;

/**
 * Makes a lead of a submission by its channel's settings: names to fields, samples out, constants over everything,
 * defaults into gaps, values to their types, identities beside them; then admits or refuses it (product.md, "What every
 * web lead is stamped with", "Duplicates"; contract.md, "Field names"). Pure, linear, and never throws.
 */
export function composeLead(submission: Submission, channel: Channel, wayIn: WayIn): Composition {
  const fields = fieldsOf(channel);
  const draft = new Draft(fields, submission.warnings);

  for (const [target, value] of fields.constants) draft.put(target, value, target, true);
  namePerson(draft, true);
  const isTyped = BRACKETS_ARE_MEANT.has(wayIn);
  const pairs = joinPieces(withOnePerson(submission.pairs, fields.targetOf), fields.targetOf);
  const unknownName = namesOfUnknown(pairs);
  const readSample = isTyped ? undefined : sampleReader(pairs, fields);
  const left: Pair[] = [];
  for (const [at, pair] of pairs.entries()) {
    const target = at < MOST_READ ? fields.targetOf(pair) : fields.knownTargetOf(pair);
    if (target === undefined) left.push(pair);
    else if (!isTyped && isUnsaid(pair.value)) draft.warn('placeholder', UNSAID, pair.name);
    else place(pair, target, draft, readSample);
  }
  const { unplaced, ofAnother } = putWaysToContact(left, draft, channel.country, NEEDS_CONTACT.has(wayIn), submission);
  for (const pair of unplaced) draft.keep(unknownName(pair), pair.value);
  namePerson(draft);
  const defaulted = putDefaults(draft, fields);
  namePerson(draft);

  // What nobody sent says nothing of who it is: all leads of the channel would be one person.
  const constants = fields.constants.map(([target]) => target);
  const others = [...sharedPhones(draft), ...(ofAnother === undefined ? [] : [ofAnother])];
  const nobodys = new Set<Target>([...defaulted, ...constants, ...others]);
  const lead = readDraft(draft, fields, channel, nobodys);
  if (defaulted.length) lead.defaulted = defaulted;
  if (submission.isTest) lead.isTest = true;
  const rejection = refusalOf(submission, lead, (target) => isThere(target, draft), channel, fields, wayIn);
  return rejection === undefined ? { ok: true, lead } : { ok: false, rejection, lead };
}

function place(
  pair: Pair,
  target: Target,
  draft: Draft,
  readSample: ReturnType<typeof sampleReader> | undefined,
): void {
  const { name, value } = pair;
  if (target === 'ignore') return;
  if (readSample === undefined || !value.includes('[')) {
    draft.put(target, value, name);
    return;
  }
  const sample = readSample(target, pair);
  if (sample.kind !== 'plain') {
    draft.warn('sample_value', 'The square brackets of the sample were left around this value.', name);
  }
  if (sample.kind !== 'placeholder') draft.put(target, sample.kind === 'bracketed' ? sample.value : value, name);
}

/**
 * Puts phones and addresses where people look for them. Only a lead that must say how to reach its person, and does
 * not, has the rest of its values looked at, and last of all what belongs to somebody else, unless that is the
 * business.
 */
function putWaysToContact(
  left: Pair[],
  draft: Draft,
  country: string,
  isNeeded: boolean,
  { isOursBeside = false }: Submission,
) {
  const unplaced = putDeclared(left, draft);
  putFurtherPhones(draft, country);
  putMistaken(draft, country);
  if (!isNeeded || hasWayToContact(draft)) return { unplaced, ofAnother: undefined };
  const stillUnplaced = putByValue(unplaced, draft, country);
  const ofAnother = isOursBeside || hasWayToContact(draft) ? undefined : putOfAnother(stillUnplaced, draft, country);
  return { unplaced: stillUnplaced, ofAnother };
}

/** Fills the gaps. @returns the targets that were filled. */
function putDefaults(draft: Draft, fields: ChannelFields): Target[] {
  const gaps = fields.defaults.filter(([target]) => !isThere(target, draft));
  for (const [target, value] of gaps) draft.put(target, value, target);
  return gaps.flatMap(([target]): Target[] => (target === 'fullName' ? ['firstName', 'lastName'] : [target]));
}

function isThere(target: Target, draft: Draft): boolean {
  if (target === 'fullName') return draft.has('firstName') || draft.has('lastName');
  // One field in the product: last name / company.
  if (target === 'lastName') return draft.has('lastName') || draft.has('company');
  return draft.has(target);
}

function hasWayToContact(draft: Draft): boolean {
  return (['phone', 'mobile', 'otherPhone', 'email'] as const).some((target) => draft.has(target));
}
