import type { Lead } from './lead.ts';
import type { Warning } from './submission.ts';

/*
 * Spam verdicts. Each only keeps a lead aside, with its reason, for a person to look at and release; nothing is
 * deleted, and the sender is answered like everybody.
 */

/** Names under which forms send what tells people from programs. None of them is a field of the lead. */
export const SPAM_FIELDS = {
  /** Milliseconds for which the form was open, written by the sample's own script. */
  onPage: 'KeletOnPage',
  /** What Turnstile's widget adds to the form it stands in. */
  turnstile: 'cf-turnstile-response',
} as const;

const VERDICTS = {
  'spam:honeypot': {
    code: 'spam_honeypot',
    message: 'A field that people do not see was filled in, as programs do.',
  },
  'spam:too-fast': {
    code: 'spam_too_fast',
    message: 'The form came back sooner than a person can fill it in.',
  },
  'spam:turnstile-missing': {
    code: 'spam_turnstile_missing',
    message: "The form came without Turnstile's token. If people are affected, look whether their page has the widget.",
  },
  'spam:turnstile-refused': {
    code: 'spam_turnstile_refused',
    message: 'Turnstile did not vouch for this visitor.',
  },
} satisfies Record<string, Warning>;

/** A verdict as `LeadOrder.quarantine` holds it. */
export type SpamVerdict = keyof typeof VERDICTS;

export const isSpamVerdict = (quarantine: string | null): quarantine is SpamVerdict =>
  quarantine !== null && Object.hasOwn(VERDICTS, quarantine);

/** The lead with what its verdict says among its warnings, where the business sees it; itself when there is none. */
export function judged(lead: Lead, quarantine: string | null): Lead {
  if (!isSpamVerdict(quarantine)) return lead;
  const verdict = VERDICTS[quarantine];
  return { ...lead, warnings: [...lead.warnings.filter(({ code }) => code !== verdict.code), verdict] };
}

/** The verdict that stands on a lead, as its warnings tell it. */
export function keptVerdict(warnings: readonly Pick<Warning, 'code'>[]): SpamVerdict | undefined {
  const verdicts = Object.entries(VERDICTS) as [SpamVerdict, Warning][];
  return verdicts.find(([, { code }]) => warnings.some((warning) => warning.code === code))?.[0];
}

/** The warnings without what only the business may see: a program must not learn by what it was found out. */
export function withoutVerdicts<T extends Pick<Warning, 'code'>>(warnings: readonly T[]): T[] {
  const told = new Set<string>(Object.values(VERDICTS).map(({ code }) => code));
  return warnings.filter(({ code }) => !told.has(code));
}

const UNCHECKED = {
  away: {
    code: 'turnstile_not_checked',
    message: 'Turnstile could not be asked about this visitor, so the lead was taken without its word.',
  },
  late: {
    code: 'turnstile_not_checked',
    message:
      "The lead was on its way for so long that Turnstile's token had run out, so it was taken without its word.",
  },
  'wrong-secret': {
    code: 'turnstile_secret_wrong',
    message:
      "Turnstile does not know this channel's secret, so nobody is checked. Copy the secret again, from where Turnstile shows it.",
  },
  'dry-run': {
    code: 'turnstile_not_checked',
    message: 'A dry run does not ask Turnstile. When this is sent, the visitor is checked.',
  },
} satisfies Record<string, Warning>;

/** The lead with a warning that Turnstile said nothing about its visitor, and why. */
export const unchecked = (lead: Lead, why: keyof typeof UNCHECKED): Lead => ({
  ...lead,
  warnings: [...lead.warnings, UNCHECKED[why]],
});
