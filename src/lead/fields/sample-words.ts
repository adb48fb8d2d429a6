import type { CustomField } from '../channel/channel.ts';
import { cleanLine } from '../text.ts';
import type { Target } from './field-names.ts';

/** What a sample calls a field and fills in for it, and how a browser shall help to fill it in. */
export interface SampleWords {
  he: readonly [label: string, value: string];
  en: readonly [label: string, value: string];
  type?: 'tel' | 'email' | 'url' | 'date';
  autocomplete?: string;
}

/**
 * Invented people only; example.com is nobody's. Phones come from {@link samplePhone}. The person is none of those that
 * product.md uses as real ones: `[Dana]` means `Dana`, while the sample's own words may mean nothing.
 */
export const SAMPLE_WORDS: Partial<Record<Target, SampleWords>> = {
  firstName: { he: ['שם פרטי', 'נועה'], en: ['First name', 'Noa'], autocomplete: 'given-name' },
  lastName: { he: ['שם משפחה', 'מזרחי'], en: ['Last name', 'Mizrahi'], autocomplete: 'family-name' },
  fullName: { he: ['שם מלא', 'נועה מזרחי'], en: ['Full name', 'Noa Mizrahi'], autocomplete: 'name' },
  phone: { he: ['טלפון', ''], en: ['Phone', ''], type: 'tel', autocomplete: 'tel' },
  mobile: { he: ['טלפון נייד', ''], en: ['Mobile phone', ''], type: 'tel', autocomplete: 'mobile tel' },
  otherPhone: { he: ['טלפון נוסף', ''], en: ['Other phone', ''], type: 'tel', autocomplete: 'work tel' },
  fax: { he: ['פקס', ''], en: ['Fax', ''], type: 'tel', autocomplete: 'fax tel' },
  email: {
    he: ['דוא"ל', 'noa.mizrahi@example.com'],
    en: ['E-mail', 'noa.mizrahi@example.com'],
    type: 'email',
    autocomplete: 'email',
  },
  company: { he: ['חברה', 'מזרחי ובניו'], en: ['Company', 'Mizrahi & Sons'], autocomplete: 'organization' },
  namePrefix: { he: ['תואר', 'גב׳'], en: ['Title', 'Ms'], autocomplete: 'honorific-prefix' },
  title: { he: ['תפקיד', 'מנהלת שיווק'], en: ['Role', 'Marketing manager'], autocomplete: 'organization-title' },
  address: { he: ['כתובת', 'הרצל 1'], en: ['Address', '1 Herzl Street'], autocomplete: 'address-line1' },
  city: { he: ['עיר', 'חיפה'], en: ['City', 'Haifa'], autocomplete: 'address-level2' },
  postalCode: { he: ['מיקוד', '3303101'], en: ['Postal code', '3303101'], autocomplete: 'postal-code' },
  country: { he: ['ארץ', 'ישראל'], en: ['Country', 'Israel'], autocomplete: 'country-name' },
  idNumber: { he: ['ת.ז. / ח.פ.', '203745823'], en: ['ID or company number', '203745823'] },
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

const PHONE_FIELDS: readonly Target[] = ['phone', 'mobile', 'otherPhone', 'fax'];
const PHONES: Record<string, readonly string[]> = {
  IL: ['04-8555123', '052-5550123', '04-8555124', '04-8555125'],
  US: ['(202) 555-0123', '(202) 555-0124', '(202) 555-0125', '(202) 555-0126'],
  GB: ['020 7946 0123', '07700 900123', '020 7946 0124', '020 7946 0125'],
};
const ABROAD = ['+972-4-8555123', '+972-52-5550123', '+972-4-8555124', '+972-4-8555125'];

/** An invented phone in the spelling of the country (ISO 3166 alpha-2), another one for each phone field. */
export function samplePhone(country: string, target: Target): string {
  const at = Math.max(0, PHONE_FIELDS.indexOf(target));
  return (PHONES[country] ?? ABROAD)[at] ?? '';
}

const EXAMPLES = { he: 'דוגמה', en: 'Example' } as const;

/** What a sample fills in for a custom field. */
export function sampleCustomValue(language: 'he' | 'en', { type, options }: CustomField): string {
  const word = EXAMPLES[language];
  switch (type) {
    case 'number':
      return '3';
    case 'date':
      return '01/12/2026';
    case 'yesNo':
      return '1';
    case 'oneOf':
    case 'manyOf':
      return options[0] ?? word;
    case 'text':
    case 'longText':
      return word;
  }
}

/** Whether a value is what samples fill in for this field, in any language and country a channel may have had. */
export function isSampleOf(target: Target, custom: CustomField | undefined, value: string): boolean {
  const own = custom ? [sampleCustomValue('he', custom), sampleCustomValue('en', custom)] : commonSamples(target);
  return own.some((sample) => plain(sample) === plain(value));
}

function commonSamples(target: Target): string[] {
  const words = SAMPLE_WORDS[target];
  const at = PHONE_FIELDS.indexOf(target);
  if (at >= 0) return [...Object.values(PHONES), ABROAD].flatMap((phones) => phones[at] ?? []);
  return words ? [words.he[1], words.en[1]] : [];
}

const plain = (value: string) => cleanLine(value).toLowerCase();
