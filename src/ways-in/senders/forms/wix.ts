import { nameKey, synonymTarget } from '../../../lead/fields/field-names.ts';
import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, jsonText, member } from '../../json/parse.ts';
import { type JsonSender, submission } from '../sender.ts';

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
  const { data: _inner, ...around } = data === body ? {} : body;
  const beside = [...flatten(meta), ...flatten(around)].map(({ name, value }) => ({ name, value }));
  const said = flatten(answers);
  const card = contact === undefined ? [] : flatten({ contact });
  return [
    submission('wix', [...said, ...missingIn(said, card), ...withoutRepeated(said, beside)], {
      providerLeadId: jsonText(member(data, 'submissionId')),
    }),
  ];
};

/** Wix repeats the same answers by field id. */
function withoutRepeated(answers: Pair[], beside: Pair[]): Pair[] {
  const values = new Set(answers.map(({ value }) => value));
  return beside.filter(({ name, value }) => !name.startsWith('field:') || !values.has(value));
}

/**
 * The contact's card only fills what the form did not ask: the same phone in another spelling would pass for a second
 * one.
 */
function missingIn(answers: Pair[], card: Pair[]): Pair[] {
  const values = new Set(answers.map(({ value }) => value));
  const asked = new Set(answers.map(meaningOf));
  return card.flatMap((pair) => {
    const meaning = meaningOf(pair);
    if (meaning === undefined) return [pair];
    // It is the card of who sent the form: in a wrapper of its own it would pass for another person.
    if (!asked.has(meaning)) return [{ ...pair, name: pair.name.replace(/^contact\./, '') }];
    return values.has(pair.value) ? [] : [{ name: `wix.${pair.name}`, value: pair.value }];
  });
}

function meaningOf({ name, label }: Pair) {
  return synonymTarget(nameKey(name)) ?? synonymTarget(nameKey(label ?? ''));
}
