import { NEEDS_CONTACT, refusalOf } from './admission.ts';
import type { Channel } from './channel/channel.ts';
import { Draft } from './draft.ts';
import { readDate } from './fields/calendar-day.ts';
import { type ChannelFields, fieldsOf } from './fields/channel-fields.ts';
import { readCustomValue } from './fields/custom-value.ts';
import type { Target } from './fields/field-names.ts';
import { readFlag } from './fields/flag.ts';
import { splitFullName } from './fields/full-name.ts';
import { sampleReader } from './fields/sample-value.ts';
import { namesOfUnknown } from './fields/unknown-name.ts';
import { identitiesOf } from './identity/identities.ts';
import { DETAILS, type Lead } from './lead.ts';
import { withOnePerson } from './one-person.ts';
import { joinPieces } from './phone-pieces.ts';
import type { Pair, Rejection, Submission, WayIn } from './submission.ts';
import { isUnsaid } from './unsaid.ts';
import { putByValue, putDeclared, putFurtherPhones, putMistaken, putOfAnother } from './ways-to-contact.ts';

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
  nameThePerson(draft, true);
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
  const { country } = channel;
  let unplaced = putDeclared(left, draft);
  putFurtherPhones(draft, country);
  putMistaken(draft, country);
  const isReached = !NEEDS_CONTACT.has(wayIn) || hasWayToContact(draft);
  if (!isReached) unplaced = putByValue(unplaced, draft, country);
  const ofAnother = isReached || hasWayToContact(draft) ? undefined : putOfAnother(unplaced, draft, country);
  for (const pair of unplaced) draft.keep(unknownName(pair), pair.value);
  nameThePerson(draft);
  const defaulted = putDefaults(draft, fields);
  nameThePerson(draft);

  // What nobody sent says nothing of who it is: all leads of the channel would be one person.
  const constants = fields.constants.map(([target]) => target);
  const nobodys = new Set<Target>([...defaulted, ...constants, ...(ofAnother === undefined ? [] : [ofAnother])]);
  const lead = read(draft, fields, channel, nobodys);
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

/** Fills the gaps. @returns the targets that were filled. */
function putDefaults(draft: Draft, fields: ChannelFields): Target[] {
  const gaps = fields.defaults.filter(([target]) => !isThere(target, draft));
  for (const [target, value] of gaps) draft.put(target, value, target);
  return gaps.flatMap(([target]): Target[] => (target === 'fullName' ? ['firstName', 'lastName'] : [target]));
}

function nameThePerson(draft: Draft, fixed = false): void {
  const name = draft.nameOf('fullName');
  const fullName = draft.take('fullName');
  if (fullName === undefined) return;
  const firstName = draft.text('firstName');
  const lastName = draft.text('lastName');
  const added = splitFullName(fullName, { firstName, lastName });
  if (added?.firstName) draft.put('firstName', added.firstName, name, fixed);
  if (added?.lastName) draft.put('lastName', added.lastName, name, fixed);
  if (added?.namePrefix) draft.put('namePrefix', added.namePrefix, name, fixed);
  if (added === undefined && fullName !== `${firstName} ${lastName}`) draft.keep(name, fullName);
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

function read(draft: Draft, fields: ChannelFields, { country, junk }: Channel, nobodys: ReadonlySet<Target>): Lead {
  const details: Lead['details'] = {};
  for (const detail of DETAILS) {
    const value = detail === 'birthDate' ? readBirthDate(draft) : draft.text(detail);
    if (value !== undefined) details[detail] = value;
  }
  const lead: Lead = {
    details,
    ...readCustom(draft, fields),
    contactTypes: draft.list('contactTypes').flatMap((types) =>
      types
        .split(/[,;|]/)
        .map((type) => type.trim())
        .filter(Boolean),
    ),
    unknown: {},
    identities: [],
    warnings: [],
  };
  const mailingList = flag('mailingList', draft);
  if (mailingList !== undefined) lead.mailingList = mailingList;
  const updateExistingDetails = flag('updateExistingDetails', draft);
  if (updateExistingDetails !== undefined) lead.updateExistingDetails = updateExistingDetails;
  const stageId = readStage(draft, fields);
  if (stageId !== undefined) lead.stageId = stageId;
  for (const control of ['stepNotes', 'marketer', 'redirectTo'] as const) {
    const value = draft.text(control);
    if (value !== undefined) lead[control] = value;
  }
  const isOwn = ([target]: [string, string]) => !nobodys.has(target as Target);
  const own = nobodys.size ? Object.fromEntries(Object.entries(details).filter(isOwn)) : details;
  const { identities, warnings } = identitiesOf(own, { country, junk });
  for (const { code, message, field = '' } of warnings) draft.warn(code, message, draft.nameOf(field as Target));
  return { ...lead, identities, unknown: draft.unknown(), warnings: draft.warnings() };
}

function readBirthDate(draft: Draft): string | undefined {
  const sent = draft.text('birthDate');
  if (sent === undefined) return undefined;
  const day = readDate(sent);
  if (day === undefined) {
    draft.keep(draft.nameOf('birthDate'), sent);
    draft.warn(
      'date_unreadable',
      'This is not a date we can read; write dd/mm/yyyy. It is kept as sent.',
      draft.nameOf('birthDate'),
    );
  }
  return day;
}

function flag(target: 'mailingList' | 'updateExistingDetails', draft: Draft): boolean | undefined {
  const sent = draft.text(target);
  if (sent === undefined) return undefined;
  const value = readFlag(sent);
  if (value === undefined) {
    draft.keep(draft.nameOf(target), sent);
    draft.warn(
      'flag_unreadable',
      'This is neither yes nor no (write 1 or 0), so it counts as not sent.',
      draft.nameOf(target),
    );
  }
  return value;
}

function readStage(draft: Draft, fields: ChannelFields): string | undefined {
  const named = draft.text('stageId');
  if (named === undefined) return undefined;
  const stageId = fields.stageId(named);
  if (stageId === undefined) {
    draft.keep(draft.nameOf('stageId'), named);
    draft.warn(
      'unknown_stage',
      'No stage of this database has this id, so the task starts where the channel says.',
      draft.nameOf('stageId'),
    );
  }
  return stageId;
}

function readCustom(draft: Draft, fields: ChannelFields): Pick<Lead, 'custom' | 'processFields'> {
  const custom: [string, Lead['custom'][string]][] = [];
  const processFields: typeof custom = [];
  for (const target of draft.targets()) {
    const field = fields.customField(target);
    if (field === undefined) continue;
    const { value, fits } = readCustomValue(field, draft.list(target));
    if (!fits) {
      draft.warn(
        'custom_value_unreadable',
        `This value does not fit a field of type ${field.type}; it is kept as text.`,
        draft.nameOf(target),
      );
    }
    (target.startsWith('process:') ? processFields : custom).push([field.key, value]);
  }
  return { custom: Object.fromEntries(custom), processFields: Object.fromEntries(processFields) };
}
