import type { Channel } from '../channel/channel.ts';
import { readDate } from '../fields/calendar-day.ts';
import type { ChannelFields } from '../fields/channel-fields.ts';
import { readCustomValue } from '../fields/custom-value.ts';
import type { Target } from '../fields/field-names.ts';
import { readFlag } from '../fields/flag.ts';
import { identitiesOf } from '../identity/identities.ts';
import { DETAILS, type Lead } from '../lead.ts';
import type { Draft } from './draft.ts';

/**
 * The lead a finished draft comes to: every value in the type of its field, identities beside them. What does not fit
 * its type is kept as sent, with a warning.
 * @param nobodys fields whose values the person did not send as their own, so that they identify nobody.
 */
export function readDraft(
  draft: Draft,
  fields: ChannelFields,
  { country, junk }: Channel,
  nobodys: ReadonlySet<Target>,
): Lead {
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

/** What a field says, read; what cannot be read is kept as it was sent, with a warning. */
function readOrWarn<T>(
  draft: Draft,
  target: Target,
  read: (sent: string) => T | undefined,
  code: string,
  message: string,
): T | undefined {
  const sent = draft.text(target);
  if (sent === undefined) return undefined;
  const value = read(sent);
  if (value === undefined) {
    draft.keep(draft.nameOf(target), sent);
    draft.warn(code, message, draft.nameOf(target));
  }
  return value;
}

const readBirthDate = (draft: Draft) =>
  readOrWarn(
    draft,
    'birthDate',
    readDate,
    'date_unreadable',
    'This is not a date we can read; write dd/mm/yyyy. It is kept as sent.',
  );

const flag = (target: 'mailingList' | 'updateExistingDetails', draft: Draft) =>
  readOrWarn(
    draft,
    target,
    readFlag,
    'flag_unreadable',
    'This is neither yes nor no (write 1 or 0), so it counts as not sent.',
  );

const readStage = (draft: Draft, fields: ChannelFields) =>
  readOrWarn(
    draft,
    'stageId',
    (named) => fields.stageId(named),
    'unknown_stage',
    'No stage of this database has this id, so the task starts where the channel says.',
  );

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
