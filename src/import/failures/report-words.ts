/** What the report of failures calls its own columns, and its sheet. */
export const REPORT_WORDS = {
  he: { rowName: 'שורה בקובץ', reasonName: 'למה לא נקלטה', sheetName: 'שורות שלא נקלטו' },
  en: { rowName: 'Row of the file', reasonName: 'Why it failed', sheetName: 'Failed rows' },
};

/** Why a row failed, in Hebrew, by the code of the reason; in English the reason says it itself. */
export const REASONS_IN_HEBREW: Readonly<Record<string, string>> = {
  nobody_named: 'בשורה אין שם, טלפון, דוא״ל או מספר זהות בעמודות שמופו אליהם.',
  row_too_large: 'בשורה יותר מדי תווים (מעל 65,536). קצרו את התא הארוך ביותר.',
  erased: 'האדם שבשורה זו נמחק.',
  not_writable: 'מסד הנתונים אינו מקבל את הערכים האלה. קצרו או פשטו אותם.',
};
