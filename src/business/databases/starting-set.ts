import { newChannelId } from '../../ids/channel-key.ts';
import { newDatabaseId, randomText } from '../../ids/random-text.ts';
import type { ChannelRecord } from '../../storage/control/channel-records.ts';
import type { NewDatabase } from '../../storage/control/databases.ts';
import { type KeyParts, mintKey } from '../keys/mint.ts';

export type Language = 'he' | 'en';

/** For so many days a new database keeps the bytes its leads came as. */
const RAW_DAYS = 365;

const WORDS = {
  he: {
    new: 'חדש',
    inProgress: 'בטיפול',
    customer: 'לקוח',
    notInterested: 'לא מעוניין',
    process: 'טיפול בפנייה',
    stages: ['פנייה חדשה', 'נוצר קשר', 'נקבעה פגישה', 'סיכום'],
    channel: 'אתר',
  },
  en: {
    new: 'New',
    inProgress: 'In progress',
    customer: 'Customer',
    notInterested: 'Not interested',
    process: 'New inquiry',
    stages: ['New', 'Contacted', 'Meeting set', 'Closed'],
    channel: 'Website',
  },
} as const;

/** What a new database is to be; the words of what it starts with are in its language. */
export interface DatabaseWish {
  businessId: string;
  name: string;
  shard: string;
  country: string;
  language: Language;
}

/** A database as it starts: statuses with their roles, and one process with its stages. `now` in ms since 1970. */
export function startingSet(wish: DatabaseWish, now: number): NewDatabase {
  const words = WORDS[wish.language];
  const databaseId = newDatabaseId();
  const processId = randomText(12);
  const status = (name: string, position: number, role: 'new' | 'notInterested' | null) => ({
    id: randomText(12),
    databaseId,
    name,
    role,
    position,
  });
  return {
    database: { ...wish, id: databaseId, allowDuplicates: false, junk: [], rawDays: RAW_DAYS, createdAt: now },
    statuses: [
      status(words.new, 0, 'new'),
      status(words.inProgress, 1, null),
      status(words.customer, 2, null),
      status(words.notInterested, 3, 'notInterested'),
    ],
    process: { id: processId, databaseId, name: words.process, position: 0 },
    stages: words.stages.map((name, position) => ({ id: randomText(12), databaseId, processId, name, position })),
  };
}

/** The first channel of a database: every way in on, leads go to the first stage of the process. */
export function firstChannel({ database, process }: NewDatabase, name: string | undefined, now: number): ChannelRecord {
  return {
    id: newChannelId(database.id),
    databaseId: database.id,
    name: name ?? WORDS[database.language].channel,
    settings: {
      language: database.language,
      waysIn: ['html-form', 'xml', 'url', 'json'],
      processId: process.id,
    },
    legacyId: null,
    legacyClaimedAt: null,
    createdAt: now,
  };
}

/** The key an engineer gets with a new database: it may do everything. */
export const firstKey = ({ database }: NewDatabase, parts: KeyParts, now: number) =>
  mintKey(database.id, 'Setup', ['read', 'write', 'admin'], now, parts);
