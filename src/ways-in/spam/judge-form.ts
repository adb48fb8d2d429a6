import type { Channel } from '../../lead/channel/channel.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { nameKey } from '../../lead/fields/field-names.ts';
import { SPAM_FIELDS, type SpamVerdict } from '../../lead/spam.ts';
import type { Submission, WayIn } from '../../lead/submission.ts';

/** Cloudflare makes no longer token. */
const LONGEST_TOKEN = 2048;

/** What a form sent beside its lead. */
export interface FormSigns {
  /** The lead's own fields. */
  plain: Submission;
  /** Milliseconds for which the form was open; undefined when it does not say so. */
  onPage: number | undefined;
  /** Turnstile's token. */
  token: string | undefined;
}

/** Takes apart what a form says of its lead, and what it says of who filled it in. */
export function splitForm(submission: Submission): FormSigns {
  const { turnstile } = submission;
  const token = turnstile !== undefined && turnstile.length <= LONGEST_TOKEN ? turnstile : undefined;
  if (!submission.pairs.some(isStopwatch)) return { plain: submission, onPage: undefined, token };
  const said = submission.pairs.find(isStopwatch)?.value ?? '';
  return {
    plain: { ...submission, pairs: submission.pairs.filter((pair) => !isStopwatch(pair)) },
    onPage: /^\d{1,12}$/.test(said) ? Number(said) : undefined,
    token,
  };
}

const isStopwatch = ({ name }: { name: string }) => name === SPAM_FIELDS.onPage;

/**
 * What a form's own words say against it, by the channel's settings: honeypot and time trap. Other formats are sent by
 * programs in good faith, and have nothing that people do not see.
 */
export function formVerdict({ plain, onPage }: FormSigns, channel: Channel, wayIn: WayIn): SpamVerdict | null {
  if (wayIn !== 'html-form') return null;
  if (channel.honeypot !== undefined && isTrapped(plain, channel, nameKey(channel.honeypot))) return 'spam:honeypot';
  return onPage !== undefined && onPage < channel.minSeconds * 1000 ? 'spam:too-fast' : null;
}

/** A field defined later under that name is one that people fill in. */
const isTrapped = ({ pairs }: Submission, channel: Channel, honeypot: string) =>
  pairs.some(
    (pair) =>
      nameKey(pair.name) === honeypot && pair.value.trim() !== '' && fieldsOf(channel).targetOf(pair) === undefined,
  );
