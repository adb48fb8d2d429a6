import { notFound } from '../../refusal.ts';
import { readForMerge, readMerge, readPair } from '../../storage/contacts/merges.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import { readForSplit, readIdentitiesOf, readSplit, wasSplitSince } from '../../storage/contacts/splits.ts';
import { readImportedLeads } from '../../storage/contacts/undo-import.ts';
import { identitiesOnCard } from '../fold/card-identities.ts';
import { marksOf } from '../fold/double-submit.ts';
import { type Asked, readKnown } from '../fold/read-known.ts';
import { type Known, type Mark, Round } from '../fold/round.ts';
import { findTraces } from '../traces/find-traces.ts';
import { CHANGED_SINCE, changeContact, isReadBefore } from './change.ts';
import type { Command, Decision } from './command.ts';
import { completeContact } from './complete.ts';
import { logCopy, takeCopy } from './copy.ts';
import { createManually } from './create-manually.ts';
import { dismissPair } from './dismiss.ts';
import { eraseContact } from './erase.ts';
import { mergeContacts } from './merge.ts';
import { noteOnContact } from './note.ts';
import { renewContact } from './renew.ts';
import type { Scene } from './scene.ts';
import { identitiesOfChanges, splitOffLead } from './split.ts';
import { undoImportedLeads } from './undo-import.ts';
import { undoMerge } from './undo-merge.ts';
import { undoSplitOff } from './undo-split.ts';

/** Reads what a command must know, and lets its verb decide. Writes nothing. */
export async function decide(scene: Scene, command: Command): Promise<Decision> {
  const { shard, databaseId, rules } = scene;
  const ask = async (asked: Partial<Asked>) =>
    new Round(databaseId, await readKnown(shard, databaseId, { leadIds: [], marks: [], ...asked }), rules);
  const from = (cards: Card[]) => new Round(databaseId, knowing(cards), rules);

  switch (command.verb) {
    case 'change': {
      const marks = identitiesOnCard(rules, command.wish.fields);
      const round = await ask({ numbers: [command.number], marks, entryId: command.id });
      return (await isReadBefore(round, command)) ? CHANGED_SINCE : changeContact(round, command);
    }
    case 'complete':
      return completeContact(
        await ask({ numbers: [command.number], marks: command.lead.identities, entryId: command.id }),
        command,
      );
    case 'renew': {
      const { order, number } = command;
      return renewContact(await ask({ leadIds: [order.id], marks: marksOf(order), numbers: [number] }), command);
    }
    case 'create':
      return createManually(await ask({ leadIds: [command.order.id], marks: marksOf(command.order) }), command);
    case 'take-copy':
      return takeCopy(await ask({ leadIds: [command.order.id] }), command);
    case 'note':
      return noteOnContact(await ask({ numbers: [command.number], entryId: command.id }), command);
    case 'log-copy':
      return logCopy(await ask({ numbers: [command.number] }), command);
    case 'erase': {
      const traces = await findTraces(scene, command.number);
      return eraseContact(from(traces.cards), command, traces);
    }
    case 'merge': {
      const { older, newer, keep, id } = command;
      const known = await readForMerge(shard, databaseId, keep, keep === older ? newer : older, id);
      return mergeContacts(from(known.cards), command, known);
    }
    case 'undo-merge': {
      const merge = await readMerge(shard, databaseId, command.mergeId);
      if (!merge) return notFound('merge');
      const known = await readForMerge(shard, databaseId, merge.keptNumber, merge.droppedNumber, merge.id);
      const split = await wasSplitSince(shard, databaseId, merge.keptNumber, merge.at);
      const marks = (merge.undo?.identities ?? []) as Mark[];
      const round = await ask({ numbers: [merge.keptNumber, merge.droppedNumber], marks });
      return undoMerge(round, command, { ...known, wasSplitSince: split });
    }
    case 'undo-import': {
      const { lastNumber, ...known } = await readImportedLeads(shard, databaseId, command.leadIds);
      return undoImportedLeads(new Round(databaseId, { ...knowing(known.cards), lastNumber }, rules), command, known);
    }
    case 'split': {
      const known = await readForSplit(shard, databaseId, command.leadId, command.id);
      const { contactNumber, fields, outcome } = known.lead ?? {};
      const parted = known.splits.flatMap(({ undo }) => undo?.outcome.changes ?? []);
      const changes = [...(outcome?.changes ?? []), ...parted];
      const marks = [...(fields?.identities ?? []), ...identitiesOfChanges(rules, changes)];
      return splitOffLead(await ask({ numbers: contactNumber ? [contactNumber] : [], marks }), command, known);
    }
    case 'undo-split': {
      const split = await readSplit(shard, databaseId, command.splitId);
      if (!split) return notFound('split');
      const { fromNumber, toNumber, undo, leadId, id } = split;
      const theirs = await readIdentitiesOf(shard, databaseId, [toNumber]);
      const marks = [...theirs, ...(undo?.moved ?? []), ...(undo?.regained ?? [])] as Mark[];
      const round = await ask({ numbers: [fromNumber, toNumber], marks });
      return undoSplitOff(round, command, await readForSplit(shard, databaseId, leadId, id));
    }
    case 'dismiss': {
      const pairs = await readPair(shard, databaseId, command.older, command.newer);
      return dismissPair(from([]), command, { pairs });
    }
  }
}

const knowing = (cards: Card[]): Known => ({
  receipts: new Map(),
  owners: new Map(),
  cards: new Map(cards.map((card) => [card.number, card])),
  lastNumber: 0,
});
