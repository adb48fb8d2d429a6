import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { IdentityKind } from '../../lead/channel/channel.ts';
import type { CustomValue, Lead } from '../../lead/lead.ts';
import type { LeadOutcome, LeadStatus } from '../../lead/outcome.ts';
import type { StoredRaw } from '../../lead/raw.ts';
import type { Rejection, Warning, WayIn } from '../../lead/submission.ts';
import type { ImportState, ImportSummary, RecentLead } from './records.ts';

/*
 * The tables of a contact shard. Every table has a composite key led by the database and is generated
 * WITHOUT ROWID, so that one record costs one row written; an index is a second row and is here only where a
 * page or a look-up needs it (docs/architecture.md, "Budget"). One file, though a long one: what a lead writes is
 * understood, and counted, with all of them in sight.
 */

const databaseId = () => text('database_id').notNull();
const contactNumber = () => integer('contact_number').notNull();
const list = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

/** One contact card. Times are milliseconds since 1970. */
export const contacts = sqliteTable(
  'contacts',
  {
    databaseId: databaseId(),
    /** The customer number: sequential in its database, never used twice. */
    number: integer('number').notNull(),
    firstName: text('first_name'),
    lastName: text('last_name'),
    company: text('company'),
    namePrefix: text('name_prefix'),
    title: text('title'),
    phone: text('phone'),
    mobile: text('mobile'),
    otherPhone: text('other_phone'),
    fax: text('fax'),
    email: text('email'),
    idNumber: text('id_number'),
    gender: text('gender'),
    birthDate: text('birth_date'),
    url: text('url'),
    address: text('address'),
    city: text('city'),
    postalCode: text('postal_code'),
    country: text('country'),
    notes: text('notes'),
    mailingList: integer('mailing_list', { mode: 'boolean' }),
    custom: list<Record<string, CustomValue>>('custom'),
    contactTypes: list<string[]>('contact_types'),
    statusId: text('status_id').notNull(),
    websiteLastToken: text('website_last_token'),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    marketerName: text('marketer_name'),
    marketerAccountNumber: text('marketer_account_number'),
    /** How many tasks this contact ever had; the last one's ordinal. */
    taskCount: integer('task_count').notNull(),
    /** The last inquiries, so that a double submit is known without a look-up of its own. */
    recentLeads: list<RecentLead[]>('recent_leads'),
    /** What `?q=` looks through: the name as people say it, lower case. */
    searchName: text('search_name'),
    /** The contact this one was merged into. The card stays as it was, out of sight, until somebody undoes that. */
    mergedInto: integer('merged_into'),
    /** When the person was erased: nothing of them is left but the number, which is never given again. */
    erasedAt: integer('erased_at'),
  },
  (t) => [
    primaryKey({ columns: [t.databaseId, t.number] }),
    index('contacts_by_name').on(t.databaseId, t.searchName).where(sql`${t.searchName} IS NOT NULL`),
  ],
);

export type Card = typeof contacts.$inferSelect;

/** Which contact an identity belongs to. Several only where a rule allows duplicates. */
export const identities = sqliteTable(
  'identities',
  {
    databaseId: databaseId(),
    /** `idNumber`, `phone`, `email`; `content` for a lead that has none of them. */
    kind: text('kind').$type<IdentityKind | 'content'>().notNull(),
    value: text('value').notNull(),
    contactNumber: contactNumber(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.kind, t.value, t.contactNumber] })],
);

export type IdentityRecord = typeof identities.$inferSelect;

/** One lead: the receipt, what was read, what became of it, and the bytes it came as. Its id sorts by time. */
export const leads = sqliteTable(
  'leads',
  {
    databaseId: databaseId(),
    id: text('id').notNull(),
    channelId: text('channel_id').notNull(),
    wayIn: text('way_in').$type<WayIn>().notNull(),
    sender: text('sender').notNull(),
    receivedAt: integer('received_at').notNull(),
    status: text('status').$type<LeadStatus>().notNull(),
    /** How often it was put through: 1, and one more for each replay. */
    attempt: integer('attempt').notNull(),
    contactNumber: integer('contact_number'),
    /** What was decided and why; this is the inquiry's entry in the contact log. */
    outcome: list<LeadOutcome>('outcome'),
    rejection: list<Rejection>('rejection'),
    warnings: list<Warning[]>('warnings'),
    fields: list<Lead>('fields'),
    charset: text('charset').notNull(),
    /**
     * Which submission of the raw body this is, and whose row holds the body when it is another's. Its own id: the body
     * here holds leads as well that were known before, and names them (`StoredRaw.with`).
     */
    rawIndex: integer('raw_index').notNull(),
    rawOf: text('raw_of'),
    raw: list<StoredRaw>('raw'),
    /** When its person was erased: only what a receipt needs is left, and nothing can be put through under its id. */
    erasedAt: integer('erased_at'),
  },
  (t) => [
    primaryKey({ columns: [t.databaseId, t.id] }),
    index('leads_to_repair')
      .on(t.databaseId, t.status, t.id)
      .where(sql`${t.status} IN ('rejected', 'quarantined', 'failed')`),
    // For erasures alone; hardly any lead is in it.
    index('leads_of_mixed_documents').on(t.databaseId, t.id).where(sql`${t.rawOf} = ${t.id}`),
  ],
);

export type LeadRecord = typeof leads.$inferSelect;

/** The leads that somebody of the business has looked at: beside their rows, which cost a recount of their day. */
export const seenLeads = sqliteTable(
  'seen_leads',
  {
    databaseId: databaseId(),
    leadId: text('lead_id').notNull(),
    /** When it was first seen. */
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.leadId] })],
);

/** One run of a process: what somebody must do about a lead. */
export const tasks = sqliteTable(
  'tasks',
  {
    databaseId: databaseId(),
    contactNumber: contactNumber(),
    /** Ordinal among the contact's tasks. */
    ordinal: integer('ordinal').notNull(),
    leadId: text('lead_id').notNull(),
    processId: text('process_id').notNull(),
    stageId: text('stage_id').notNull(),
    openedAt: integer('opened_at').notNull(),
    doneAt: integer('done_at'),
    /** By when somebody wants it done; null: whenever. */
    dueAt: integer('due_at'),
    notes: text('notes'),
    fields: list<Record<string, CustomValue>>('fields'),
  },
  (t) => [
    primaryKey({ columns: [t.databaseId, t.contactNumber, t.ordinal] }),
    index('tasks_open').on(t.databaseId, t.processId, t.stageId, t.openedAt).where(sql`${t.doneAt} IS NULL`),
  ],
);

export type TaskRecord = typeof tasks.$inferSelect;

/** The contact log's entries that are not inquiries; those are the leads themselves, found by the tasks they opened. */
export const contactLog = sqliteTable(
  'contact_log',
  {
    databaseId: databaseId(),
    contactNumber: contactNumber(),
    /** Sorts by time. */
    id: text('id').notNull(),
    at: integer('at').notNull(),
    kind: text('kind').notNull(),
    by: text('by').notNull(),
    data: list<unknown>('data'),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.contactNumber, t.id] })],
);

export type LogRecord = typeof contactLog.$inferSelect;

/** Two contacts one lead matched at once, for a person to merge or dismiss. */
export const possibleDuplicates = sqliteTable(
  'possible_duplicates',
  {
    databaseId: databaseId(),
    olderNumber: integer('older_number').notNull(),
    newerNumber: integer('newer_number').notNull(),
    leadId: text('lead_id').notNull(),
    foundAt: integer('found_at').notNull(),
    state: text('state').$type<'open' | 'dismissed' | 'merged'>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.olderNumber, t.newerNumber] })],
);

export type PossibleDuplicate = typeof possibleDuplicates.$inferSelect;

/** Two contacts that a person made one, with what it takes to undo that. */
export const merges = sqliteTable(
  'merges',
  {
    databaseId: databaseId(),
    id: text('id').notNull(),
    keptNumber: integer('kept_number').notNull(),
    droppedNumber: integer('dropped_number').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    undoneAt: integer('undone_at'),
    /** What it takes to undo it; gone once that is done. */
    undo: list<MergeUndo>('undo'),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.id] })],
);

export type MergeRecord = typeof merges.$inferSelect;

/** What a merge found and what it did. */
export interface MergeUndo {
  keptBefore: Card;
  keptAfter: Card;
  /** What recognised the dropped contact, and what of it the kept one did not have. */
  identities: Pick<IdentityRecord, 'kind' | 'value'>[];
  added: Pick<IdentityRecord, 'kind' | 'value'>[];
  /** Pairs that named the dropped contact, and the ones that took their place. */
  pairsBefore: PossibleDuplicate[];
  pairsAfter: PossibleDuplicate[];
  /** Entries of the dropped contact's log. */
  logIds: string[];
  /** The ids that some of them have in the kept one's log, where it has an entry of the same id. */
  renamed?: Record<string, string>;
}

/** A lead that a person took off the contact it was added to, with what it takes to undo that. */
export const splits = sqliteTable(
  'splits',
  {
    databaseId: databaseId(),
    id: text('id').notNull(),
    leadId: text('lead_id').notNull(),
    /** The contact it was taken off, and the one it became. */
    fromNumber: integer('from_number').notNull(),
    toNumber: integer('to_number').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    undoneAt: integer('undone_at'),
    /** What it takes to undo it; gone once that is done. */
    undo: list<SplitUndo>('undo'),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.id] })],
);

export type SplitRecord = typeof splits.$inferSelect;

/** What a split found and what it did. */
export interface SplitUndo {
  keptBefore: Card;
  keptAfter: Card;
  /** What recognises the lead's own contact since, and what recognises the other one again. */
  moved: Pick<IdentityRecord, 'kind' | 'value'>[];
  regained: Pick<IdentityRecord, 'kind' | 'value'>[];
  /** What had become of the lead. */
  status: LeadStatus;
  outcome: LeadOutcome;
}

/** The imports of a database. Their files, rows and progress lie with their `Importer`; this is how they stand. */
export const imports = sqliteTable(
  'imports',
  {
    databaseId: databaseId(),
    /** Sorts by time. */
    id: text('id').notNull(),
    /** The file's. */
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    state: text('state').$type<ImportState>().notNull(),
    summary: list<ImportSummary>('summary').notNull(),
    /** Whether people's data are still kept with it: its file or its rows. */
    holdsRows: integer('holds_rows', { mode: 'boolean' }).notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.id] })],
);

/**
 * The closed days whose leads are counted in `lead_counts`. Triggers delete a day's row when something changes what was
 * counted, whoever changed it; the next report then counts that day again. Days never overlap.
 */
export const leadDays = sqliteTable(
  'lead_days',
  {
    databaseId: databaseId(),
    /** Ids of leads sort by time: the day is every id from here to below `toId`. */
    fromId: text('from_id').notNull(),
    toId: text('to_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.fromId] })],
);

/**
 * How many leads of a day have all these in common; empty text where there is none. Only with its day's row is it true.
 */
export const leadCounts = sqliteTable(
  'lead_counts',
  {
    databaseId: databaseId(),
    fromId: text('from_id').notNull(),
    channelId: text('channel_id').notNull(),
    /** As the leads name it, its first 200 characters. */
    marketer: text('marketer').notNull(),
    status: text('status').$type<LeadStatus>().notNull(),
    /** The status their contacts have now. */
    contactStatusId: text('contact_status_id').notNull(),
    leads: integer('leads').notNull(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.fromId, t.channelId, t.marketer, t.status, t.contactStatusId] })],
);

/** The fence: the epoch of the writer that may write this database. Older writers' batches fail. */
export const writers = sqliteTable('writers', {
  databaseId: text('database_id').primaryKey(),
  epoch: integer('epoch').notNull(),
  /** The last erasure: only leads that came before it may be of somebody erased. */
  erasedAt: integer('erased_at'),
});

/**
 * What recognised people who were erased, and documents they came in, as nobody without our secret can read it: leads
 * that were under way then must not bring them back.
 */
export const erasedMarks = sqliteTable(
  'erased_marks',
  {
    databaseId: databaseId(),
    mark: text('mark').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.mark] })],
);
