import type { CustomValue, Detail, Identity, Lead } from '../../lead/lead.ts';
import type { Refusal } from '../../refusal.ts';
import type { RoundWrite } from '../../storage/contacts/round.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { Mark } from '../fold/round.ts';
import type { LeadOrder } from '../order.ts';

/** New values for a card: null empties a field, absent leaves it alone; custom fields by their keys. */
export interface CardWish {
  fields: { [F in Detail]?: string | null } & {
    mailingList?: boolean | null;
    contactTypes?: string[] | null;
    statusId?: string;
  };
  /** Account number or reference, word for word. */
  marketer?: string | null;
  custom: Record<string, CustomValue | null>;
}

/** What is copied of a card that comes from another database; everything else is the target's to give. */
export type CopiedCard = Omit<
  Card,
  'databaseId' | 'number' | 'taskCount' | 'recentLeads' | 'searchName' | 'mergedInto' | 'erasedAt' | 'updatedAt'
>;

/** What somebody who works with a contact may write into its log. */
export const NOTE_KINDS = ['note', 'call', 'meeting'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** How two contacts become one. */
export interface MergeChoice {
  /** Fields in which the value of the contact that goes stands from then on, as a card names them (`custom:…`). */
  take?: string[];
  /** Whether the two may be no possible duplicate: somebody has found them otherwise. */
  isUnpaired?: boolean;
}

/** What somebody wants done to contacts, one file a verb. */
export type Command = {
  /** Told apart by it when it comes again; it is also the id of the log entry it makes. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Who wants it, as the log says it. */
  by: string;
} & (
  | { verb: 'change'; number: number; wish: CardWish; versions?: string[] | undefined }
  | { verb: 'complete'; number: number; lead: Lead }
  | { verb: 'renew'; number: number; order: LeadOrder }
  | { verb: 'create'; order: LeadOrder; anyway: boolean }
  | { verb: 'take-copy'; order: LeadOrder; card: CopiedCard; from: string; nobodys?: Identity[] }
  | { verb: 'note'; number: number; kind: NoteKind; text: string }
  | { verb: 'log-copy'; number: number; to: string }
  | { verb: 'erase'; number: number }
  | ({ verb: 'merge'; older: number; newer: number; keep: number } & MergeChoice)
  | { verb: 'undo-merge'; mergeId: string }
  | { verb: 'split'; leadId: string }
  | { verb: 'undo-split'; splitId: string }
  | { verb: 'dismiss'; older: number; newer: number }
  | { verb: 'undo-import'; importId: string; leadIds: string[]; spared: number[] }
);

export type CommandOf<V extends Command['verb']> = Extract<Command, { verb: V }>;

/** What a command did: the contact it left, and the merge or split it made. */
export interface Done {
  number: number | null;
  mergeId?: string;
  splitId?: string;
  /** Fields a split left as they are, since they hold something else by now than the lead put there. */
  stays?: string[];
  /** Leads that an undo left as they are. */
  kept?: string[];
}

/**
 * What a verb decided: what to write (nothing when it is done already) and what to say, or why not.
 * `forget` comes first: what is kept of a person outside the shard.
 */
export type Decision = Refusal | { done: Done; write?: RoundWrite; forget?: Elsewhere };

/** What is kept of a person outside the shard. */
export interface Elsewhere {
  /** Dead letters that name the person; they lie in the control database. */
  letters: string[];
  /** Imports that may hold a row of theirs, and what tells that row. */
  imports: string[];
  identities: Pick<Mark, 'kind' | 'value'>[];
  /** The person's customer numbers. */
  numbers: number[];
}

/** What the writer answers. `later`: nothing was written; come again. `nowhere`: there is no such database. */
export type CommandAnswer =
  | { kind: 'done'; done: Done }
  | { kind: 'refused'; refusal: Pick<Refusal, 'status' | 'code' | 'message' | 'field' | 'facts'> }
  | { kind: 'later' }
  | { kind: 'nowhere' };
