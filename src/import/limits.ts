/** The largest file, in bytes: 25 MB (contract.md, "Answers"). */
export const MOST_FILE_BYTES = 26_214_400;

/** The most rows of one file. */
export const MOST_IMPORT_ROWS = 250_000;

/** All values of a row together, in characters: what one lead may hold. */
export const MOST_ROW_VALUES = 65_536;
