import type { Lead } from '../../lead/lead.ts';
import type { SpamVerdict } from '../../lead/spam.ts';
import type { Pair, Submission, Warning, WayIn } from '../../lead/submission.ts';

/** Ways in whose form is a page of ours. */
export type OwnWayIn = Extract<WayIn, 'internal-form' | 'portal'>;
export const isOwnWayIn = (wayIn: WayIn): wayIn is OwnWayIn => wayIn === 'internal-form' || wayIn === 'portal';

/** What is known of a page beyond the bytes it sent. */
export interface OwnPage {
  wayIn: OwnWayIn;
  /** When it was sent: milliseconds since 1970. */
  at: number;
  /** The person must confirm it before it counts. */
  isUnconfirmed: boolean;
  /** It came back sooner than a person can read it. */
  isTooFast: boolean;
  /** The targets a portal asks for; the internal form asks for the channel's. */
  shown?: readonly string[] | undefined;
  /** The only process an internal form's link allows. */
  processId?: string | undefined;
}

/** Names by which our pages send what is no field of a lead. */
export const OWN_NAMES = {
  /** Drawn when the page was made: the same page sent twice is one lead. */
  token: 'KeletPage',
  operator: 'OperatorName',
  /** Its value is the text that was agreed to, as the page showed it. */
  consent: 'Consent',
  /** Which button was pressed. */
  step: 'KeletStep',
  /** People do not see it; a program that fills in everything fills it in. */
  trap: 'KeletWebsite',
} as const;

const OWN: ReadonlySet<string> = new Set(Object.values(OWN_NAMES));

/** Whether a page sends under this name what is no field of a lead; a portal's link may say `ref` for the marketer. */
export const isOwnName = (name: string, wayIn: OwnWayIn) => OWN.has(name) || (wayIn === 'portal' && name === 'ref');

/**
 * Whether a submission came from a page of ours. Such a page encodes nothing twice, and what was agreed to there must
 * stay word for word.
 */
export const isOwnPage = ({ pairs }: Pick<Submission, 'pairs'>) => pairs.some(({ name }) => name === OWN_NAMES.token);

/** What a page sent under a name, trimmed; empty when nothing. Browsers send every line break as two characters. */
export const saidBy = (pairs: readonly Pair[], name: string) =>
  pairs
    .find((pair) => pair.name === name)
    ?.value.replaceAll('\r\n', '\n')
    .trim() ?? '';

/** The lead's fields alone, and beside them what the page says about how they came. */
export function splitPageFields(
  { pairs, ...submission }: Submission,
  { wayIn, at, isUnconfirmed, isTooFast, shown, processId }: OwnPage,
): {
  plain: Submission;
  said: Pick<Lead, 'operator' | 'consent' | 'isUnconfirmed' | 'page'>;
  verdict: SpamVerdict | null;
} {
  const isTrapped = wayIn === 'portal' && saidBy(pairs, OWN_NAMES.trap) !== '';
  const operator = wayIn === 'internal-form' ? saidBy(pairs, OWN_NAMES.operator).slice(0, 200) : '';
  const consent = wayIn === 'portal' ? saidBy(pairs, OWN_NAMES.consent) : '';
  return {
    plain: {
      ...submission,
      sender: wayIn,
      // A marketer's link may say `ref`; the page itself writes the field's own name.
      pairs: pairs
        .filter(({ name }) => !OWN.has(name))
        .map((pair) => (wayIn === 'portal' && pair.name === 'ref' ? { ...pair, name: 'Aff_Num' } : pair)),
      warnings: [...submission.warnings, ...(isUnconfirmed ? [UNCONFIRMED] : [])],
    },
    said: {
      ...(operator ? { operator } : {}),
      ...(consent ? { consent: { text: consent, at: new Date(at).toISOString() } } : {}),
      ...(isUnconfirmed ? { isUnconfirmed } : {}),
      ...pageOf({ shown, processId }),
    },
    verdict: isTrapped ? 'spam:honeypot' : isTooFast ? 'spam:too-fast' : null,
  };
}

/** What of the page must be known when the lead is read again. */
function pageOf({ shown, processId }: Pick<OwnPage, 'shown' | 'processId'>): Pick<Lead, 'page'> {
  if (shown === undefined && processId === undefined) return {};
  return { page: { ...(shown ? { shown: [...shown] } : {}), ...(processId === undefined ? {} : { processId }) } };
}

const UNCONFIRMED: Warning = {
  code: 'unconfirmed',
  message: 'The person has not confirmed this registration by e-mail yet.',
};

/** The same lead once its person has confirmed it. */
export const confirmed = ({ isUnconfirmed: _, warnings, ...lead }: Lead, at: number): Lead => ({
  ...lead,
  warnings: warnings.filter(({ code }) => code !== UNCONFIRMED.code),
  confirmedAt: new Date(at).toISOString(),
});
