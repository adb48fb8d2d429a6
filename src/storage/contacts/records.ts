import type { ImportMode } from '../../lead/duplicate-policy.ts';

/** An inquiry the card remembers: content fingerprint, lead, when it was accepted. */
export type RecentLead = [fingerprint: string, leadId: string, receivedAt: number];

/**
 * Where an import stands: its file is being read, it waits to be started, its rows are being written, it was stopped,
 * it is through, what it wrote is being taken back, all of that is back, or the file could not be read.
 */
export const IMPORT_STATES = [
  'reading',
  'ready',
  'running',
  'paused',
  'done',
  'undoing',
  'undone',
  'unreadable',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What an import has come to, in rows. */
export interface ImportSummary {
  mode: ImportMode | null;
  rows: number;
  /** Rows that have been dealt with. */
  done: number;
  created: number;
  updated: number;
  renewed: number;
  skipped: number;
  failed: number;
  /** After an undo: rows that were left as they are, because somebody had used what they made. */
  kept: number;
}
