import { IDENTITY_KINDS, type IdentityKind } from '../../lead/channel/channel.ts';
import type { Identity } from '../../lead/lead.ts';
import type { Round } from './round.ts';

export interface Choice {
  /** A customer number, or that of a person whose first lead is still to be folded in this round. */
  number: number;
  /** The kinds of identity by which this contact was recognised, strongest first. */
  matchedBy: IdentityKind[];
  /** The other contacts that matched. */
  others: number[];
}

/**
 * The contact a lead belongs to (product.md, "Which contact, when several match"): the one with the strongest
 * matching identity, ID before phones before e-mail, and of those the oldest.
 */
export function chooseContact(
  round: Round,
  identities: Identity[],
  compares: readonly IdentityKind[],
): Choice | undefined {
  const matches: { kind: IdentityKind; number: number }[] = [];
  for (const kind of IDENTITY_KINDS) {
    if (!compares.includes(kind)) continue;
    const ofKind = identities.filter((identity) => identity.kind === kind).flatMap((it) => round.candidatesOf(it));
    for (const number of ofKind.sort((a, b) => a - b)) matches.push({ kind, number });
  }
  const [best] = matches;
  if (!best) return undefined;
  const kinds = [...new Set(matches.filter((it) => it.number === best.number).map((it) => it.kind))];
  // What this very lead brings is settled to be the contact's too, but nobody was recognised by it.
  const had = kinds.filter((kind) =>
    identities.some((it) => it.kind === kind && round.ownersOf(it).includes(best.number)),
  );
  return {
    number: best.number,
    matchedBy: had.length ? had : kinds,
    others: [...new Set(matches.map((it) => it.number))].filter((number) => number !== best.number),
  };
}
