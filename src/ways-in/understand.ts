import type { Channel } from '../lead/channel/channel.ts';
import { allowedRedirect } from '../lead/channel/redirect.ts';
import { composeLead } from '../lead/compose.ts';
import { fieldsOf } from '../lead/fields/channel-fields.ts';
import type { Lead } from '../lead/lead.ts';
import type { Raw } from '../lead/raw.ts';
import { SPAM_FIELDS } from '../lead/spam.ts';
import { MOST_PAIRS, type Rejection, type Submission, type Warning, type WayIn } from '../lead/submission.ts';
import { isMail, readMail } from './mail/read.ts';
import { type OwnPage, splitPageFields } from './own-pages/page-fields.ts';
import { withShownOnly } from './own-pages/shown-fields.ts';
import { readRaw } from './read.ts';
import { type Repair, repaired } from './repair.ts';
import { gateOf } from './senders/gates.ts';
import { formVerdict, splitForm } from './spam/judge-form.ts';
import { type Understood, type UnderstoodBody, unreadableBody } from './understood.ts';
import type { Charset } from './way-in.ts';

/** A document may hold so many leads; the rest is for the import. */
export const MAX_LEADS = 500;

/**
 * Reads raw bytes as leads of a channel: the bytes to submissions, the submissions to leads. No I/O, and the same
 * bytes give the same leads, so that it can be done again.
 */
export async function understand(
  raw: Raw,
  channel: Channel,
  { page, repair, ...options }: Understanding = {},
): Promise<UnderstoodBody> {
  if (isMail(raw)) return understandMail(raw, channel, options, repair);
  const reading = await readRaw(raw, options);
  const { wayIn } = page ?? reading;
  if (!reading.ok && !repair) return unreadableBody(raw, wayIn, reading.rejection);
  const { charset, submissions, warnings } = reading.ok ? reading : UNREAD;
  if (submissions.length > MAX_LEADS) {
    const message = `This document holds ${submissions.length} leads; at most ${MAX_LEADS} are taken at once. Send it in parts, or import it as a file.`;
    return unreadableBody(raw, wayIn, { code: 'too_many_leads', status: 422, message });
  }
  if (submissions.some(hasTooMany)) return unreadableBody(raw, wayIn, TOO_MANY_FIELDS);
  const shown = page
    ? submissions.map((one) => withShownOnly(one, channel, page))
    : submissions.filter(({ isNothing }) => !isNothing);
  return {
    wayIn,
    charset,
    leads: mended(shown, repair, channel).map((submission) =>
      page ? understandPage(submission, channel, page, warnings) : understandOne(submission, channel, wayIn, warnings),
    ),
  };
}

export interface Understanding {
  charset?: Charset;
  page?: OwnPage | undefined;
  /** What a person has put right since. */
  repair?: Repair | undefined;
}

const hasTooMany = ({ pairs }: Submission) => pairs.length > MOST_PAIRS;

const TOO_MANY_FIELDS: Rejection = {
  code: 'too_many_fields',
  status: 422,
  message: `A lead has at most ${MOST_PAIRS} fields. Send only those about the person.`,
};

/** What stands for a reading where nobody could read anything, and a person has typed it. */
const UNREAD = { charset: 'utf-8', submissions: [], warnings: [] };

function mended(submissions: Submission[], repair: Repair | undefined, channel: Channel): Submission[] {
  if (!repair) return submissions;
  if (!submissions.length) return [repaired(undefined, repair, channel)];
  return submissions.map((sent, i) => (i === repair.index ? repaired(sent, repair, channel) : sent));
}

/** The same for a page of ours, which says more than the lead's fields. */
function understandPage(submission: Submission, channel: Channel, page: OwnPage, warnings: Warning[]): Understood {
  const { plain, said, verdict } = splitPageFields(submission, page);
  const understood = understandOne(plain, channel, page.wayIn, warnings);
  return {
    ...understood,
    lead: { ...understood.lead, ...said },
    quarantine: verdict ?? (page.isUnconfirmed ? 'unconfirmed' : understood.quarantine),
  };
}

/** The same for a mail, whose labels are the channel's business, and which may be kept aside as a whole. */
function understandMail(
  raw: Raw,
  channel: Channel,
  options: { charset?: Charset },
  repair: Repair | undefined,
): UnderstoodBody {
  const { targetOf } = fieldsOf(channel);
  const reading = readMail(raw, { ...options, knows: (label) => targetOf({ name: label, value: '' }) });
  if (!reading.ok && !repair) return unreadableBody(raw, 'mail', reading.rejection);
  const { charset, submissions, warnings, quarantine } = reading.ok ? reading : { ...UNREAD, quarantine: null };
  if (submissions.some(hasTooMany)) return unreadableBody(raw, 'mail', TOO_MANY_FIELDS);
  const leads = mended(submissions.slice(0, MAX_LEADS), repair, channel).map((one) =>
    understandOne(one, channel, 'mail', warnings),
  );
  if (!quarantine) return { wayIn: 'mail', charset, leads };
  return { wayIn: 'mail', charset, leads: leads.map((lead) => ({ ...lead, quarantine, rejection: null })) };
}

function understandOne(submission: Submission, channel: Channel, wayIn: WayIn, warnings: Lead['warnings']): Understood {
  const signs = splitForm(submission);
  const { plain, token } = signs;
  const composed = composeLead(plain, channel, wayIn);
  const lead = withLeave(composed.lead, channel);
  const { isNotification = false, isTest = false, sender } = submission;
  const gate = gateOf(sender);
  const isElsewhere = lead.redirectTo && !allowedRedirect(lead.redirectTo, channel.redirectHosts);
  return {
    lead: {
      ...lead,
      warnings: [
        ...warnings,
        ...lead.warnings,
        ...(isElsewhere ? [NOT_LISTED] : []),
        ...(isNotification ? [NOTIFICATION] : []),
        ...(gate && gate.secretOf(channel) === undefined ? [gate.unchecked] : []),
      ],
    },
    rejection: composed.ok || isNotification ? null : composed.rejection,
    sender,
    quarantine: isNotification ? 'notification' : isTest ? 'test' : formVerdict(signs, channel, wayIn),
    providerLeadId: submission.providerLeadId,
    proof: submission.proof,
    token,
    // Whoever corrects a refused form sends its token again, which still holds, but not how long the form was open.
    pairs: token === undefined ? plain.pairs : [...plain.pairs, { name: SPAM_FIELDS.turnstile, value: token }],
    content: JSON.stringify(plain.pairs),
  };
}

/** The lead with what its channel lets it do to a card. It says so to everybody: who is known must not show. */
function withLeave({ updateExistingDetails, ...lead }: Lead, { replaces }: Channel): Lead {
  if (updateExistingDetails === undefined) return lead;
  if (!updateExistingDetails || replaces) return { ...lead, updateExistingDetails };
  return { ...lead, warnings: [...lead.warnings, REPLACE_NOT_ALLOWED] };
}

const REPLACE_NOT_ALLOWED: Warning = {
  code: 'replace_not_allowed',
  message:
    'It asked to replace existing details, which this channel does not allow; what was empty is filled. Its owner can turn that on.',
  field: 'UpdateExistingDetails',
};

const NOT_LISTED: Warning = {
  code: 'redirect_not_allowed',
  message: 'The redirect was not followed, because the channel does not list its host.',
  field: 'RedirectTo',
};

const NOTIFICATION: Warning = {
  code: 'notification',
  message: 'This only announces a lead by its number. Have whoever may read its fields send them here, too.',
};
