import { type Channel, IDENTITY_KINDS, type IdentityKind } from './channel/channel.ts';
import type { WayIn } from './submission.ts';

/**
 * What happens when an inquiry's contact is found:
 * - `complete`: the existing card is used and its empty fields filled (or as `UpdateExistingDetails` says);
 * - `ask`: nothing is written until the user chooses: open it, complete it, renew it, create anyway, or go back;
 * - `import-mode`: the {@link IMPORT_MODES} chosen for this import decides;
 * - `create`: nothing is compared, a new contact is always made.
 */
export type OnMatch = 'complete' | 'ask' | 'import-mode' | 'create';

/** What an import does with a row whose contact is known; `reset` renews the status to *new*. */
export const IMPORT_MODES = ['skip', 'complete', 'reset'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export interface DuplicatePolicy {
  compares: readonly IdentityKind[];
  onMatch: OnMatch;
  /** A match is a repeat inquiry: an alert in the contact log, token and status restamped, a new task. */
  repeatInquiry: boolean;
}

const ALL = IDENTITY_KINDS;
const webLead: DuplicatePolicy = { compares: ALL, onMatch: 'complete', repeatInquiry: true };
const uncompared: DuplicatePolicy = { compares: [], onMatch: 'create', repeatInquiry: false };

/** The table of product.md, "Duplicates: one table, one engine", one line a way in. */
export const DUPLICATE_POLICY: Readonly<Record<WayIn, DuplicatePolicy>> = {
  manual: { compares: ALL, onMatch: 'ask', repeatInquiry: false },
  import: { compares: ALL, onMatch: 'import-mode', repeatInquiry: false },
  'html-form': webLead,
  xml: webLead,
  url: webLead,
  json: webLead,
  mail: webLead,
  'internal-form': { ...webLead, compares: ['phone', 'email'] },
  api: uncompared,
  portal: webLead,
  copy: uncompared,
};

/** The identities that count for this way in, strongest first; a channel may narrow them, never widen. */
export function comparedKinds(wayIn: WayIn, channel?: Pick<Channel, 'identityKinds'>): IdentityKind[] {
  const { compares } = DUPLICATE_POLICY[wayIn];
  return compares.filter((kind) => channel === undefined || channel.identityKinds.includes(kind));
}
