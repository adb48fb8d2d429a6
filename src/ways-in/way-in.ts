import type { Raw } from '../lead/raw.ts';
import type { Rejection, Submission, Warning, WayIn } from '../lead/submission.ts';

/** The content type under which a mail's bytes are kept. Their query string holds the envelope's `from`. */
export const MAIL_TYPE = 'message/rfc822';

export type { Raw } from '../lead/raw.ts';

/** What a way in made of the bytes: one or more submissions, or why they cannot be read. */
export type Reading =
  | { ok: true; wayIn: WayIn; charset: string; submissions: Submission[]; warnings: Warning[] }
  | { ok: false; wayIn: WayIn; rejection: Rejection };

/** Those that are recognised, in that order, then others that a person can choose. */
export const CHARSETS = [
  'utf-8',
  'windows-1255',
  'iso-8859-8',
  'windows-1252',
  'windows-1251',
  'windows-1256',
  'koi8-r',
] as const;
export type Charset = (typeof CHARSETS)[number];

/** A way in reads raw bytes. It does no I/O, and never throws on what a sender sent. */
export type ReadRaw = (raw: Raw, options: { charset?: Charset }) => Reading;
