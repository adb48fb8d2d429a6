import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { CustomField } from '../../lead/channel/channel.ts';

/* The control database: who the businesses are and how their intake is set up. */

const createdAt = () => integer('created_at').notNull();

export const businesses = sqliteTable('businesses', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: createdAt(),
  /** The print of the `SETUP_TOKEN` that made it; null in businesses older than prints. */
  setup: text('setup'),
});

/** One separate set of contacts. */
export const databases = sqliteTable(
  'databases',
  {
    id: text('id').primaryKey(),
    businessId: text('business_id').notNull(),
    name: text('name').notNull(),
    /** The D1 binding that holds its contacts. */
    shard: text('shard').notNull(),
    country: text('country').notNull(),
    language: text('language').$type<'he' | 'en'>().notNull(),
    allowDuplicates: integer('allow_duplicates', { mode: 'boolean' }).notNull(),
    /** Filler values the business added to the list. */
    junk: text('junk', { mode: 'json' }).$type<string[]>().notNull(),
    /** For how many days the bytes of its leads are kept; null: for ever. */
    rawDays: integer('raw_days').default(365),
    createdAt: createdAt(),
  },
  (t) => [index('databases_by_business').on(t.businessId)],
);

/** How far the bytes of a database's old leads have been given up. */
export const rawGivenUp = sqliteTable('raw_given_up', {
  databaseId: text('database_id').primaryKey(),
  /** Leads below this id hold none any more. */
  below: text('below').notNull(),
  /** When all that were old enough had been given up: milliseconds since 1970; 0 while some have not. */
  doneAt: integer('done_at').notNull(),
});

/** A contact's marketing status. In each database exactly one plays `new` and one `notInterested`. */
export const statuses = sqliteTable(
  'statuses',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<'new' | 'notInterested'>(),
    position: integer('position').notNull(),
  },
  (t) => [index('statuses_by_database').on(t.databaseId)],
);

export const processes = sqliteTable(
  'processes',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [index('processes_by_database').on(t.databaseId)],
);

export const stages = sqliteTable(
  'stages',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    processId: text('process_id').notNull(),
    name: text('name').notNull(),
    /** The id this stage had in the CRM its senders were written for. */
    legacyId: text('legacy_id'),
    position: integer('position').notNull(),
  },
  (t) => [index('stages_by_database').on(t.databaseId)],
);

/** A field the business defined, on the contact or on the tasks of its processes. */
export const customFields = sqliteTable(
  'custom_fields',
  {
    databaseId: text('database_id').notNull(),
    scope: text('scope').$type<'contact' | 'process'>().notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    type: text('type').$type<CustomField['type']>().notNull(),
    options: text('options', { mode: 'json' }).$type<string[]>().notNull(),
    legacyId: text('legacy_id'),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.scope, t.key] })],
);

export const channels = sqliteTable(
  'channels',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    name: text('name').notNull(),
    /** Everything else of the channel, checked by `channelSettingsSchema`. */
    settings: text('settings', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** FrontTask's `SystemID`, for senders that cannot be changed. */
    legacyId: text('legacy_id'),
    /**
     * When it took its legacy id: of several channels of one business that have one the first is found without a
     * database being named. 0: the deployment's operator says so. Null: before such times were kept.
     */
    legacyClaimedAt: integer('legacy_claimed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('channels_by_database').on(t.databaseId),
    uniqueIndex('channels_by_legacy_id').on(t.legacyId, t.databaseId),
  ],
);

/**
 * Which business the bare address of a legacy id belongs to: the first that had the id, or whom the deployment's
 * operator named. It stays when that business gives the id up, since its old senders may go on: they must not arrive
 * elsewhere.
 */
export const legacyIdHolders = sqliteTable('legacy_id_holders', {
  legacyId: text('legacy_id').primaryKey(),
  businessId: text('business_id').notNull(),
});

/** A link to the internal form, for an outside answering service. */
export const forms = sqliteTable(
  'forms',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    /** Who has the link. */
    name: text('name').notNull(),
    channelId: text('channel_id').notNull(),
    /** The only process it offers; null offers all. */
    processId: text('process_id'),
    createdAt: createdAt(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
  },
  (t) => [index('forms_by_database').on(t.databaseId)],
);

/** A public registration page of the business. */
export const portals = sqliteTable(
  'portals',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    name: text('name').notNull(),
    channelId: text('channel_id').notNull(),
    /** What the page shows, checked by `portalSettingsSchema`. */
    settings: text('settings', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('portals_by_database').on(t.databaseId)],
);

export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    name: text('name').notNull(),
    /** SHA-256 of the secret, hexadecimal. The secret itself is shown once and not kept. */
    hash: text('hash').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<('read' | 'write' | 'admin')[]>().notNull(),
    createdAt: createdAt(),
    revokedAt: integer('revoked_at'),
  },
  (t) => [index('api_keys_by_database').on(t.databaseId)],
);

/** An outside marketer: its card, to which leads and contacts that name it belong. */
export const marketers = sqliteTable(
  'marketers',
  {
    id: text('id').primaryKey(),
    databaseId: text('database_id').notNull(),
    name: text('name').notNull(),
    accountNumber: text('account_number').notNull(),
    /** Codes that name it as well as the account number does, as they were typed. */
    references: text('reference_codes', { mode: 'json' }).$type<string[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('marketers_by_database').on(t.databaseId)],
);

/** What names a marketer, as it is compared; each leads to one marketer of a database. */
export const marketerKeys = sqliteTable(
  'marketer_keys',
  {
    databaseId: text('database_id').notNull(),
    key: text('key').notNull(),
    marketerId: text('marketer_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.databaseId, t.key] })],
);

/** A message nobody could read or place, kept word for word. */
export const deadLetters = sqliteTable(
  'dead_letters',
  {
    id: text('id').primaryKey(),
    /** The database it names, whether there is one or not; null when it names none. */
    databaseId: text('database_id'),
    body: text('body').notNull(),
    reason: text('reason').notNull(),
    storedAt: integer('stored_at').notNull(),
  },
  (t) => [index('dead_letters_by_database').on(t.databaseId, t.storedAt)],
);

export type DeadLetter = typeof deadLetters.$inferSelect;
