import { readRound } from '../../storage/contacts/round.ts';
import { type Known, type Mark, markKey } from './round.ts';

/** What a round or a verb asks about. */
export interface Asked {
  leadIds: string[];
  marks: Mark[];
  /** Customer numbers, beside those the marks lead to. */
  numbers?: number[];
  /** An entry that one of these contacts may have in its log. */
  entryId?: string;
}

/** Reads, in one round trip, which leads are written, who has these marks, and the cards. */
export async function readKnown(
  database: D1Database,
  databaseId: string,
  { leadIds, marks, numbers, entryId }: Asked,
): Promise<Known> {
  const distinct = new Map(marks.map((mark) => [markKey(mark), mark]));
  const read = await readRound(database, databaseId, [...new Set(leadIds)], [...distinct.values()], numbers, entryId);
  const owners = new Map<string, number[]>();
  for (const { kind, value, contactNumber } of read.identities) {
    const key = `${kind}:${value}`;
    owners.set(key, [...(owners.get(key) ?? []), contactNumber]);
  }
  return {
    receipts: new Map(read.receipts.map((receipt) => [receipt.id, receipt])),
    owners,
    cards: new Map(read.cards.map((card) => [card.number, card])),
    lastNumber: read.lastNumber,
    isLogged: read.isLogged,
  };
}
