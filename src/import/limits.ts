/*
 * What Kelet takes of an import. What a spreadsheet may hold as its format allows, and what reading one may cost, is in
 * `read/limits.ts`.
 */

/** The largest file, in bytes: 25 MB (contract.md, "Answers"). */
export const MOST_FILE_BYTES = 25 * 1024 * 1024;

/** The most rows of one file. */
export const MOST_IMPORT_ROWS = 250_000;

/** All values of a row together, in characters: what one lead may hold. */
export const MOST_ROW_VALUES = 65_536;
