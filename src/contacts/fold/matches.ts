import { IDENTITY_KINDS, type IdentityKind } from '../../lead/channel/channel.ts';
import type { Identity } from '../../lead/lead.ts';

/** A contact that has some of these identities, and which kinds of them. */
export interface Match {
  number: number;
  matchedBy: IdentityKind[];
}

/** Every contact that has any of the identities: the strongest kind first, of equally strong ones the oldest. */
export function matchesOf(identities: Identity[], ownersOf: (identity: Identity) => number[]): Match[] {
  const kinds = new Map<number, Set<IdentityKind>>();
  for (const kind of IDENTITY_KINDS) {
    const owners = identities.filter((identity) => identity.kind === kind).flatMap(ownersOf);
    for (const number of owners.sort((a, b) => a - b)) {
      kinds.set(number, (kinds.get(number) ?? new Set()).add(kind));
    }
  }
  return [...kinds].map(([number, matchedBy]) => ({ number, matchedBy: [...matchedBy] }));
}
