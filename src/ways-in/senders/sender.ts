import { nameKey, synonymTarget } from '../../lead/fields/field-names.ts';
import type { Pair, Submission } from '../../lead/submission.ts';
import type { JsonObject } from '../json/parse.ts';
import type { XmlElement } from '../xml/parse.ts';

/** A flat body: what a form, a query string or flat JSON holds. */
export interface FlatBody {
  pairs: Pair[];
  /** The first non-empty value under a name, which is compared in lower case. */
  value(name: string): string | undefined;
  /** True when the name is there, even empty. */
  has(name: string): boolean;
}

/** Each recogniser looks at the content alone, and answers undefined when it is not its sender. */
export type FlatSender = (body: FlatBody) => Submission | undefined;
export type JsonSender = (body: JsonObject) => Submission[] | undefined;
export type XmlSender = (root: XmlElement) => Submission[] | undefined;

/** Characters that what stands beside a list of leads may come to, once it is copied into each; beyond it stays out. */
export const MAX_SHARED = 500_000;

/** The same submissions, each with what was sent beside them all. */
export function shareWith(submissions: Submission[], beside: Pair[]): Submission[] {
  const length = beside.reduce((sum, { name, value }) => sum + name.length + value.length + 1, 0);
  if (length === 0 || length * submissions.length > MAX_SHARED) return submissions;
  return submissions.map((one) => ({ ...one, pairs: [...one.pairs, ...beside] }));
}

/** Pairs with a look-up by name. */
export function flatBody(pairs: Pair[]): FlatBody {
  const values = new Map<string, string>();
  for (const { name, value } of pairs) {
    const key = name.toLowerCase();
    if (!values.get(key)) values.set(key, value);
  }
  return { pairs, value: (name) => values.get(name) || undefined, has: (name) => values.has(name) };
}

/** The same pairs, some with the canonical name of what this sender means by theirs as their label. */
export function relabel(pairs: Pair[], meanings: ReadonlyMap<string, string>): Pair[] {
  return pairs.map((pair) => {
    const label = meanings.get(pair.name.toLowerCase());
    return label === undefined ? pair : { ...pair, label };
  });
}

/**
 * What proves who the sender is, or that it is no machine: checked against the raw body, and not for those who read the
 * lead. A captcha's answer alone is longer than a whole lead may be.
 */
const PROOF =
  /(?:^|\.)(?:google_key|(?:g-recaptcha|h-captcha|cf-turnstile|frc-captcha)-(?:response|solution)|_wpcf7_(?:recaptcha|turnstile)_response|altcha)$/i;

const TURNSTILE = /(?:^|\.)cf-turnstile-response$/i;

/** A submission with only what is known of it, and without proofs. */
export function submission(
  sender: string,
  pairs: Pair[],
  more: {
    providerLeadId?: string | undefined;
    proof?: string | undefined;
    isTest?: boolean;
    isOursBeside?: boolean;
  } = {},
): Submission {
  const said = pairs.filter(({ name }) => !PROOF.test(name));
  const isWhole = said.length === pairs.length;
  const turnstile = isWhole ? undefined : pairs.find(({ name, value }) => value && TURNSTILE.test(name))?.value;
  return {
    sender,
    pairs: said,
    warnings: [],
    ...(turnstile === undefined ? {} : { turnstile }),
    ...(more.providerLeadId ? { providerLeadId: more.providerLeadId } : {}),
    ...(more.isTest ? { isTest: true } : {}),
    ...(more.isOursBeside ? { isOursBeside: true } : {}),
    ...(more.proof === undefined ? {} : { proof: more.proof }),
  };
}

/**
 * A question of a form builder: its id, its title, and the canonical name its type stands for,
 * which counts only when neither of the two says anything.
 */
export function questionPair(id: string, title: string | undefined, value: string, typeName?: string): Pair {
  const name = id || title || '';
  if (typeName !== undefined && !isKnown(id) && !isKnown(title)) return { name: title || name, value, label: typeName };
  return title && title !== name ? { name, value, label: title } : { name, value };
}

function isKnown(name: string | undefined): boolean {
  return name !== undefined && synonymTarget(nameKey(name)) !== undefined;
}

/** What tells of something else than a lead, such as a message of ours that was read: taken, and nothing is kept. */
export const nothing = (sender: string): Submission => ({ ...submission(sender, []), isNothing: true });

/** Pairs that stand beside what the person says: kept and shown, and never the person's. */
export const asOthers = (pairs: readonly Pair[]): Pair[] =>
  pairs.map(({ name, value }) => ({ name, value, whose: 'other' as const }));
