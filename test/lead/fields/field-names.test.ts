import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalTarget, nameKey, publicName, synonymTarget } from '../../../src/lead/fields/field-names.ts';
import { processorMs } from '../../support/pure/processor-time.ts';

const targetOf = (name: string) => canonicalTarget(nameKey(name)) ?? synonymTarget(nameKey(name));

test.each([
  [
    'firstName',
    [
      'FirstName',
      'first_name',
      'FIRST-NAME',
      'first name',
      'firstname',
      'שם פרטי',
      'שם  פרטי:',
      '*שם פרטי',
      'given_name',
      'FIRST_NAME',
      'your-first-name',
    ],
  ],
  ['lastName', ['LastName', 'last_name', 'lastname', 'surname', 'שם משפחה', 'שם המשפחה', 'LAST_NAME']],
  ['fullName', ['full name', 'FULL_NAME', 'Name', 'your-name', 'שם מלא', 'שם', 'שם מלא (חובה)', 'contact name']],
  ['company', ['AccountName', 'company', 'COMPANY_NAME', 'חברה', 'שם החברה', 'organization']],
  ['namePrefix', ['NamePrefix', 'salutation', 'תואר']],
  ['title', ['Title', 'JOB_TITLE', 'תפקיד', 'תיאור/תפקיד']],
  [
    'phone',
    [
      'Phone',
      'PHONE_NUMBER',
      'phone_number',
      'tel',
      'tel-123',
      'phone1',
      '1stPhone',
      'your-phone',
      'טלפון',
      'מס׳ טלפון',
      'טל.',
      'Phone (required)',
      'customer_phone',
    ],
  ],
  [
    'mobile',
    ['MobilePhone', 'mobile', 'cell', 'נייד', 'טלפון נייד', 'טלפון סלולרי', 'WhatsApp', 'mobilephone', 'mobile-42'],
  ],
  ['otherPhone', ['OtherPhone', 'phone2', 'work_phone', 'טלפון נוסף']],
  ['fax', ['Fax', 'פקס']],
  [
    'email',
    [
      'Email',
      'e-mail',
      'mail',
      'WORK_EMAIL',
      'your-email',
      'email-789',
      'אימייל',
      'דוא"ל',
      'דוא״ל',
      'דואר אלקטרוני',
      'E-Mail Address*',
    ],
  ],
  ['idNumber', ['IdNumber', 'idcardnumber', 'ת.ז.', 'ת"ז', 'ח.פ.', 'ח״פ', 'תעודת זהות', 'ת.ז./ח.פ.']],
  ['gender', ['Gender', 'מין']],
  ['birthDate', ['BirthDate', 'date of birth', 'תאריך לידה']],
  ['url', ['Url', 'website', 'your-website', 'אתר אינטרנט']],
  ['address', ['Address', 'StreetAddress', 'STREET_ADDRESS', 'כתובת', 'street']],
  ['city', ['City', 'עיר', 'ישוב']],
  ['postalCode', ['PostalCode', 'POSTAL_CODE', 'zip', 'zip_code', 'מיקוד']],
  ['country', ['Country', 'מדינה']],
  ['notes', ['Remarks', 'comments', 'message', 'your-message', 'notes', 'הערות', 'הודעה', 'תוכן ההודעה', 'textarea-5']],
  ['mailingList', ['MailingList', 'newsletter', 'רשימת תפוצה']],
  ['updateExistingDetails', ['UpdateExistingDetails', 'updatedetails']],
  ['redirectTo', ['RedirectTo', 'retURL', '_next']],
  ['stageId', ['ProcessDefinitionStepID', 'stageId']],
  ['stepNotes', ['StepNotes', 'stepnotes']],
  ['marketer', ['Aff_Num', 'marketer', 'מספר חשבון המתווך']],
  ['contactTypes', ['contactTypes', 'contact_type']],
] as const)('%s is understood', (target, names) => {
  expect(names.map((name) => [name, targetOf(name)])).toEqual(names.map((name) => [name, target]));
});

test.each([
  'username',
  'file name',
  'form_name',
  'Region',
  'TP_Source',
  'Lead_Source',
  'lead_id',
  'contact_id',
  'campid',
  '123',
  'text-456',
  'utm_source',
  'field_7f3a',
  'constructor',
  '__proto__',
  'toString',
  '',
  'budget',
  'clienttel-aviv',
  'lead_title',
  'client affiliate',
  'tz',
])('%j is nothing we know', (name) => expect(targetOf(name)).toBeUndefined());

describe('names', () => {
  it('are compared without case, spaces, underscores, dashes, quotes and label marks', () => {
    for (const name of [
      'MobilePhone',
      'mobile_phone',
      'MOBILE-PHONE',
      ' mobile phone ',
      '*Mobile Phone:',
      'mobile\u200f phone',
      'Ｍobile‑Phone',
    ]) {
      expect(nameKey(name)).toBe('mobilephone');
    }
    expect(nameKey('דוא״ל')).toBe(nameKey('דוא"ל'));
    expect(nameKey("מס' טלפון")).toBe(nameKey('מס׳ טלפון'));
  });

  it('have one key, which is its own key', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      }),
      { numRuns: 3000 },
    );
  });

  test.each(['1', 'a1', ' ', '(', 'your', '(חובה)', '"'])('take linear time: 64 KB of %j', (unit) => {
    const start = processorMs();
    targetOf(unit.repeat(65_536 / unit.length));
    expect(processorMs() - start).toBeLessThan(100);
  });
});

it('shows a target by the name of the contract', () => {
  expect(publicName('mobile')).toBe('MobilePhone');
  expect(publicName('notes')).toBe('Remarks');
  expect(publicName('custom:budget')).toBe('budget');
});
