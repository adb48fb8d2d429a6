/** What the report of failures calls its own columns, and its sheet. */
export const REPORT_WORDS = {
  he: { rowName: 'שורה בקובץ', reasonName: 'למה לא נקלטה', sheetName: 'שורות שלא נקלטו' },
  en: { rowName: 'Row of the file', reasonName: 'Why it failed', sheetName: 'Failed rows' },
};
