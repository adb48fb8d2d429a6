import type { LeadOrder } from '../contacts/order.ts';
import type { Channel } from '../lead/channel.ts';
import { composeLead } from '../lead/compose.ts';
import { comparedKinds } from '../lead/duplicate-policy.ts';
import { emptyLead, type Lead } from '../lead/lead.ts';
import type { Raw } from '../lead/raw.ts';
import { allowedRedirect } from '../lead/redirect.ts';
import { fingerprint } from '../lead/signed-id.ts';
import { createdBy } from '../lead/stamps.ts';
import type { Pair, Rejection, Submission, Warning, WayIn } from '../lead/submission.ts';
import { readRaw } from './read.ts';
import { recognise } from './recognise.ts';
import type { Charset } from './way-in.ts';

/** A document may hold so many leads; the rest is for the import. */
export const MAX_LEADS = 500;

/** One lead of a body, as far as it could be understood. */
export interface Understood {
  lead: Lead;
  rejection: Rejection | null;
  sender: string;
  /** Why it is kept aside. */
  quarantine: string | null;
  providerLeadId: string | undefined;
  pairs: Pair[];
  /** What was sent, for comparing contents: equal text, equal content. */
  content: string;
}

export interface UnderstoodBody {
  wayIn: WayIn;
  charset: string;
  leads: Understood[];
}

/**
 * Reads raw bytes as leads of a channel: the bytes to submissions, the submissions to leads. No I/O, and the same
 * bytes give the same leads, so that it can be done again.
 */
export async function understand(
  raw: Raw,
  channel: Channel,
  options: { charset?: Charset } = {},
): Promise<UnderstoodBody> {
  const reading = await readRaw(raw, options);
  if (!reading.ok) return unreadable(raw, reading.wayIn, reading.rejection);
  const { wayIn, charset, submissions } = reading;
  if (submissions.length > MAX_LEADS) {
    const message = `This document holds ${submissions.length} leads; at most ${MAX_LEADS} are taken at once. Send it in parts, or import it as a file.`;
    return unreadable(raw, wayIn, { code: 'too_many_leads', status: 422, message });
  }
  return {
    wayIn,
    charset,
    leads: submissions.map((submission) => understandOne(submission, channel, wayIn, reading.warnings)),
  };
}

function understandOne(submission: Submission, channel: Channel, wayIn: WayIn, warnings: Lead['warnings']): Understood {
  const composed = composeLead(submission, channel, wayIn);
  const { lead } = composed;
  const isElsewhere = lead.redirectTo && !allowedRedirect(lead.redirectTo, channel.redirectHosts);
  return {
    lead: { ...lead, warnings: [...warnings, ...lead.warnings, ...(isElsewhere ? [NOT_LISTED] : [])] },
    rejection: composed.ok ? null : composed.rejection,
    sender: submission.sender,
    quarantine: submission.isTest ? 'test' : null,
    providerLeadId: submission.providerLeadId,
    pairs: submission.pairs,
    content: JSON.stringify(submission.pairs),
  };
}

const NOT_LISTED: Warning = {
  code: 'redirect_not_allowed',
  message: 'The redirect was not followed, because the channel does not list its host.',
  field: 'RedirectTo',
};

/** A body that was not even taken whole: what it began to be, kept with the reason. */
export function refusedBody(raw: Raw, rejection: Rejection): UnderstoodBody {
  const shape = recognise(raw.body, raw.contentType);
  const posted = shape === 'xml' || shape === 'json' ? shape : 'html-form';
  return unreadable(raw, raw.method === 'GET' ? 'url' : posted, rejection);
}

/** A body that holds no lead anybody can read. */
function unreadable(raw: Raw, wayIn: WayIn, rejection: Rejection): UnderstoodBody {
  const content = JSON.stringify([raw.query, raw.contentType, Array.from(raw.body.subarray(0, 4096)), raw.body.length]);
  const lead = { lead: emptyLead(), rejection, sender: 'unreadable', quarantine: null, providerLeadId: undefined };
  return { wayIn, charset: 'utf-8', leads: [{ ...lead, pairs: [], content }] };
}

/** What identical contents have in common: the same words, sent the same way to the same channel. */
export const printOf = (channel: Channel, wayIn: WayIn, { content }: Pick<Understood, 'content'>): Promise<string> =>
  fingerprint(`${channel.id} ${wayIn} ${content}`);

/** What a channel decides about its leads; computed again whenever a lead is read again. */
export function decisionsOf(
  channel: Channel,
  wayIn: WayIn,
  lead: Lead,
): Pick<LeadOrder, 'createdBy' | 'compares' | 'task' | 'doubleSubmitWindow'> {
  return {
    createdBy: createdBy(channel.name, wayIn),
    compares: comparedKinds(wayIn, channel),
    task: taskOf(channel, lead),
    doubleSubmitWindow: channel.doubleSubmitSeconds * 1000,
  };
}

/** The stage the lead asks for, else the channel's, else the first of its process, else the database's first. */
function taskOf(channel: Channel, lead: Lead): LeadOrder['task'] {
  const stage =
    channel.stages.find(({ id }) => id === lead.stageId) ??
    channel.stages.find(({ id }) => id === channel.stageId) ??
    channel.stages.find(({ processId }) => processId === channel.processId) ??
    channel.stages[0];
  return stage ? { processId: stage.processId, stageId: stage.id } : null;
}
