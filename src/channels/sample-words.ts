import type { Target } from '../lead/field-names.ts';

/** What a sample calls a field and fills in for it, and how a browser shall help to fill it in. */
export interface SampleWords {
  he: readonly [label: string, value: string];
  en: readonly [label: string, value: string];
  type?: 'tel' | 'email' | 'url' | 'date';
  autocomplete?: string;
}

/** Invented people only; example.com is nobody's. Phones come from {@link samplePhone}. */
export const SAMPLE_WORDS: Partial<Record<Target, SampleWords>> = {
  firstName: { he: ['שם פרטי', 'דנה'], en: ['First name', 'Dana'], autocomplete: 'given-name' },
  lastName: { he: ['שם משפחה', 'לוי'], en: ['Last name', 'Levi'], autocomplete: 'family-name' },
  fullName: { he: ['שם מלא', 'דנה לוי'], en: ['Full name', 'Dana Levi'], autocomplete: 'name' },
  phone: { he: ['טלפון', ''], en: ['Phone', ''], type: 'tel', autocomplete: 'tel' },
  mobile: { he: ['טלפון נייד', ''], en: ['Mobile phone', ''], type: 'tel', autocomplete: 'mobile tel' },
  otherPhone: { he: ['טלפון נוסף', ''], en: ['Other phone', ''], type: 'tel', autocomplete: 'work tel' },
  fax: { he: ['פקס', ''], en: ['Fax', ''], type: 'tel', autocomplete: 'fax tel' },
  email: {
    he: ['דוא"ל', 'dana.levi@example.com'],
    en: ['E-mail', 'dana.levi@example.com'],
    type: 'email',
    autocomplete: 'email',
  },
  company: { he: ['חברה', 'לוי ובניו'], en: ['Company', 'Levi & Sons'], autocomplete: 'organization' },
  namePrefix: { he: ['תואר', 'גב׳'], en: ['Title', 'Ms'], autocomplete: 'honorific-prefix' },
  title: { he: ['תפקיד', 'מנהלת שיווק'], en: ['Role', 'Marketing manager'], autocomplete: 'organization-title' },
  address: { he: ['כתובת', 'הרצל 1'], en: ['Address', '1 Herzl Street'], autocomplete: 'address-line1' },
  city: { he: ['עיר', 'חיפה'], en: ['City', 'Haifa'], autocomplete: 'address-level2' },
  postalCode: { he: ['מיקוד', '3303101'], en: ['Postal code', '3303101'], autocomplete: 'postal-code' },
  country: { he: ['ארץ', 'ישראל'], en: ['Country', 'Israel'], autocomplete: 'country-name' },
  idNumber: { he: ['ת.ז. / ח.פ.', '123456782'], en: ['ID or company number', '123456782'] },
  gender: { he: ['מגדר', 'נקבה'], en: ['Gender', 'Female'], autocomplete: 'sex' },
  birthDate: { he: ['תאריך לידה', '14/03/1985'], en: ['Birth date', '14/03/1985'], type: 'date', autocomplete: 'bday' },
  url: { he: ['אתר', 'https://www.example.com'], en: ['Web site', 'https://www.example.com'], type: 'url' },
  notes: { he: ['הערות', 'אשמח שתחזרו אליי בערב'], en: ['Notes', 'Please call me in the evening'] },
  mailingList: { he: ['אני רוצה לקבל עדכונים', '1'], en: ['Send me news', '1'] },
  updateExistingDetails: { he: ['עדכון פרטים קיימים', '0'], en: ['Update existing details', '0'] },
  stepNotes: { he: ['הערות לשלב', 'ביקשה הצעת מחיר'], en: ['Stage notes', 'Asked for an offer'] },
  marketer: { he: ['מספר משווק', '1001'], en: ['Marketer number', '1001'] },
  contactTypes: { he: ['סוג לקוח', 'לקוח פרטי'], en: ['Contact type', 'Private'] },
};

const PHONES: Record<string, readonly string[]> = {
  IL: ['04-8555123', '052-5550123', '04-8555124', '04-8555125'],
  US: ['(202) 555-0123', '(202) 555-0124', '(202) 555-0125', '(202) 555-0126'],
  GB: ['020 7946 0123', '07700 900123', '020 7946 0124', '020 7946 0125'],
};
const ABROAD = ['+972-4-8555123', '+972-52-5550123', '+972-4-8555124', '+972-4-8555125'];

/** An invented phone in the spelling of the country (ISO 3166 alpha-2), another one for each phone field. */
export function samplePhone(country: string, target: Target): string {
  const at = Math.max(0, ['phone', 'mobile', 'otherPhone', 'fax'].indexOf(target));
  return (PHONES[country] ?? ABROAD)[at] ?? '';
}
