import { flatten } from '../../json/flatten.ts';
import { jsonText, member } from '../../json/parse.ts';
import { type JsonSender, relabel, submission } from '../sender.ts';

const MEANINGS = new Map([
  ['full_name', 'FullName'],
  ['phone_number', 'Phone'],
  ['work_phone', 'OtherPhone'],
  ['work_email', 'Email'],
  ['job_title', 'Title'],
  ['company_name', 'AccountName'],
  ['street_address', 'Address'],
]);

/** Google Ads' lead form webhook: `user_column_data`, with int64 ids. */
export const googleAds: JsonSender = (body) => {
  const columns = member(body, 'user_column_data');
  if (!Array.isArray(columns)) return undefined;
  const { user_column_data: _columns, ...meta } = body;
  const answers = columns.flatMap((column) => flatten([column]));
  const isTest = jsonText(member(body, 'is_test'))?.toLowerCase() === 'true';
  return [
    submission('google-ads', [...relabel(answers, MEANINGS), ...flatten(meta)], {
      providerLeadId: jsonText(member(body, 'lead_id')),
      proof: jsonText(member(body, 'google_key')),
      isTest,
    }),
  ];
};
