/*
 * What a file may hold as its format allows, and what reading one may cost. How much of it Kelet imports is in
 * `../limits.ts`.
 */

/** Of one sheet (ECMA-376, and Excel's published limits). */
export const MOST_SHEET_ROWS = 1_048_576;
export const MOST_SHEET_COLUMNS = 16_384;
export const MOST_CELL_CHARACTERS = 32_767;

/** Characters; a row with more is a quotation mark that nobody closed, or an attack. */
export const MOST_ROW_CHARACTERS = 1_048_576;

/**
 * Cells handed out, empty ones included: 160 columns in 100,000 rows. Sparse sheets of a few bytes could be any number.
 */
export const MOST_CELLS = 16_000_000;
/** Of those so many may be empty whatever the rest holds: a stray value at the end of 100 rows. */
export const FREELY_EMPTY_CELLS = 2_000_000;
/** Beyond that so many empty ones for each that is filled: an export of all of a CRM's fields has 15. */
export const MOST_EMPTY_FOR_FILLED = 30;

/** A workbook of hundreds of sheets and pictures has fewer parts. */
export const MOST_ENTRIES = 2_000;
/** Bytes of one part unpacked. 100,000 rows of 20 columns take about 100 MB. */
export const MOST_ENTRY_BYTES = 512 * 1024 * 1024;
export const MOST_UNPACKED_BYTES = 1024 * 1024 * 1024;
/** Only what unpacks to more than this is asked how well it was packed: small sheets of equal rows pack 500 to 1. */
export const FREELY_UNPACKED_BYTES = 16 * 1024 * 1024;
export const MOST_RATIO = 100;
/** Bytes of the parts that are read before any row: workbook, relationships, styles. */
export const MOST_SMALL_PART_BYTES = 32 * 1024 * 1024;

export const MOST_XML_DEPTH = 100;
/** Characters between two tags, or of one tag: 32,767 characters as references such as `&#x1F600;`, and room. */
export const MOST_XML_RUN = 1024 * 1024;

/** Distinct texts of a workbook; each costs four bytes of memory while rows are read. */
export const MOST_SHARED_STRINGS = 8_000_000;
