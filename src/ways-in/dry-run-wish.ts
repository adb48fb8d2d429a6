import { readFlag } from '../lead/fields/flag.ts';

/**
 * Whether `?dry_run=` asks for one. Said in any way but a clear no, it does: whoever asks for a dry run must never make
 * a lead by a slip of the pen.
 */
export const wantsDryRun = (value: string | undefined): boolean => value !== undefined && readFlag(value) !== false;
