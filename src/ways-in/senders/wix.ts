import { nameKey, synonymTarget } from '../../lead/field-names.ts';
import type { Pair } from '../../lead/submission.ts';
import { flatten } from '../json/flatten.ts';
import { isObject, type JsonObject, member, textOf } from '../json/parse.ts';
import { type JsonSender, submission } from './sender.ts';

/** Wix Automations' form webhook: `submissions` or `submissionData` as label and value, often inside `data`. */
export const wix: JsonSender = (body) => {
  const inner = member(body, 'data');
  const data: JsonObject = isObject(inner) ? inner : body;
  const answers = member(data, 'submissions') ?? member(data, 'submissionData');
  const isWix =
    Array.isArray(answers) &&
    (Object.hasOwn(data, 'formName') || Object.hasOwn(data, 'formId') || Object.hasOwn(data, 'contactId'));
  if (!isWix) return undefined;
  const { submissions: _submissions, submissionData: _data, contact, ...meta } = data;
  const beside = flatten(meta).map(({ name, value }) => ({ name, value }));
  // Wix repeats the same answers by field id; and its contact card only fills what the form did not ask.
  const once = beside.filter((pair) => !pair.name.startsWith('field:'));
  const card = isObject(contact) ? flatten({ contact }) : [];
  return [
    submission('wix', [...flatten(answers), ...missingIn(flatten(answers), card), ...once], {
      providerLeadId: textOf(member(data, 'submissionId')),
    }),
  ];
};

/** The card's values for what no answer says; the same phone in another spelling would pass for a second one. */
function missingIn(answers: Pair[], card: Pair[]): Pair[] {
  const asked = new Set(answers.map(meaningOf));
  return card.filter((pair) => meaningOf(pair) === undefined || !asked.has(meaningOf(pair)));
}

function meaningOf({ name, label }: Pair) {
  return synonymTarget(nameKey(name)) ?? synonymTarget(nameKey(label ?? ''));
}
